#include "load/caller.hpp"

#include <boost/beast/http.hpp>

namespace boxoffice::load {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

result<tcp::endpoint> resolve(const server_address& server) {
  boost::asio::io_context io{1};
  tcp::resolver resolver{io};
  boost::system::error_code error;
  auto found = resolver.resolve(server.host, std::to_string(server.port), error);
  if (error)
    return trouble{"cannot find " + server.host + ": " + error.message()};
  return found.begin()->endpoint();
}

caller::caller(server_address server, milliseconds timeout)
    : server_{std::move(server)}, timeout_{timeout} {}

result<reply> caller::post(const std::string& target, const std::string& body,
                           const header_list& headers) {
  if (auto connected = connect(); !connected)
    return connected.error();
  http::request<http::string_body> asked{http::verb::post, target, 11, body};
  asked.set(http::field::host, to_text(server_));
  asked.set(http::field::content_type, "application/json");
  for (const auto& [name, value] : headers)
    asked.set(name, value);
  asked.prepare_payload();
  http::response_parser<http::string_body> answer;
  // An answer may be there although the request could not be sent to its end.
  auto unsent = run([&](auto done) { http::async_write(stream_, asked, std::move(done)); });
  auto error = run([&](auto done) { http::async_read(stream_, buffer_, answer, std::move(done)); });
  if (error || !answer.get().keep_alive())
    stream_.close();
  if (error)
    return trouble{"no answer to POST " + target + ": " + (unsent ? unsent : error).message()};
  return reply{answer.get().result_int(), std::move(answer.get().body())};
}

result<void> caller::connect() {
  if (stream_.socket().is_open())
    return {};
  auto endpoint = resolve(server_);
  if (!endpoint)
    return endpoint.error();
  buffer_.clear();
  if (auto error = run([&](auto done) { stream_.async_connect(*endpoint, std::move(done)); })) {
    stream_.close();
    return trouble{"cannot connect to " + to_text(server_) + ": " + error.message()};
  }
  return {};
}

template <class Start>
boost::system::error_code caller::run(Start start) {
  boost::system::error_code how;
  io_.restart();
  stream_.expires_after(timeout_);
  start([&how](boost::system::error_code error, auto&&...) { how = error; });
  io_.run();
  return how;
}

} // namespace boxoffice::load

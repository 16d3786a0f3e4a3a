#include "load/client.hpp"

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
    return load_error{"cannot resolve " + server.host + ": " + error.message()};
  return found.begin()->endpoint();
}

client::client(server_address server, milliseconds timeout)
    : server_{std::move(server)}, timeout_{timeout} {}

result<response> client::post(const std::string& target, const std::string& body,
                              const header_list& headers) {
  if (auto connected = connect(); !connected)
    return connected.error();
  http::request<http::string_body> request{http::verb::post, target, 11, body};
  request.set(http::field::host, to_text(server_));
  request.set(http::field::content_type, "application/json");
  for (const auto& [name, value] : headers)
    request.set(name, value);
  request.prepare_payload();
  http::response_parser<http::string_body> parser;
  // There may be a response although the request could not be sent completely.
  auto unsent = run([&](auto done) { http::async_write(stream_, request, std::move(done)); });
  auto error = run([&](auto done) { http::async_read(stream_, buffer_, parser, std::move(done)); });
  if (error || !parser.get().keep_alive())
    stream_.close();
  if (error)
    return load_error{"no response to POST " + target + ": " + (unsent ? unsent : error).message()};
  return response{parser.get().result_int(), std::move(parser.get().body())};
}

result<void> client::connect() {
  if (stream_.socket().is_open())
    return {};
  auto endpoint = resolve(server_);
  if (!endpoint)
    return endpoint.error();
  buffer_.clear();
  if (auto error = run([&](auto done) { stream_.async_connect(*endpoint, std::move(done)); })) {
    stream_.close();
    return load_error{"cannot connect to " + to_text(server_) + ": " + error.message()};
  }
  return {};
}

template <class Start>
boost::system::error_code client::run(Start start) {
  boost::system::error_code how;
  io_.restart();
  stream_.expires_after(timeout_);
  start([&how](boost::system::error_code error, auto&&...) { how = error; });
  io_.run();
  return how;
}

} // namespace boxoffice::load

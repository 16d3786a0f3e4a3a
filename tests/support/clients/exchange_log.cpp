#include "tests/support/clients/exchange_log.hpp"

#include "tests/support/fail.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http.hpp>
#include <cctype>
#include <cstdlib>
#include <fcntl.h>
#include <limits>
#include <stdexcept>
#include <unistd.h>

namespace boxoffice::tests {

namespace http = boost::beast::http;

namespace {

/// The file, or -1. It is emptied once, by the first exchange of the process.
int exchange_file() {
  static const int file = [] {
    const char* name = std::getenv("BOXTEST_EXCHANGES");
    if (name == nullptr)
      return -1;
    const int opened = ::open(name, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (opened < 0)
      fail(std::string{"cannot write BOXTEST_EXCHANGES, "} + name);
    return opened;
  }();
  return file;
}

/// By one call, so that lines of several threads do not mix.
void append_line(const json& pair) {
  const auto line = pair.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
  if (::write(exchange_file(), line.data(), line.size()) != static_cast<std::int64_t>(line.size()))
    fail("cannot write to the file of BOXTEST_EXCHANGES");
}

json headers_of(const response& got) {
  auto all = json::object();
  for (const auto& [name, value] : got.headers) {
    auto lower = name;
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    all[lower] = value;
  }
  return all;
}

} // namespace

bool are_exchanges_logged() { return exchange_file() >= 0; }

void log_exchange(std::string_view method, std::string_view target, std::string_view request,
                  const response& got) {
  if (!are_exchanges_logged())
    return;
  json pair{{"method", method},
            {"target", target},
            {"status", got.status},
            {"headers", headers_of(got)},
            {"body", got.text}};
  if (!request.empty())
    pair["request"] = request;
  append_line(pair);
}

void log_handshake(std::string_view target, const response& got) {
  if (are_exchanges_logged())
    append_line({{"method", "GET"},
                 {"target", target},
                 {"status", got.status},
                 {"headers", headers_of(got)}});
}

void log_websocket_message(std::string_view target, std::string_view text) {
  if (are_exchanges_logged())
    append_line({{"method", "MESSAGE"}, {"target", target}, {"body", text}});
}

sent_request take_request(std::string& sent) {
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  try {
    boost::beast::error_code error;
    const auto used = parser.put(boost::asio::buffer(sent), error);
    sent.erase(0, parser.is_done() ? used : sent.size());
  } catch (const std::length_error&) { // A field above Beast's own limit, 64 KiB.
    sent.clear();
    return {};
  }
  if (!parser.is_header_done())
    return {};
  const auto& request = parser.get();
  const auto method = request.method_string();
  const auto target = request.target();
  return {{method.data(), method.size()}, {target.data(), target.size()}, request.body()};
}

} // namespace boxoffice::tests

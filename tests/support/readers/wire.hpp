#pragma once

#include "tests/support/clients/http_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <string>
#include <sys/socket.h>

namespace boxoffice::tests {

/// One TCP connection on which every operation blocks, but never longer than its
/// time-out. Only sources of tests/support include this; it brings in all of Beast.
struct wire {
  boost::asio::io_context io{1};
  boost::beast::tcp_stream stream{io};
  boost::beast::flat_buffer buffer;
  std::chrono::milliseconds timeout;

  explicit wire(std::chrono::milliseconds limit) : timeout{limit} {}

  /// Runs one asynchronous operation to its end: `start` gets the completion handler.
  template <class Start>
  boost::beast::error_code run(Start start) {
    boost::beast::error_code result = boost::asio::error::would_block;
    io.restart();
    stream.expires_after(timeout);
    start([&result](boost::beast::error_code error, auto&&...) { result = error; });
    io.run();
    return result;
  }

  /// Whether the server has closed a connection on which it owes no response.
  bool closed_meanwhile() {
    char byte = 0;
    const auto got = ::recv(stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN);
  }

  /// `from` is the client's own address; empty: as the system chooses.
  boost::beast::error_code connect(std::uint16_t port, const std::string& host = "127.0.0.1",
                                   const std::string& from = {}) {
    using boost::asio::ip::tcp;
    const tcp::endpoint endpoint{boost::asio::ip::make_address_v4(host), port};
    if (!from.empty()) {
      stream.socket().open(tcp::v4());
      stream.socket().bind({boost::asio::ip::make_address_v4(from), 0});
    }
    const auto error = run([&](auto done) { stream.async_connect(endpoint, std::move(done)); });
    if (!error)
      stream.socket().set_option(tcp::no_delay{true});
    return error;
  }
};

/// Word for word: no header is added but Host and Content-Length.
inline boost::beast::http::request<boost::beast::http::string_body>
request_of(const std::string& method, const std::string& target, const std::string& host,
           const header_list& headers, const std::string& text) {
  boost::beast::http::request<boost::beast::http::string_body> request;
  request.method_string(method);
  request.target(target);
  request.version(11);
  request.set(boost::beast::http::field::host, host);
  for (const auto& [name, value] : headers)
    request.insert(name, value);
  request.body() = text;
  if (!text.empty() || method == "POST" || method == "PUT")
    request.content_length(text.size());
  return request;
}

} // namespace boxoffice::tests

#include "tests/support/clients/raw_connection.hpp"

#include "tests/support/clients/exchange_log.hpp"
#include "tests/support/clients/response_reader.hpp"
#include "tests/support/readers/wire.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace boxoffice::tests {

namespace asio = boost::asio;
namespace http = boost::beast::http;

struct raw_connection::state : wire {
  using wire::wire;
  std::string unanswered; ///< what was sent, if exchanges are logged
};

raw_connection::raw_connection(std::uint16_t port, std::chrono::milliseconds timeout,
                               const std::string& from)
    : state_{std::make_unique<state>(timeout)} {
  if (const auto error = state_->connect(port, "127.0.0.1", from))
    throw connection_broken{"connect: " + error.message()};
}

raw_connection::~raw_connection() = default;
raw_connection::raw_connection(raw_connection&&) noexcept = default;
raw_connection& raw_connection::operator=(raw_connection&&) noexcept = default;

bool raw_connection::send(std::string_view bytes) {
  if (are_exchanges_logged())
    state_->unanswered += bytes;
  const auto error = state_->run([&](auto done) {
    asio::async_write(state_->stream, asio::buffer(bytes.data(), bytes.size()), std::move(done));
  });
  return !error;
}

void raw_connection::finish_sending() {
  boost::beast::error_code ignored; // The server may have closed first.
  state_->stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

raw_connection::outcome raw_connection::read(response& into, bool to_head) {
  bool keep_alive = false;
  auto got = read_response(*state_, to_head, keep_alive);
  if (got) {
    // 100 is not the response yet.
    if (are_exchanges_logged() && got->status != 100) {
      const auto request = take_request(state_->unanswered);
      log_exchange(request.method, request.target, request.body, *got);
    }
    into = std::move(*got);
    return outcome::answered;
  }
  const auto error = got.error();
  if (error == boost::beast::error::timeout)
    return outcome::timed_out;
  if (error == http::error::end_of_stream || error == asio::error::eof ||
      error == asio::error::connection_reset || error == asio::error::broken_pipe ||
      error == asio::error::not_connected || error == asio::error::bad_descriptor)
    return outcome::closed;
  return outcome::garbled;
}

response raw_connection::expect_response(bool to_head) {
  response got;
  switch (read(got, to_head)) {
  case outcome::answered: return got;
  case outcome::closed: throw connection_broken{"closed without a response"};
  case outcome::timed_out: throw connection_broken{"no response in time"};
  case outcome::garbled: break;
  }
  throw connection_broken{"what came is no HTTP response"};
}

bool raw_connection::closed_by_server() {
  response unexpected;
  return read(unexpected) == outcome::closed;
}

} // namespace boxoffice::tests

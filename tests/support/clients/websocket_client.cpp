#include "tests/support/clients/websocket_client.hpp"

#include "tests/support/clients/exchange_log.hpp"
#include "tests/support/clients/response_reader.hpp"
#include "tests/support/readers/wire.hpp"

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket.hpp>

namespace boxoffice::tests {

namespace websocket = boost::beast::websocket;

struct websocket_client::state {
  using stream_of = websocket::stream<boost::beast::tcp_stream&, false>;

  explicit state(std::chrono::milliseconds limit) : line{limit}, stream{line.stream} {}

  /// As wire::run(), for the WebSocket on it.
  template <class Start>
  boost::beast::error_code run(Start start) {
    return line.run(std::move(start));
  }

  boost::beast::error_code read();

  bool pending = false; ///< a read is under way
  boost::beast::error_code read_result;
  wire line;
  stream_of stream;
  boost::beast::flat_buffer message;
  std::string target; ///< of the handshake
};

namespace {

response response_of(const websocket::response_type& handshake) {
  response got;
  got.status = handshake.result_int();
  for (const auto& field : handshake.base()) {
    const auto name = field.name_string();
    const auto value = field.value();
    got.headers.emplace_back(std::string{name.data(), name.size()},
                             std::string{value.data(), value.size()});
  }
  return got;
}

} // namespace

websocket_client::websocket_client(std::uint16_t port, const std::string& target,
                                   const header_list& headers, std::chrono::milliseconds timeout,
                                   const std::string& from)
    : state_{std::make_unique<state>(timeout)} {
  auto& all = *state_;
  all.target = target;
  if (const auto error = all.line.connect(port, "127.0.0.1", from))
    throw connection_broken{"connect: " + error.message()};
  all.stream.set_option(
      websocket::stream_base::decorator([&headers](websocket::request_type& request) {
        for (const auto& [name, value] : headers)
          request.set(name, value);
      }));
  websocket::response_type refusal;
  const auto error = all.run([&](auto done) {
    all.stream.async_handshake(refusal, "127.0.0.1:" + std::to_string(port), target,
                               std::move(done));
  });
  if (!error || error == websocket::error::upgrade_declined)
    log_handshake(target, response_of(refusal));
  if (error == websocket::error::upgrade_declined)
    throw handshake_refused{response{refusal.result_int(), {}, {}, {}}};
  if (error)
    throw connection_broken{"handshake: " + error.message()};
}

websocket_client::~websocket_client() = default;
websocket_client::websocket_client(websocket_client&&) noexcept = default;
websocket_client& websocket_client::operator=(websocket_client&&) noexcept = default;

/// The read that read_until_pinged() began counts as this one.
boost::beast::error_code websocket_client::state::read() {
  if (!pending)
    return run([&](auto done) { stream.async_read(message, std::move(done)); });
  line.io.restart();
  line.stream.expires_after(line.timeout);
  line.io.run();
  return read_result;
}

json websocket_client::next() {
  auto& all = *state_;
  if (const auto error = all.read())
    throw connection_broken{"no message: " + error.message()};
  const auto text = boost::beast::buffers_to_string(all.message.data());
  all.message.clear();
  log_websocket_message(all.target, text);
  auto frame = json::parse(text);
  return frame;
}

std::optional<std::uint16_t> websocket_client::close_code() {
  auto& all = *state_;
  for (;;) {
    const auto error = all.read();
    all.message.clear();
    if (error == websocket::error::closed)
      return all.stream.reason().code;
    if (error == boost::beast::error::timeout)
      throw connection_broken{"no close: " + error.message()};
    if (error)
      return std::nullopt;
  }
}

bool websocket_client::send(const std::string& text) {
  auto& all = *state_;
  return !all.run(
      [&](auto done) { all.stream.async_write(boost::asio::buffer(text), std::move(done)); });
}

void websocket_client::read_until_pinged(unsigned times) {
  auto& all = *state_;
  unsigned pings = 0;
  all.stream.control_callback([&](websocket::frame_type kind, boost::beast::string_view) {
    pings += kind == websocket::frame_type::ping ? 1 : 0;
    if (pings == times)
      all.line.io.stop();
  });
  all.line.io.restart();
  all.line.stream.expires_after(all.line.timeout);
  all.pending = true;
  all.stream.async_read(all.message, [&all](boost::beast::error_code error, std::size_t) {
    all.pending = false;
    all.read_result = error;
  });
  all.line.io.run();
  all.stream.control_callback();
  if (pings < times)
    throw connection_broken{"no pings"};
}

bool websocket_client::has_something() {
  char byte = 0;
  return ::recv(state_->line.stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) >
         0;
}

bool websocket_client::ended() {
  char trash[4096];
  auto got = std::int64_t{1};
  while (got > 0)
    got = ::recv(state_->line.stream.socket().native_handle(), trash, sizeof trash, MSG_DONTWAIT);
  return got == 0 || errno != EAGAIN;
}

void websocket_client::leave() { state_->line.stream.close(); }

} // namespace boxoffice::tests

// A minimal WebSocket client for the seats of a show. Thousands of them share one thread and the
// machine of the server that they measure.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

namespace boxoffice::bench {

using steady = std::chrono::steady_clock;

class subscriber {
public:
  /// Called for each message, with its version and size.
  using on_message = std::function<void(subscriber& who, std::uint64_t version, std::size_t size)>;

  subscriber(boost::asio::io_context& io, on_message received)
      : socket_{io}, received_{std::move(received)} {}

  /// Blocks until the handshake is sent. `small`: with the smallest receive buffer.
  void open(const boost::asio::ip::tcp::endpoint& to, const std::string& target, bool small);
  void read();
  /// Stops reading.
  void stop_reading() { stopped_ = true; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  /// Whether the server closed the connection after stop_reading(). Discards received bytes.
  [[nodiscard]] bool dropped();
  /// The server's close code; 0: none.
  [[nodiscard]] unsigned close_code() const { return close_code_; }
  [[nodiscard]] bool ended() const { return ended_; }

  std::uint64_t version = 0;      ///< of the last message
  std::uint64_t messages = 0;     ///< number of deltas
  std::uint64_t out_of_order = 0; ///< messages whose version is not greater than the one before
  std::uint64_t digest = 0;       ///< of all versions in order

private:
  void take(std::size_t size);
  /// Takes the first frame off the input and returns its size; 0 if it is incomplete.
  std::size_t take_frame();
  void answer_ping(std::string_view payload);

  boost::asio::ip::tcp::socket socket_;
  on_message received_;
  std::string input_; ///< bytes not parsed yet
  bool open_ = false; ///< the handshake's response was read
  bool stopped_ = false;
  bool ended_ = false;
  unsigned close_code_ = 0;
};

} // namespace boxoffice::bench

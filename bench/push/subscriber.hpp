// A WebSocket of a show's seats, as small as it can be: thousands of them share one thread and one
// machine with the server that they measure.
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
  /// Hears of each message, with the version that it tells.
  using on_message = std::function<void(subscriber& who, std::uint64_t version, std::size_t size)>;

  subscriber(boost::asio::io_context& io, on_message heard)
      : socket_{io}, heard_{std::move(heard)} {}

  /// Blocks until the handshake is sent. `small`: with as little room for unread bytes as can be
  /// had.
  void open(const boost::asio::ip::tcp::endpoint& to, const std::string& target, bool small);
  void read();
  /// Reads nothing any more.
  void stop_reading() { stopped_ = true; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  /// Whether the server has ended the connection of one that stopped; throws away what came.
  [[nodiscard]] bool dropped();
  /// The close code that it was told, 0: none.
  [[nodiscard]] unsigned close_code() const { return close_code_; }
  [[nodiscard]] bool ended() const { return ended_; }

  std::uint64_t version = 0;      ///< of the last message
  std::uint64_t messages = 0;     ///< deltas
  std::uint64_t out_of_order = 0; ///< messages whose version was not greater than the last one's
  std::uint64_t digest = 0;       ///< of the versions in their order

private:
  void take(std::size_t size);
  /// Bytes of the frame at the front, 0 where it is not whole.
  std::size_t take_frame();
  void answer_ping(std::string_view payload);

  boost::asio::ip::tcp::socket socket_;
  on_message heard_;
  std::string input_; ///< what is not parsed yet
  bool open_ = false; ///< the handshake's answer was read
  bool stopped_ = false;
  bool ended_ = false;
  unsigned close_code_ = 0;
};

} // namespace boxoffice::bench

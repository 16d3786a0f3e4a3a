// One keep-alive connection that never blocks, on an epoll of its thread.
#pragma once

#include "load/answer.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include <boost/asio/ip/tcp.hpp>

namespace boxoffice::load {

/// Plain system calls: Asio would ask each socket once more than there are answers.
class connection {
public:
  using endpoint = boost::asio::ip::tcp::endpoint;

  connection() = default;
  ~connection() { close(); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Begins to connect and registers with the epoll, which tells of it by `number`. Closed before.
  std::error_code open(const endpoint& to, int epoll, std::uint32_t number);
  /// Once it is writable: whether the connection is there now.
  std::error_code finish_opening();
  void close();

  /// Begins to send `request`, which has to stay until the answer is there.
  std::error_code send(std::string_view request);
  /// Sends on, where not all could be sent.
  std::error_code send_on();

  enum class heard : std::uint8_t { nothing_yet, answered, answered_last, closed, broken };
  /// Once it is readable: takes what has come, by way of `scratch`. `answered_last`: the server
  /// ends the connection with this answer. `closed`: there is no more; where an answer was due,
  /// `broken`, as after a failure or bytes that are no answer.
  heard receive(std::span<char> scratch, bool due);

  [[nodiscard]] bool is_open() const { return socket_ >= 0; }
  /// After `answered`; until the next receive().
  [[nodiscard]] const answer& last() const { return answer_; }
  [[nodiscard]] const std::string& why_broken() const { return why_broken_; }

private:
  heard parse(std::string_view bytes);
  heard end_of_input(bool due);
  heard broken(std::string why);
  void watch_for_writing(bool wanted);

  int socket_ = -1;
  int epoll_ = -1;
  std::uint32_t number_ = 0;
  bool watches_writing_ = false;
  std::string_view unsent_;
  std::string unparsed_; ///< the begin of a header, where it came in pieces
  answer answer_;
  std::optional<answer_reader> reader_;
  std::string why_broken_;
};

} // namespace boxoffice::load

// One non-blocking keep-alive connection, on the epoll instance of its thread.
#pragma once

#include "load/response.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include <boost/asio/ip/tcp.hpp>

namespace boxoffice::load {

/// Uses system calls directly: Asio would make one more recv() for each response.
class connection {
public:
  using endpoint = boost::asio::ip::tcp::endpoint;

  connection() = default;
  ~connection() { close(); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Starts to connect and registers with the epoll instance, whose events carry `number`. The
  /// connection must be closed.
  std::error_code open(const endpoint& to, int epoll, std::uint32_t number);
  /// Call it once the socket is writable. Returns the error if the connection failed.
  std::error_code finish_opening();
  void close();

  /// Starts to send `request`, which must stay valid until the response.
  std::error_code send(std::string_view request);
  /// Continues an incomplete send.
  std::error_code send_on();

  enum class read_result : std::uint8_t { incomplete, response, last_response, closed, broken };
  /// Call it once the socket is readable, with whether a response is due. `last_response`: the
  /// server closes the connection after this response. `closed`: the server closed it and no
  /// response was due. `broken`: an error, an early close or malformed bytes; why_broken() says
  /// which.
  read_result receive(std::span<char> scratch, bool due);

  [[nodiscard]] bool is_open() const { return socket_ >= 0; }
  /// Valid after `response` or `last_response`, until the next receive().
  [[nodiscard]] const response& last() const { return response_; }
  [[nodiscard]] const std::string& why_broken() const { return why_broken_; }

private:
  read_result parse(std::string_view bytes);
  read_result end_of_input(bool due);
  read_result broken(std::string why);
  void watch_for_writing(bool wanted);

  int socket_ = -1;
  int epoll_ = -1;
  std::uint32_t number_ = 0;
  bool watches_writing_ = false;
  std::string_view unsent_;
  std::string unparsed_; ///< the start of an incomplete header
  response response_;
  std::optional<response_parser> reader_;
  std::string why_broken_;
};

} // namespace boxoffice::load

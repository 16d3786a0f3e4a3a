// An HTTP server whose responses a test scripts, in a thread of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace boxoffice::load::tests {

/// `HTTP/1.1 STATUS …` with this JSON for a body.
[[nodiscard]] std::string response_of(unsigned status, const std::string& body);

class scripted_server {
public:
  using request = boost::beast::http::request<boost::beast::http::string_body>;

  struct behaviour {
    /// The bytes of the response to the `number`-th request, from 1; empty: the connection is
    /// closed instead. Called in the server's thread.
    std::function<std::string(std::uint64_t number, const request& received)> answer =
        [](std::uint64_t, const request&) { return response_of(200, "{}"); };
    /// From this request on the server sends nothing for the time `stall`, once. 0: never.
    std::uint64_t stall_at = 0;
    std::chrono::milliseconds stall{0};
    /// At this request the server closes all connections and its listener. 0: never.
    std::uint64_t gone_at = 0;
    /// Each response is sent in two halves, with a pause between them.
    bool in_halves = false;
  };

  scripted_server() : scripted_server{behaviour{}} {}
  explicit scripted_server(behaviour how);
  ~scripted_server();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::uint64_t requests() const {
    return requests_;
  } ///< valid once no client sends any more

private:
  class session;

  void accept();
  void take(const std::shared_ptr<session>& from);
  void answer(const std::shared_ptr<session>& to);
  void stall();
  void leave();

  behaviour how_;
  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer stalled_{io_};
  bool stalls_ = false;
  std::vector<std::shared_ptr<session>> held_; ///< while it stalls
  std::list<std::weak_ptr<session>> sessions_;
  std::uint16_t port_;
  std::uint64_t requests_ = 0;
  std::thread thread_;
};

} // namespace boxoffice::load::tests

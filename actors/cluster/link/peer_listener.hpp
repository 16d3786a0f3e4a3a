// Where other nodes connect: lets a connection through to CAF when it has proven to be of the
// cluster. A connection that fails ends by itself and touches no other.
#pragma once

#include "actors/cluster/link/peer_handshake.hpp"
#include "actors/protocol/line_limit.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace boxoffice::actors {

struct listener_limits {
  /// A handshake takes some milliseconds; who takes longer keeps a place from nobody, see `most`.
  std::chrono::milliseconds handshake_within{3'000};
  /// Handshakes under way. With one more the oldest of the address that has most of them ends.
  std::size_t most = 512;
};

class peer_listener {
public:
  /// Takes a connected, non-blocking socket, which is its own then, and the TLS session on it.
  /// Called from the listener's thread.
  using deliver = std::function<void(int socket, ssl_ptr tls)>;

  peer_listener(cluster_proof own, deliver take, std::function<void(const std::string&)> warn,
                const listener_limits& limits = {});
  peer_listener(const peer_listener&) = delete;
  peer_listener& operator=(const peer_listener&) = delete;
  /// Closes what is not delivered.
  ~peer_listener();

  /// Says why it cannot. Once.
  [[nodiscard]] std::optional<std::string> listen(const std::string& host, std::uint16_t port);
  /// 0 while it does not listen.
  [[nodiscard]] std::uint16_t port() const { return port_; }

private:
  struct attempt;
  using attempts = std::list<std::shared_ptr<attempt>>;

  void accept();
  void admit(boost::asio::ip::tcp::socket&& socket);
  void make_room();
  void go_on(const std::shared_ptr<attempt>& one);
  void wait(const std::shared_ptr<attempt>& one, boost::asio::ip::tcp::socket::wait_type what);
  void end(const std::shared_ptr<attempt>& one);
  /// A health check that connects and closes is no reason for a line.
  void note(const attempt& one, const std::string& why);

  cluster_proof own_;
  deliver take_;
  std::function<void(const std::string&)> warn_;
  listener_limits limits_;
  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_{io_};
  boost::asio::steady_timer retry_{io_}; ///< after an error to accept, such as too many files
  attempts attempts_;                    ///< oldest first
  line_limit lines_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

} // namespace boxoffice::actors

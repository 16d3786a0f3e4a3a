// Listens for other nodes. Passes a connection to CAF when its other end has proven that it belongs
// to the cluster. A handshake that fails affects no other connection.
#pragma once

#include "actors/cluster/link/peer_handshake.hpp"
#include "actors/protocol/line_limit.hpp"
#include "logging/logger.hpp"

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
  /// A handshake takes some milliseconds. A slow one does not keep others out, see `most`.
  std::chrono::milliseconds handshake_within{3'000};
  /// Handshakes under way. With one more the oldest of the address that has most of them ends.
  std::size_t most = 512;
};

class peer_listener {
public:
  /// Takes ownership of a connected, non-blocking socket and of the TLS session on it.
  /// Called from the listener's thread.
  using deliver = std::function<void(int socket, ssl_ptr tls)>;

  peer_listener(cluster_proof own, deliver take, const logging::logger& log,
                const listener_limits& limits = {});
  peer_listener(const peer_listener&) = delete;
  peer_listener& operator=(const peer_listener&) = delete;
  /// Closes the connections that were not delivered.
  ~peer_listener();

  /// Returns the error if it cannot listen. Called once.
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
  /// Logs the reason, unless the other end only connected and closed, as health checks do.
  void note(const attempt& one, const std::string& why);

  cluster_proof own_;
  deliver take_;
  logging::logger log_;
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

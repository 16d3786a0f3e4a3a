// What each client address uses of the node: connections, WebSockets among them, and bulk
// responses. Connections of trusted proxies count for the node only, their bulk responses and
// WebSockets for the clients of the requests.
#pragma once

#include "http/limits/client_address.hpp"

#include <cstddef>
#include <mutex>
#include <unordered_map>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// Safe to use from any thread.
class address_usage {
public:
  struct limits {
    std::size_t connections = 0;         ///< of the node
    std::size_t control_connections = 0; ///< at the control socket, not among the others
    std::size_t address_connections = 0;
    std::size_t address_bulk = 0;       ///< bulk responses from their request to their last byte
    std::size_t address_bulk_bytes = 0; ///< of those that are made and not written yet
  };
  enum class place { free, node_full, address_full };

  explicit address_usage(limits most) : most_{most} {}

  /// Counts a connection. Nothing is counted if the address is full. If the node is full the
  /// connection is counted, and one must end for it: this one or another.
  [[nodiscard]] place connect(const client_address& client);
  /// True if a client that is forwarded may have one more WebSocket. It is counted by replace()
  /// only, so each I/O thread may let in one beyond the limit.
  [[nodiscard]] bool has_room_for_forwarded(const client_address& client);
  /// Counts a connection that takes the place of another, which still leaves.
  void replace(const client_address& client);
  void disconnect(const client_address& client);
  /// Of the node, without the control socket; those that still have to end for others included.
  [[nodiscard]] std::size_t connections();

  /// Counts a bulk response; false if the address has as many under way as it may have.
  [[nodiscard]] bool begin_bulk(const client_address& client);
  /// Adds to the bytes of a bulk response that began.
  void grow_bulk(const client_address& client, std::size_t bytes);
  /// `bytes` are all that it grew by.
  void end_bulk(const client_address& client, std::size_t bytes);

private:
  struct usage {
    std::size_t connections = 0;
    std::size_t bulk = 0;
    std::size_t bulk_bytes = 0;
  };
  [[nodiscard]] std::size_t& total_of(const client_address& client) {
    return client.at_control_socket ? control_connections_ : connections_;
  }
  void forget_if_unused(const boost::asio::ip::address& address);

  limits most_;
  std::mutex mutex_;
  std::size_t connections_ = 0;
  std::size_t control_connections_ = 0;
  std::unordered_map<boost::asio::ip::address, usage, address_hash> addresses_;
};

} // namespace boxoffice::http

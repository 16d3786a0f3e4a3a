// A connection of CAF's broker with another node of the cluster. Each incoming frame is checked
// before CAF sees it (peer_frames.hpp).
#pragma once

#include "actors/cluster/link/peer_frames.hpp"
#include "actors/cluster/link/peer_handshake.hpp"

#include <caf/io/all.hpp>
#include <caf/io/network/default_multiplexer.hpp>
#include <caf/io/network/stream_impl.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// A connection that CAF has. Any thread may cut it.
class live_connection {
public:
  explicit live_connection(int socket) : socket_{socket} {}
  /// Closes it for both ends.
  void cut();
  /// The socket is about to be closed, and its number may be reused.
  void forget();
  void is_with(const std::string& peer);
  /// The node at the other end, as CAF writes it.
  [[nodiscard]] std::string peer() const;

private:
  mutable std::mutex guard_;
  int socket_; ///< -1 once it is forgotten
  std::string peer_;
};

/// All connections of this node. Outlives the network: CAF closes the last ones with its system.
class live_connections {
public:
  void add(std::shared_ptr<live_connection> one);
  void remove(const std::shared_ptr<live_connection>& one);
  [[nodiscard]] std::size_t count() const;
  void cut(const std::string& peer);

private:
  mutable std::mutex guard_;
  std::set<std::shared_ptr<live_connection>> all_;
};

class peer_stream : public caf::io::scribe {
public:
  /// Takes the socket. `malformed` is called from CAF's network thread, and the connection closed.
  peer_stream(caf::io::network::default_multiplexer& multiplexer, int socket, ssl_ptr tls,
              frame_checker checker, std::shared_ptr<live_connections> all,
              std::function<void()> malformed);
  ~peer_stream() override;

  [[nodiscard]] const std::shared_ptr<live_connection>& connection() const { return live_; }

  void configure_read(caf::io::receive_policy::config config) override;
  void ack_writes(bool enable) override { stream_.ack_writes(enable); }
  std::vector<char>& wr_buf() override { return stream_.wr_buf(); }
  std::vector<char>& rd_buf() override { return *in_hand_; }
  void graceful_shutdown() override;
  void flush() override { stream_.flush(this); }
  std::string addr() const override;
  std::uint16_t port() const override;
  void add_to_loop() override { stream_.activate(this); }
  void remove_from_loop() override { stream_.passivate(); }
  bool consume(caf::execution_unit* context, const void* bytes, std::size_t count) override;

protected:
  void detach_from(caf::io::abstract_broker* broker) override;

private:
  /// How the stream reads and writes its socket.
  struct transport {
    using state = caf::io::network::rw_state;
    ssl_ptr tls;
    state read_some(std::size_t& result, int socket, void* into, std::size_t count);
    state write_some(std::size_t& result, int socket, const void* from, std::size_t count);
    /// The result of a call to OpenSSL. A call that has to wait has transferred nothing.
    [[nodiscard]] state after(int status) const;
    [[nodiscard]] bool must_read_more(int socket, std::size_t wanted) const;
  };

  void read_next(std::size_t bytes);
  [[nodiscard]] bool take_header(caf::execution_unit* context);
  [[nodiscard]] bool take_payload(caf::execution_unit* context, std::size_t count);
  [[nodiscard]] bool judge(caf::execution_unit* context, std::vector<char>& payload);
  /// Passes it to CAF; false if the connection is closed.
  [[nodiscard]] bool hand_on(caf::execution_unit* context, std::vector<char>& bytes);
  [[nodiscard]] bool refuse(caf::execution_unit* context);

  caf::io::network::stream_impl<transport> stream_;
  frame_checker checker_;
  std::shared_ptr<live_connections> all_;
  std::shared_ptr<live_connection> live_;
  std::function<void()> malformed_;
  bool launched_ = false;
  std::vector<char> header_;    ///< of the frame that is being read; empty before
  std::size_t left_ = 0;        ///< of its payload
  std::vector<char> collected_; ///< of a payload that is read in parts
  std::vector<char>* in_hand_;  ///< the bytes that CAF reads next
};

} // namespace boxoffice::actors

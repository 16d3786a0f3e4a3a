#include "actors/cluster/link/connect_to_peer.hpp"

#include "actors/cluster/link/peer_stream.hpp"
#include "actors/cluster/wire/wire.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace boxoffice::actors {

namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;
using boost::system::error_code;

// Together shorter than the shutdown of a server, because an attempt cannot be cancelled.
constexpr auto connect_within = 1s;
constexpr auto prove_within = 1s;
constexpr auto meet_within = 1s;
constexpr auto welcome_within = 1s;

/// An attempt to reach another node.
struct attempt {
  std::shared_ptr<peer_network> network;
  cluster_node to;
  hello said;

  [[nodiscard]] std::string where() const { return to.host + ':' + std::to_string(to.port); }
};

/// A connected socket; a closed one if the other node cannot be reached.
tcp::socket connect(boost::asio::io_context& io, const cluster_node& node) {
  error_code failed;
  tcp::socket socket{io};
  auto found = tcp::resolver{io}.resolve(node.host, std::to_string(node.port), failed);
  if (failed)
    return socket;
  auto connected = false;
  boost::asio::async_connect(socket, found, [&](error_code why, const auto&) { connected = !why; });
  io.run_for(connect_within);
  if (connected)
    socket.non_blocking(true, failed);
  if (!connected || failed)
    socket.close(failed);
  return socket;
}

/// Runs the handshake. Returns the error if it fails.
std::optional<std::string> prove(boost::asio::io_context& io, tcp::socket& socket,
                                 peer_handshake& handshake) {
  std::optional<std::string> failed = "does not prove in time that it is of this cluster";
  std::function<void(error_code)> go_on = [&](error_code) {
    switch (handshake.go_on()) {
    case peer_handshake::step::wants_read: return socket.async_wait(tcp::socket::wait_read, go_on);
    case peer_handshake::step::wants_write:
      return socket.async_wait(tcp::socket::wait_write, go_on);
    case peer_handshake::step::done: failed = std::nullopt; return;
    case peer_handshake::step::failed: failed = handshake.why(); return;
    }
  };
  go_on({});
  io.restart();
  io.run_for(prove_within);
  return failed;
}

/// Sends hello and awaits welcome, over a connection that CAF has now.
connect_result greet(caf::blocking_actor& self, const attempt& one, caf::io::scribe_ptr stream) {
  const auto& hint = one.network->proof().hint();
  caf::strong_actor_ptr acceptor;
  connect_result outcome;
  std::string step = "connecting with ";
  auto failed = [&](const caf::error& why) {
    outcome.failed = step + one.where() + " failed: " + self.system().render(why) + hint;
  };
  self.request(one.network->broker(), meet_within, caf::connect_atom::value, std::move(stream),
               one.to.port)
      .receive([&](const caf::node_id&, caf::strong_actor_ptr& found,
                   const std::set<std::string>&) { acceptor = std::move(found); },
               failed);
  if (!acceptor && outcome.failed.empty())
    outcome.failed = "no boxoffice node at " + one.where();
  if (!acceptor)
    return outcome;
  step = "greeting ";
  self.request(caf::actor_cast<caf::actor>(acceptor), welcome_within, one.said)
      .receive(
          [&](welcome& response) {
            if (response.refused.empty())
              outcome.other = std::move(response.link);
            else
              outcome.failed = "refuses this node: " + response.refused;
          },
          failed);
  return outcome;
}

connect_result reach(caf::blocking_actor& self, const attempt& one) {
  boost::asio::io_context io{1};
  auto socket = connect(io, one.to);
  if (!socket.is_open())
    return {"does not answer at " + one.where(), nullptr, true};
  auto handshake =
      one.network->proof().begin(socket.native_handle(), cluster_proof::side::connects);
  if (auto why = prove(io, socket, *handshake))
    return {"connecting with " + one.where() + " failed: " + *why + one.network->proof().hint(),
            nullptr};
  error_code failed;
  auto taken = socket.release(failed);
  if (failed)
    return {failed.message(), nullptr};
  auto stream = one.network->connected(taken, handshake->take_tls());
  auto connection = stream->connection();
  auto outcome = greet(self, one, std::move(stream));
  if (!outcome.other) // Otherwise unused connections would pile up.
    connection->cut();
  return outcome;
}

} // namespace

std::function<void(peer_link_actor)> connector(caf::actor_system& system,
                                               std::shared_ptr<peer_network> network,
                                               cluster_node to, credentials own) {
  return [&system, network = std::move(network), to = std::move(to),
          own = std::move(own)](const peer_link_actor& link) {
    attempt one{
        network,
        to,
        {wire_version, own.cluster, own.node, caf::actor_cast<caf::strong_actor_ptr>(link)}};
    system.spawn<caf::detached>([link, one = std::move(one)](caf::blocking_actor* self) {
      caf::anon_send(link, reach(*self, one));
    });
  };
}

} // namespace boxoffice::actors

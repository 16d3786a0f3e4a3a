#include "actors/cluster/network.hpp"

#include "actors/cluster/link/handshake_acceptor.hpp"
#include "actors/cluster/link/peer_link.hpp"
#include "actors/cluster/link/peer_listener.hpp"
#include "actors/cluster/link/peer_stream.hpp"

#include <caf/io/basp_broker.hpp>
#include <unistd.h>

namespace boxoffice::actors {

using namespace std::chrono_literals;

namespace {

/// Far more than a cluster has: every holder of a certificate can open connections.
constexpr std::size_t most_connections = 1'024;

/// As CAF writes it on the wire.
std::string bytes_of_node(caf::actor_system& system, const caf::node_id& node) {
  std::vector<char> bytes;
  caf::binary_serializer sink{system, bytes};
  if (auto failed = sink(node))
    return {};
  return {bytes.begin(), bytes.end()};
}

local_end find_end(caf::actor_system& system, std::uint64_t actor) {
  auto found = system.registry().get(actor);
  if (!found)
    return local_end::gone;
  const auto* one = found->get();
  if (dynamic_cast<const peer_link*>(one) != nullptr)
    return local_end::link;
  return dynamic_cast<const handshake_acceptor*>(one) != nullptr ? local_end::acceptor
                                                                 : local_end::other;
}

} // namespace

void prepare_for_cluster(caf::actor_system_config& config) {
  register_peer_messages(config);
  config.load<caf::io::middleman>();
  config.set("middleman.app-identifiers", std::vector<std::string>{"boxoffice"});
  // Messages are small, so the thread that reads them can parse them too. With workers for that,
  // one of some hundred reconnects hung (docs/plan.md).
  config.set("middleman.workers", std::size_t{0});
  config.set("middleman.heartbeat-interval", caf::timespan{500ms});
}

peer_network::peer_network(caf::actor_system& system, cluster_proof own, environment env)
    : system_{system},
      own_{std::move(own)},
      env_{std::move(env)},
      // Made when the system was started; this only looks it up.
      broker_{system.middleman().named_broker<caf::io::basp_broker>(caf::atom("BASP"))},
      live_{std::make_shared<live_connections>()},
      malformed_lines_{std::make_shared<line_limit>()} {}

peer_network::~peer_network() = default;

std::optional<std::string> peer_network::listen(const handshake_acceptor_actor& acceptor,
                                                const std::string& host, std::uint16_t port) {
  // CAF looks the acceptor up by this number; it opens no port.
  auto take = [this, acceptor, port](int socket, ssl_ptr tls) {
    accepted(socket, std::move(tls), acceptor, port);
  };
  listener_ = std::make_unique<peer_listener>(own_, take, env_.log);
  auto failed = listener_->listen(host, port);
  if (failed)
    return host + ':' + std::to_string(port) + ": " + *failed;
  return std::nullopt;
}

void peer_network::stop_listening() { listener_.reset(); }

void peer_network::accepted(int socket, ssl_ptr tls, const handshake_acceptor_actor& acceptor,
                            std::uint16_t port) {
  if (live_->count() >= most_connections) {
    if (auto count = too_many_lines_.one_more())
      env_.log.warn(logging::log_module::cluster,
                    "there are {} connections with other nodes; further ones are closed, since the "
                    "last such line: {}",
                    most_connections, *count);
    ::close(socket);
    return;
  }
  caf::anon_send(broker_, caf::publish_atom::value,
                 caf::io::scribe_ptr{stream(socket, std::move(tls), frame_checker::side::accepted)},
                 port, caf::actor_cast<caf::strong_actor_ptr>(acceptor), std::set<std::string>{});
}

caf::intrusive_ptr<peer_stream> peer_network::connected(int socket, ssl_ptr tls) {
  return stream(socket, std::move(tls), frame_checker::side::connected);
}

caf::intrusive_ptr<peer_stream> peer_network::stream(int socket, ssl_ptr tls,
                                                     frame_checker::side which) {
  frame_checker checker{
      which,
      {bytes_of_node(system_, system_.node()), bytes_of_node(system_, {}),
       [&system = system_](std::uint64_t actor) { return find_end(system, actor); }}};
  auto& multiplexer =
      dynamic_cast<caf::io::network::default_multiplexer&>(system_.middleman().backend());
  auto malformed = [log = env_.log, lines = malformed_lines_] {
    if (auto count = lines->one_more())
      log.warn(logging::log_module::cluster,
               "a node sent a malformed message and its connection is closed; times since the last "
               "such line: {}",
               *count);
  };
  return caf::make_counted<peer_stream>(multiplexer, socket, std::move(tls), std::move(checker),
                                        live_, std::move(malformed));
}

void peer_network::cut(const caf::actor_addr& of_node) {
  live_->cut(bytes_of_node(system_, of_node.node()));
}

} // namespace boxoffice::actors

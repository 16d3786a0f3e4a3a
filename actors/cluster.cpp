#include "actors/cluster.hpp"

#include "actors/router.hpp"
#include "actors/wire.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <caf/io/all.hpp>
#include <caf/openssl/all.hpp>

namespace boxoffice::actors {

namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;

// Together shorter than a server's end may take, for an attempt cannot be broken off.
constexpr auto probe_within = 1s;
constexpr auto connect_within = 1s;
constexpr auto welcome_within = 1s;

/// All that an attempt to reach another node needs.
struct attempt {
  cluster_node to;
  hello said;
  caf::io::middleman_actor network;
  std::string hint; ///< what else to look at where it fails
};

/// CAF connects with a blocking call that all its connections wait for, so that it must not be
/// asked for a host that swallows packets.
bool answers_at(const cluster_node& node) {
  boost::asio::io_context io{1};
  boost::system::error_code failed;
  auto found = tcp::resolver{io}.resolve(node.host, std::to_string(node.port), failed);
  if (failed)
    return false;
  tcp::socket socket{io};
  bool connected = false;
  boost::asio::async_connect(socket, found,
                             [&](boost::system::error_code why, const auto&) { connected = !why; });
  io.run_for(probe_within);
  return connected;
}

dialled reach(caf::blocking_actor& self, const attempt& one) {
  auto where = one.to.host + ':' + std::to_string(one.to.port);
  if (!answers_at(one.to))
    return {"does not answer at " + where, nullptr};
  caf::strong_actor_ptr door;
  dialled outcome;
  std::string step = "connecting with ";
  auto failed = [&](const caf::error& why) {
    outcome.failed = step + where + " failed: " + self.system().render(why) + one.hint;
  };
  self.request(one.network, connect_within, caf::connect_atom::value, one.to.host, one.to.port)
      .receive([&](const caf::node_id&, caf::strong_actor_ptr& found,
                   const std::set<std::string>&) { door = std::move(found); },
               failed);
  if (!door && outcome.failed.empty())
    outcome.failed = "there is no boxoffice at " + where;
  if (!door)
    return outcome;
  step = "greeting ";
  self.request(caf::actor_cast<caf::actor>(door), welcome_within, one.said)
      .receive(
          [&](welcome& answer) {
            if (answer.refused.empty())
              outcome.other = std::move(answer.link);
            else
              outcome.failed = "turns this node away: " + answer.refused;
          },
          failed);
  return outcome;
}

peer_door_actor::behavior_type keep_door(peer_door_actor::pointer self,
                                         const std::shared_ptr<const partition>& cluster,
                                         const std::vector<peer_link_actor>& links,
                                         const surroundings& around) {
  self->set_exception_handler(ends_process(around));
  return {[=](const hello& said) -> welcome {
    if (auto why = reason_to_refuse(said, *cluster)) {
      around.warn("node " + said.node + " is turned away: " + *why);
      return {*why, nullptr};
    }
    const auto& link = links[*cluster->find(said.node)];
    caf::anon_send(link, dialled{{}, said.link});
    return {{}, caf::actor_cast<caf::strong_actor_ptr>(link)};
  }};
}

} // namespace

std::optional<std::string> reason_to_refuse(const hello& said, const partition& cluster) {
  if (said.version != wire_version)
    return "it speaks version " + std::to_string(said.version) +
           " of the nodes' protocol, this one speaks " + std::to_string(wire_version);
  if (said.cluster != events::to_hex(cluster.digest()))
    return "its cluster.peers is another list than this one's";
  auto known = cluster.find(said.node);
  if (!known)
    return "cluster.peers has no node of its name";
  if (*known == cluster.self())
    return "it has this node's own name";
  if (!said.link)
    return "it sent no link";
  return std::nullopt;
}

void prepare_for_cluster(caf::actor_system_config& config, const network_options& options) {
  register_peer_messages(config);
  config.load<caf::io::middleman>();
  config.set("middleman.app-identifiers", std::vector<std::string>{"boxoffice"});
  // Messages are small here: what reads them from the socket may as well take them apart. With
  // workers for that one of some hundred reconnects hung (docs/plan.md).
  config.set("middleman.workers", std::size_t{0});
  config.set("middleman.heartbeat-interval", caf::timespan{500ms});
  if (!options.certificate.empty()) {
    config.load<caf::openssl::manager>();
    config.openssl_certificate = options.certificate;
    config.openssl_key = options.key;
    config.openssl_cafile = options.ca;
  }
}

cluster::cluster(caf::actor_system& system, engine& home, cluster_options options)
    : system_{system},
      nodes_{std::make_shared<const partition>(options.cluster)},
      options_{std::move(options)} {
  for (std::size_t peer = 0; peer < nodes_->nodes().size(); ++peer) {
    if (peer == nodes_->self()) {
      links_.emplace_back();
      continue;
    }
    // Of two nodes the one with the lower name connects, so that there is one connection.
    std::function<void(peer_link_actor)> connect;
    if (nodes_->self() < peer)
      connect = [this, peer](const peer_link_actor& link) { dial(link, peer); };
    links_.push_back(system_.spawn<peer_link>(link_neighbours{nodes_, peer, home.directory(),
                                                              home.around(), options_.customer_key,
                                                              std::move(connect), options_.links}));
  }
  entrance_ =
      system_.spawn<router>(router_neighbours{nodes_, home.directory(), links_}, home.around());
  door_ = system_.spawn(keep_door, nodes_, links_, home.around());
}

cluster::~cluster() {
  for (const auto& link : links_)
    if (link)
      caf::anon_send_exit(link, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(entrance_, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(door_, caf::exit_reason::user_shutdown);
  caf::scoped_actor self{system_};
  for (const auto& link : links_)
    if (link)
      self->wait_for(link);
}

std::optional<std::string> cluster::listen() {
  const auto* host = options_.host.c_str();
  auto door = caf::actor_cast<caf::actor>(door_);
  auto port = system_.has_openssl_manager()
                  ? caf::openssl::publish(door, options_.port, host, true)
                  : system_.middleman().publish(door, options_.port, host, true);
  if (port)
    return std::nullopt;
  return options_.host + ':' + std::to_string(options_.port) + ": " + system_.render(port.error());
}

void cluster::dial(const peer_link_actor& link, std::size_t peer) {
  auto tls = system_.has_openssl_manager();
  attempt one{nodes_->nodes()[peer],
              {wire_version, events::to_hex(nodes_->digest()), nodes_->nodes()[nodes_->self()].name,
               caf::actor_cast<caf::strong_actor_ptr>(link)},
              tls ? system_.openssl_manager().actor_handle() : system_.middleman().actor_handle(),
              tls ? "; is either certificate one that the other's cluster.tls.ca did not "
                    "sign, or does the other speak no TLS?"
                  : "; does the other want TLS?"};
  system_.spawn<caf::detached>([link, one = std::move(one)](caf::blocking_actor* self) {
    caf::anon_send(link, reach(*self, one));
  });
}

} // namespace boxoffice::actors

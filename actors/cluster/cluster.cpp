#include "actors/cluster/cluster.hpp"

#include "actors/cluster/link/connect_to_peer.hpp"
#include "actors/cluster/network.hpp"
#include "actors/cluster/router.hpp"

namespace boxoffice::actors {

credentials credentials_of(const partition& cluster) {
  return {events::to_hex(cluster.digest()), cluster.nodes()[cluster.self()].name,
          "its cluster.peers is another list than this one's"};
}

placement placement_of(std::shared_ptr<const partition> cluster,
                       std::vector<peer_link_actor> links) {
  placement out;
  for (const auto& node : cluster->nodes())
    out.names.push_back(node.name);
  out.links = std::move(links);
  out.self = cluster->self();
  out.owner_of_account = [cluster](const events::mail_address& mail) {
    return cluster->owner_of_account(mail);
  };
  out.owner_of_hall = [cluster](const storage::hall_id& hall) {
    return cluster->owner_of_hall(hall.text);
  };
  out.owner_of = [cluster = std::move(cluster)](const events::show_id& show) {
    return std::optional{cluster->owner_of(show)};
  };
  return out;
}

void linking::one_settled() {
  std::function<void()> then;
  {
    std::lock_guard lock{guard_};
    if (--left_ == 0)
      then = std::exchange(then_, nullptr);
  }
  if (then)
    then();
}

void linking::when_done(std::function<void()> then) {
  {
    std::lock_guard lock{guard_};
    if (left_ != 0) {
      then_ = std::move(then);
      return;
    }
  }
  then();
}

cluster::cluster(caf::actor_system& system, show_directory_actor directory, environment env,
                 cluster_options options)
    : system_{system},
      nodes_{std::make_shared<const partition>(options.cluster)},
      linking_{std::make_shared<linking>(nodes_->nodes().size() - 1)},
      options_{std::move(options)} {
  env.probe->cluster.members.set(static_cast<std::int64_t>(nodes_->nodes().size()));
  for (std::size_t peer = 0; peer < nodes_->nodes().size(); ++peer)
    links_.push_back(peer == nodes_->self() ? peer_link_actor{} : link_with(peer, directory, env));
  auto where = std::make_shared<const placement>(placement_of(nodes_, links_));
  entrance_ = system_.spawn<router>(directory, where, env);
  acceptor_ = system_.spawn<handshake_acceptor>(credentials_of(*nodes_), where, env);
}

/// Of two nodes the one with the lower name connects, so that there is one connection.
peer_link_actor cluster::link_with(std::size_t peer, const show_directory_actor& directory,
                                   const environment& env) {
  link_deps deps;
  deps.peer = nodes_->nodes()[peer].name;
  deps.answers_for = [nodes = nodes_](const events::show_id& show) { return nodes->owns(show); };
  deps.directory = directory;
  deps.env = env;
  deps.customer_keys = options_.customer_keys;
  deps.options = options_.links;
  deps.cut = [network = options_.network](const caf::actor_addr& node) { network->cut(node); };
  deps.settled = [all = linking_] { all->one_settled(); };
  if (nodes_->self() < peer)
    deps.connect =
        connector(system_, options_.network, nodes_->nodes()[peer], credentials_of(*nodes_));
  return system_.spawn<peer_link>(std::move(deps));
}

cluster::~cluster() {
  options_.network->stop_listening();
  for (const auto& link : links_)
    if (link)
      caf::anon_send_exit(link, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(entrance_, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(acceptor_, caf::exit_reason::user_shutdown);
  caf::scoped_actor self{system_};
  for (const auto& link : links_)
    if (link)
      self->wait_for(link);
}

std::optional<std::string> cluster::listen() {
  return options_.network->listen(acceptor_, options_.host, options_.port);
}

} // namespace boxoffice::actors

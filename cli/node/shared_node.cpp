#include "cli/node/shared_node.hpp"

#include "actors/cluster/network.hpp"
#include "actors/cluster/shared_cluster.hpp"
#include "cli/command.hpp"
#include "cli/files/keys.hpp"
#include "cli/node/cluster.hpp"

namespace boxoffice::cli {

namespace {

actors::member_options member_options_of(const settings& chosen, const std::string& database_id,
                                         std::shared_ptr<actors::peer_network> network,
                                         const events::shared_customer_keys& keys) {
  const auto& ours = chosen.cluster;
  return {postgres_options_of(chosen),
          ours.node,
          ours.advertise->host + ':' + std::to_string(ours.advertise->port),
          ours.lease,
          {"database " + database_id, ours.node, "its log is in another database than this one's"},
          std::move(network),
          keys,
          {}};
}

class shared_node final : public node {
public:
  shared_node(const settings& chosen, storage::event_log& log, const std::string& database_id,
              actors::cluster_proof proof, const node_keys& keys)
      : listen_{chosen.cluster.listen},
        runtime_{chosen, log, actors::shared_lease::guard(lease_, server_environment(chosen)),
                 keys},
        network_{std::make_shared<actors::peer_network>(runtime_.system(), std::move(proof),
                                                        runtime_.engine().env())},
        cluster_{runtime_.system(), runtime_.engine().directory(), runtime_.engine().env(), lease_,
                 member_options_of(chosen, database_id, network_, keys.customers)} {}

  node_runtime& runtime() override { return runtime_; }
  actors::entrance_actor entrance() override { return cluster_.entrance(); }
  std::optional<std::string> listen() override {
    return cluster_.listen(listen_.host, listen_.port);
  }
  void add_holder(actors::shard_holder_actor webhooks) override {
    cluster_.add_holder(std::move(webhooks));
  }
  void start(std::function<void()> ready) override { cluster_.start(std::move(ready)); }
  std::chrono::milliseconds leave(std::chrono::milliseconds most) override {
    cluster_.leave(most / 2);
    return most - most / 2;
  }

private:
  host_port listen_;
  std::shared_ptr<actors::shared_lease> lease_ = std::make_shared<actors::shared_lease>();
  node_runtime runtime_;
  std::shared_ptr<actors::peer_network> network_;
  actors::shared_cluster cluster_;
};

} // namespace

opened_node open_shared_node(const settings& chosen, storage::event_log& log) {
  storage::postgres_membership database{postgres_options_of(chosen)};
  auto database_id = database.cluster_id();
  auto keys = ensure_node_keys(log, database);
  if (!keys || !database_id)
    return keys ? database_id.error() : keys.error();
  auto proof = proof_of(chosen.cluster);
  if (!proof)
    return proof.error();
  return std::make_unique<shared_node>(chosen, log, *database_id, std::move(*proof), *keys);
}

} // namespace boxoffice::cli

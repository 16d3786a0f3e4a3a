#include "cli/node/partitioned_node.hpp"

#include "actors/cluster/cluster.hpp"
#include "actors/cluster/network.hpp"
#include "cli/files/keys.hpp"
#include "cli/node/cluster.hpp"
#include "storage/hall/hall_rows.hpp"
#include "storage/side_rows.hpp"

namespace boxoffice::cli {

namespace {

class partitioned_node final : public node {
public:
  partitioned_node(const settings& chosen, storage::event_log& log, actors::cluster_proof proof,
                   const node_keys& keys)
      : runtime_{chosen, log, server_environment(chosen), keys},
        network_{std::make_shared<actors::peer_network>(runtime_.system(), std::move(proof),
                                                        runtime_.engine().env())},
        cluster_{runtime_.system(),
                 runtime_.engine().directory(),
                 runtime_.engine().env(),
                 {partition_of(chosen.cluster),
                  network_,
                  chosen.cluster.listen.host,
                  chosen.cluster.listen.port,
                  keys.customers,
                  {}}} {}

  node_runtime& runtime() override { return runtime_; }
  actors::entrance_actor entrance() override { return cluster_.entrance(); }
  std::optional<std::string> listen() override { return cluster_.listen(); }
  void start(std::function<void()> ready) override {
    runtime_.engine().start([links = cluster_.links(), ready = std::move(ready)]() mutable {
      links->when_done(std::move(ready));
    });
  }
  /// Its shows stay in its log.
  std::chrono::milliseconds leave(std::chrono::milliseconds most) override { return most; }

private:
  node_runtime runtime_;
  std::shared_ptr<actors::peer_network> network_;
  actors::cluster cluster_;
};

/// Returns an error if the log has shows that belong to other nodes: no request would reach them.
storage::status check_all_shows_owned(storage::event_log& log, const actors::partition& nodes) {
  auto shows = storage::all_shows(log);
  if (!shows)
    return shows.error();
  std::size_t foreign = 0;
  const events::show_id* first = nullptr;
  for (const auto& show : *shows)
    if (!nodes.owns(show) && ++foreign == 1)
      first = &show;
  if (foreign == 0)
    return {};
  return storage::storage_error{
      storage::storage_error::kind::bad_format,
      std::to_string(foreign) + " of the log's " + std::to_string(shows->size()) +
          " shows belong to other nodes by cluster.peers, " + first->text + " to " +
          nodes.nodes()[nodes.owner_of(*first)].name +
          "; serve with the list that the log was written under, or without a cluster"};
}

/// The same for the halls of the log: a list would show them twice or in vain.
storage::status check_all_halls_owned(storage::event_log& log, const actors::partition& nodes) {
  auto halls = storage::all_halls(log);
  if (!halls)
    return halls.error();
  for (const auto& hall : *halls)
    if (auto owner = nodes.owner_of_hall(hall.text); owner != nodes.self())
      return storage::storage_error{
          storage::storage_error::kind::bad_format,
          "the log's hall " + hall.text + " belongs to node " + nodes.nodes()[owner].name +
              " by cluster.peers; make this node's log by `boxoffice migrate`, or serve with the "
              "list that the log was written under, or without a cluster"};
  return {};
}

} // namespace

opened_node open_partitioned_node(const settings& chosen, storage::event_log& log) {
  const auto nodes = partition_of(chosen.cluster);
  for (auto check : {check_all_shows_owned, check_all_halls_owned})
    if (auto owned = check(log, nodes); !owned)
      return owned.error();
  auto keys = find_node_keys(log);
  if (!keys)
    return keys.error();
  auto proof = proof_of(chosen.cluster);
  if (!proof)
    return proof.error();
  return std::make_unique<partitioned_node>(chosen, log, std::move(*proof), *keys);
}

} // namespace boxoffice::cli

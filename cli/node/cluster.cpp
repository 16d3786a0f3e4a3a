#include "cli/node/cluster.hpp"

#include "actors/cluster/network.hpp"
#include "cli/command.hpp"
#include "cli/files/cluster_secret.hpp"
#include "storage/side_rows.hpp"

namespace boxoffice::cli {

actors::partition partition_of(const cluster_settings& chosen) {
  std::vector<actors::cluster_node> nodes;
  for (const auto& each : chosen.peers)
    nodes.push_back({each.name, each.address.host, each.address.port});
  return {std::move(nodes), chosen.node};
}

boost::system::result<actors::cluster_proof, std::string> proof_of(const cluster_settings& chosen) {
  if (!chosen.tls_certificate.empty()) {
    auto made = actors::cluster_proof::of_certificate(
        {chosen.tls_certificate, chosen.tls_key, chosen.tls_ca});
    if (!made)
      return "cluster." + made.error();
    return made;
  }
  if (chosen.shared_secret)
    return actors::cluster_proof::of_secret(chosen.shared_secret->reveal());
  auto found = find_cluster_secret();
  if (!found)
    return found.error().detail;
  return actors::cluster_proof::of_secret(*found);
}

actors::cluster_options cluster_options_of(const cluster_settings& chosen,
                                           std::shared_ptr<actors::peer_network> network,
                                           events::shared_customer_keys customer_keys) {
  return {partition_of(chosen), std::move(network),       chosen.listen.host,
          chosen.listen.port,   std::move(customer_keys), {}};
}

actors::member_options member_options_of(const settings& chosen, const std::string& cluster_id,
                                         std::shared_ptr<actors::peer_network> network,
                                         events::shared_customer_keys customer_keys) {
  const auto& ours = chosen.cluster;
  return {postgres_options_of(chosen),
          ours.node,
          ours.advertise->host + ':' + std::to_string(ours.advertise->port),
          ours.lease,
          {"database " + cluster_id, ours.node, "its log is in another database than this one's"},
          std::move(network),
          std::move(customer_keys),
          {}};
}

void prepare_for_cluster(caf::actor_system_config& config, const cluster_settings& chosen) {
  if (chosen.enabled)
    actors::prepare_for_cluster(config);
}

storage::result<std::optional<std::string>> reason_not_to_serve(storage::event_log& log,
                                                                const actors::partition& nodes) {
  auto shows = storage::all_shows(log);
  if (!shows)
    return shows.error();
  std::size_t foreign = 0;
  const events::show_id* first = nullptr;
  for (const auto& show : *shows)
    if (!nodes.owns(show) && ++foreign == 1)
      first = &show;
  if (foreign == 0)
    return std::optional<std::string>{};
  return std::optional{
      std::to_string(foreign) + " of the log's " + std::to_string(shows->size()) +
      " shows belong to other nodes by cluster.peers, " + first->text + " to " +
      nodes.nodes()[nodes.owner_of(*first)].name +
      "; serve with the list that the log was written under, or without a cluster"};
}

} // namespace boxoffice::cli

// The node's part in a cluster.
#include "actors/boot_clock.hpp"
#include "actors/probe.hpp"
#include "http/api/services.hpp"
#include "http/metrics/exposition.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

/// What is left of the lease; 0 if it is over or there is none.
double lease_left_s(const actors::cluster_probe& probe) {
  constexpr double ns_a_second = 1e9;
  auto left = probe.lease_until_ns.value() - actors::boot_clock::now().time_since_epoch().count();
  return std::max(0.0, sample(left) / ns_a_second);
}

} // namespace

void add_cluster_families(metric_families& to, const metrics_sources& from) {
  const auto& probe = from.shared.state.env.probe->cluster;
  gauge_family("boxoffice_cluster_nodes", "Nodes of the cluster, this one included. 0 without one.")
      .add({}, sample(probe.members.value()))
      .to(to);
  gauge_family("boxoffice_cluster_peers_connected", "Other nodes that this node is connected to.")
      .add({}, sample(probe.peers_connected.value()))
      .to(to);
  gauge_family("boxoffice_cluster_shards_owned", "Shards that this node has, of 256 (shared log).")
      .add({}, sample(probe.shards.count()))
      .to(to);
  gauge_family("boxoffice_cluster_lease_seconds",
               "How long this node may still answer without a renewal (shared log).")
      .add({}, lease_left_s(probe))
      .to(to);
  counter_family("boxoffice_cluster_leases_lost_total",
                 "How often this node dropped all of its shards (shared log).")
      .add({}, sample(probe.leases_lost.value()))
      .to(to);
  counter_family("boxoffice_cluster_handovers_total",
                 "Shards that this node took over or gave to other nodes (shared log).")
      .add({{"direction", "taken"}}, sample(probe.shards_taken.value()))
      .add({{"direction", "given"}}, sample(probe.shards_given.value()))
      .to(to);
}

} // namespace boxoffice::http

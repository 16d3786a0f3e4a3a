#include "cli/node/cluster.hpp"

#include "cli/files/cluster_secret.hpp"

namespace boxoffice::cli {

actors::partition partition_of(const cluster_settings& chosen) {
  std::vector<actors::cluster_node> nodes;
  for (const auto& each : chosen.peers)
    nodes.push_back({each.name, each.address.host, each.address.port});
  return {std::move(nodes), chosen.node};
}

storage::result<actors::cluster_proof> proof_of(const cluster_settings& chosen) {
  if (!chosen.tls_certificate.empty()) {
    auto made = actors::cluster_proof::of_certificate(
        {chosen.tls_certificate, chosen.tls_key, chosen.tls_ca});
    if (!made)
      return storage::storage_error{storage::storage_error::kind::bad_format,
                                    "cluster." + made.error()};
    return std::move(*made);
  }
  if (chosen.shared_secret)
    return actors::cluster_proof::of_secret(chosen.shared_secret->reveal());
  auto found = find_cluster_secret();
  if (!found)
    return found.error();
  return actors::cluster_proof::of_secret(*found);
}

} // namespace boxoffice::cli

#include "actors/cluster/partition.hpp"

#include "actors/cluster/membership/rendezvous.hpp"
#include "events/hash.hpp"

#include <algorithm>

#include <boost/assert.hpp>

namespace boxoffice::actors {

partition::partition(std::vector<cluster_node> nodes, std::string_view self)
    : nodes_{std::move(nodes)} {
  std::ranges::sort(nodes_, {}, &cluster_node::name);
  std::string all;
  for (const auto& each : nodes_) {
    seeds_.push_back(rendezvous_seed(each.name));
    all.append(each.name).append("=").append(each.host).append(":");
    all.append(std::to_string(each.port)).append("\n");
  }
  digest_ = events::sha256({events::bytes_of(all)});
  auto found = find(self);
  BOOST_VERIFY(found.has_value());
  self_ = *found;
}

std::optional<std::size_t> partition::find(std::string_view name) const {
  auto found = std::ranges::find(nodes_, name, &cluster_node::name);
  if (found == nodes_.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - nodes_.begin());
}

std::size_t partition::owner_of(const events::show_id& show) const {
  return owner_of_key(show.text);
}

/// Not by the pseudonym: each node has keys of its own.
std::size_t partition::owner_of_account(const events::mail_address& mail) const {
  return owner_of_key(mail.canonical());
}

std::size_t partition::owner_of_hall(std::string_view id) const { return owner_of_key(id); }

std::size_t partition::owner_of_key(std::string_view key) const {
  auto hash = rendezvous_seed(key);
  auto heaviest = std::ranges::max_element(
      seeds_, {}, [&](std::uint64_t node) { return rendezvous_weight(hash, node); });
  return static_cast<std::size_t>(heaviest - seeds_.begin());
}

} // namespace boxoffice::actors

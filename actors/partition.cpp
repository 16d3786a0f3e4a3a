#include "actors/partition.hpp"

#include "events/hash.hpp"

#include <algorithm>

#include <boost/assert.hpp>

namespace boxoffice::actors {

namespace {

/// The first 8 bytes of SHA-256, most significant first.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t out = 0;
  auto hash = events::sha256({events::bytes_of(text)});
  for (std::size_t i = 0; i < sizeof out; ++i)
    out = (out << 8U) | hash[i];
  return out;
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit of the sum touches all others.
std::uint64_t weight(std::uint64_t show, std::uint64_t node) {
  auto mixed = show + node;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

} // namespace

partition::partition(std::vector<cluster_node> nodes, std::string_view self)
    : nodes_{std::move(nodes)} {
  std::ranges::sort(nodes_, {}, &cluster_node::name);
  std::string all;
  for (const auto& each : nodes_) {
    seeds_.push_back(hash_of(each.name));
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
  auto hash = hash_of(show.text);
  auto heaviest =
      std::ranges::max_element(seeds_, {}, [&](std::uint64_t node) { return weight(hash, node); });
  return static_cast<std::size_t>(heaviest - seeds_.begin());
}

} // namespace boxoffice::actors

#include "actors/cluster/membership/shard_owners.hpp"

#include <map>

namespace boxoffice::actors {

shard_owners owners_in(const storage::membership_rows& seen, const std::string& self) {
  shard_owners out;
  std::map<std::string, std::size_t> places; // by incarnation
  for (const auto& each : seen.members) {
    places[each.incarnation] = out.names.size();
    if (each.name == self)
      out.self = out.names.size();
    out.names.push_back(each.name);
    out.incarnations.push_back(each.incarnation);
  }
  for (std::size_t shard = 0; shard < out.owners.size(); ++shard)
    if (auto found = places.find(seen.shards.at(shard).holder); found != places.end())
      out.owners.at(shard) = found->second;
  return out;
}

} // namespace boxoffice::actors

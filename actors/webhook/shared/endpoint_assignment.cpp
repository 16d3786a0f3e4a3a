#include "actors/webhook/shared/endpoint_assignment.hpp"

#include "storage/shards.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

int shard_of_endpoint(const std::string& id) { return storage::shard_of({id}); }

} // namespace

std::vector<std::string> endpoint_assignment::take(int shard, std::int64_t epoch) {
  auto known = shards_.find(shard);
  std::vector<std::string> outdated;
  if (known != shards_.end() && known->second != epoch)
    outdated = give_up({shard});
  shards_[shard] = epoch;
  return outdated;
}

std::vector<std::string> endpoint_assignment::give_up(const std::vector<int>& shards) {
  for (auto each : shards)
    shards_.erase(each);
  std::vector<std::string> ended;
  for (const auto& [id, revision] : revisions_)
    if (!shards_.contains(shard_of_endpoint(id)))
      ended.push_back(id);
  for (const auto& id : ended)
    revisions_.erase(id);
  return ended;
}

endpoint_assignment::steps
endpoint_assignment::judge(const std::vector<storage::webhook_endpoint>& rows) {
  steps out;
  for (const auto& [id, revision] : revisions_)
    if (std::ranges::find(rows, id, &storage::webhook_endpoint::id) == rows.end())
      out.end.push_back(id);
  for (const auto& id : out.end)
    revisions_.erase(id);
  for (const auto& each : rows) {
    auto shard = shards_.find(shard_of_endpoint(each.id));
    if (shard == shards_.end())
      continue;
    auto [known, fresh] = revisions_.try_emplace(each.id, each.revision);
    if (fresh)
      out.begin.push_back({each, shard->second});
    else if (std::exchange(known->second, each.revision) != each.revision)
      out.changed.push_back(each);
  }
  return out;
}

} // namespace boxoffice::actors

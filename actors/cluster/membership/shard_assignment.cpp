#include "actors/cluster/membership/shard_assignment.hpp"

#include "actors/cluster/membership/rendezvous.hpp"

#include <algorithm>
#include <array>

namespace boxoffice::actors {

using storage::member;
using storage::shards_in_all;

namespace {

/// A limit, so that no shard waits long for the others that go with it.
constexpr std::size_t most_given_at_once = 16;

/// Computed once: every look at the database needs them.
const std::array<std::uint64_t, shards_in_all>& shard_seeds() {
  static const auto seeds = [] {
    std::array<std::uint64_t, shards_in_all> out{};
    for (std::size_t shard = 0; shard < out.size(); ++shard)
      out.at(shard) = rendezvous_seed("shard " + std::to_string(shard));
    return out;
  }();
  return seeds;
}

std::map<std::string, const member*> by_incarnation(const std::vector<member>& members) {
  std::map<std::string, const member*> out;
  for (const auto& each : members)
    out.emplace(each.incarnation, &each);
  return out;
}

} // namespace

/// Rendezvous hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam 2018): a shard goes to
/// the node with the highest weight for it among those that are not full.
std::vector<std::size_t> shards_by_member(const std::vector<member>& members) {
  std::vector<std::pair<std::size_t, std::uint64_t>> takers; // place, seed
  for (std::size_t place = 0; place < members.size(); ++place)
    if (!members[place].leaving)
      takers.emplace_back(place, rendezvous_seed(members[place].name));
  if (takers.empty())
    return {};
  auto share = shards_in_all / takers.size();
  auto one_more = shards_in_all % takers.size(); // This many have one shard more.
  std::vector<std::size_t> taken(members.size());
  std::vector<std::size_t> out;
  for (auto key : shard_seeds()) {
    const std::pair<std::size_t, std::uint64_t>* best = nullptr;
    for (const auto& each : takers)
      if (taken[each.first] < share + (one_more > 0 ? 1U : 0U) &&
          (best == nullptr ||
           rendezvous_weight(key, each.second) > rendezvous_weight(key, best->second)))
        best = &each;
    if (taken[best->first] == share)
      --one_more;
    ++taken[best->first];
    out.push_back(best->first);
  }
  return out;
}

shard_plan shard_assignment::judge(const storage::membership_rows& seen, time_point now) {
  shard_plan steps;
  if (lost_some(seen)) {
    steps.lost = true;
    return steps;
  }
  steps.expel = expellable(seen, now);
  plan_shards(seen, steps);
  return steps;
}

std::vector<member> shard_assignment::expellable(const storage::membership_rows& seen,
                                                 time_point now) {
  watch(seen.members, now);
  std::vector<member> out;
  for (const auto& each : seen.members)
    if (can_be_expelled(each, now))
      out.push_back(each);
  return out;
}

/// Shards that are being given do not count: it is unknown yet whether the database has moved them.
bool shard_assignment::lost_some(const storage::membership_rows& seen) const {
  if (!by_incarnation(seen.members).contains(incarnation_))
    return true;
  return std::ranges::any_of(held_, [&](const auto& one) {
    const auto& there = seen.shards.at(static_cast<std::size_t>(one.first));
    return !giving_.contains(one.first) &&
           (there.holder != incarnation_ || there.epoch != one.second);
  });
}

void shard_assignment::watch(const std::vector<member>& members, time_point now) {
  std::map<std::string, sighting> seen;
  for (const auto& each : members) {
    auto before = sightings_.find(each.incarnation);
    auto same = before != sightings_.end() &&
                (before->second.renewals == each.renewals || !rules_.renewal_restarts_watch);
    seen[each.incarnation] = same ? before->second : sighting{each.renewals, now};
  }
  sightings_ = std::move(seen);
}

bool shard_assignment::can_be_expelled(const member& other, time_point now) const {
  return other.incarnation != incarnation_ && other.over &&
         (now - sightings_.at(other.incarnation).since >= other.lease ||
          !rules_.watches_before_expelling);
}

void shard_assignment::plan_shards(const storage::membership_rows& seen, shard_plan& steps) {
  auto present = by_incarnation(seen.members);
  auto planned = shards_by_member(seen.members);
  std::map<std::string, std::vector<storage::claimed_shard>> transfers;
  std::size_t given = 0;
  for (int shard = 0; shard < shards_in_all; ++shard) {
    const auto& there = seen.shards.at(static_cast<std::size_t>(shard));
    auto wanted = planned.empty()
                      ? std::string{}
                      : seen.members[planned[static_cast<std::size_t>(shard)]].incarnation;
    if (there.holder == incarnation_ && !held_.contains(shard)) {
      held_.emplace(shard, there.epoch);
      steps.adopt.push_back({shard, there.epoch});
    } else if (there.holder == incarnation_ && !wanted.empty() && wanted != incarnation_ &&
               giving_.empty() && given < most_given_at_once) {
      transfers[wanted].push_back({shard, there.epoch});
      ++given;
    } else if (wanted == incarnation_ && !present.contains(there.holder)) {
      steps.claim.push_back(shard);
    }
  }
  for (auto& [new_owner, shards] : transfers) {
    for (const auto& each : shards)
      giving_.insert(each.shard);
    steps.give.push_back({new_owner, std::move(shards)});
  }
}

void shard_assignment::forget(const std::vector<int>& shards) {
  for (auto shard : shards) {
    held_.erase(shard);
    giving_.erase(shard);
  }
}

} // namespace boxoffice::actors

#include "tests/simulation/model_database.hpp"

#include <algorithm>

namespace boxoffice::simulation {

using storage::claimed_shard;
using storage::membership_rows;
using storage::shard_holding;

bool model_database::join(const std::string& name, const std::string& incarnation,
                          const std::string& address, std::chrono::milliseconds lasts) {
  nodes_.try_emplace(name, node_row{incarnation, address, lasts, 0, clock() + lasts, false});
  return row_of(incarnation) != nodes_.end();
}

bool model_database::renew(const std::string& incarnation) {
  auto row = row_of(incarnation);
  if (row == nodes_.end())
    return false;
  ++row->second.renewals;
  row->second.lease_until = clock() + row->second.lease;
  return true;
}

membership_rows model_database::look() const {
  membership_rows out;
  for (const auto& [name, row] : nodes_)
    out.members.push_back(
        {name, row.incarnation, row.address, row.lease, row.renewals, is_over(row), row.leaving});
  out.shards = shards_;
  return out;
}

bool model_database::is_over(const node_row& row) const {
  return clock() < row.lease_until - row.lease || clock() > row.lease_until;
}

bool model_database::expel(const std::string& incarnation, std::uint64_t renewals) {
  auto row = row_of(incarnation);
  if (row == nodes_.end() || row->second.renewals != renewals || !is_over(row->second))
    return false;
  nodes_.erase(row);
  ++judge_.counted.expulsions;
  return true;
}

std::vector<claimed_shard> model_database::claim(const std::string& by,
                                                 const std::vector<int>& wanted) {
  std::vector<claimed_shard> out;
  if (row_of(by) == nodes_.end())
    return out;
  for (auto number : wanted)
    if (auto& one = shard(number); row_of(one.holder) == nodes_.end()) {
      pass_on(one, by);
      out.push_back({number, one.epoch});
    }
  judge_.counted.claims += out.size();
  return out;
}

void model_database::hand_over(const std::string& giver, const std::vector<claimed_shard>& shards,
                               const std::string& new_owner) {
  auto known = row_of(new_owner) != nodes_.end();
  for (const auto& each : shards)
    if (auto& one = shard(each.shard);
        one.holder == giver && (one.epoch == each.epoch || planted_.transfers_any_epoch)) {
      pass_on(one, known ? new_owner : std::string{});
      ++judge_.counted.transfers;
    }
}

/// All of them have open work, so that a node brings them back at once.
storage::shows_of_shards model_database::shows_of(const std::vector<int>& shards) {
  storage::shows_of_shards out;
  for (int show = 0; show < shows_in_all; ++show)
    if (std::ranges::find(shards, shard_of_show(show)) != shards.end())
      out.known.push_back(id_of_show(show));
  out.open_work = out.known;
  return out;
}

void model_database::announce_leave(const std::string& incarnation) {
  if (auto row = row_of(incarnation); row != nodes_.end())
    row->second.leaving = true;
}

void model_database::leave(const std::string& incarnation) {
  for (auto& each : shards_)
    if (each.holder == incarnation)
      pass_on(each, {});
  if (auto row = row_of(incarnation); row != nodes_.end())
    nodes_.erase(row);
}

append_result model_database::append(const append_ask& what) {
  auto fits = shard(what.shard).epoch == what.epoch;
  if (!fits && !planted_.no_epoch_check)
    return append_result::deposed;
  auto& [writes, names] = streams_.at(static_cast<std::size_t>(what.show));
  if (what.first_seq <= writes.size())
    return append_result::seq_taken;
  if (!fits)
    judge_.broken(time_.now(), rule::old_epoch, "show " + std::to_string(what.show));
  if (what.first_seq != writes.size() + 1)
    judge_.broken(time_.now(), rule::gap, "show " + std::to_string(what.show));
  writes.insert(writes.end(), what.writes.begin(), what.writes.end());
  names.resize(writes.size(), what.name);
  return append_result::done;
}

bool model_database::went_through(int show, std::uint64_t first_seq, std::uint64_t name) const {
  const auto& names = stream(show).names;
  return first_seq <= names.size() && names[first_seq - 1] == name;
}

model_database::node_table::iterator model_database::row_of(const std::string& incarnation) {
  return std::ranges::find_if(
      nodes_, [&](const auto& row) { return row.second.incarnation == incarnation; });
}

void model_database::pass_on(shard_holding& shard, std::string new_owner) {
  ++shard.epoch;
  shard.holder = std::move(new_owner);
}

} // namespace boxoffice::simulation

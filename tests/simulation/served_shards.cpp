#include "tests/simulation/served_shards.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::simulation {

namespace {

constexpr auto between_tries = 100ms;

} // namespace

void served_shards::serve(const std::vector<storage::claimed_shard>& shards,
                          const std::vector<storage::show_id>& open_work) {
  for (const auto& each : shards)
    gate_.take(each.shard, each.epoch);
  for (const auto& id : open_work) {
    auto show = show_of_id(id);
    auto epoch = gate_.epoch_of_shard(shard_of_show(show));
    auto& memory = shows_.at(resident(show, epoch.value_or(0)));
    memory.runs_timers = true;
    if (memory.loaded)
      report_timers(memory);
  }
}

served_shards::instance served_shards::resident(int show, std::int64_t epoch) {
  auto [found, is_new] = residents_.try_emplace(show, instances_ + 1);
  if (is_new) {
    auto& memory = shows_[++instances_];
    memory.show = show;
    memory.epoch = epoch;
    load(instances_);
  }
  return found->second;
}

bool served_shards::take(const ask& what) {
  auto epoch = gate_.epoch_of_shard(shard_of_show(what.show));
  if (!epoch && !residents_.contains(what.show))
    return false;
  auto which = resident(what.show, epoch.value_or(0));
  if (auto& show = shows_.at(which); show.loaded)
    decide(which, what);
  else
    show.until_loaded.push_back(what);
  return true;
}

void served_shards::load(instance which) {
  database_.call([show = shows_.at(which).show](
                     const model_database& database) { return database.read(show); },
                 [this, which](std::optional<std::vector<write_id>> writes) {
                   if (!shows_.contains(which))
                     return;
                   if (writes)
                     loaded(which, std::move(*writes));
                   else
                     on_.after(between_tries, [this, which] {
                       if (shows_.contains(which))
                         load(which);
                     });
                 });
}

void served_shards::loaded(instance which, std::vector<write_id> writes) {
  auto& show = shows_.at(which);
  show.loaded = true;
  show.writes = std::move(writes);
  show.durable = show.writes.size();
  report_timers(show);
  for (const auto& each : std::exchange(show.until_loaded, {}))
    decide(which, each);
}

void served_shards::report_timers(show_memory& show) {
  if (std::exchange(show.runs_timers, false))
    node_.timers_ran();
}

bool served_shards::serves(int shard, std::int64_t epoch) const {
  return gate_.epoch_of_shard(shard) == epoch &&
         std::ranges::all_of(residents_, [&](const auto& one) {
           const auto& show = shows_.at(one.second);
           return shard_of_show(one.first) != shard || (show.loaded && show.epoch == epoch);
         });
}

/// A write that was tried before gets the reply to that try. Each reply rests on all that was
/// decided before it, so it waits until that is durable.
void served_shards::decide(instance which, const ask& what) {
  if (!node_.lease_holds())
    return node_.reply(what, {});
  if (what.write == 0)
    return read_soon(which, what);
  auto& show = shows_.at(which);
  auto known = std::ranges::find(show.writes, what.write);
  auto seq = static_cast<std::uint64_t>(known - show.writes.begin()) + 1;
  if (known == show.writes.end())
    show.writes.push_back(what.write);
  show.until_durable.push_back({seq, what});
  reply_durable(which);
  append(which);
}

void served_shards::read_soon(instance which, const ask& what) {
  ++shows_.at(which).replies_under_way;
  on_.after(thread_wait(), [this, which, what] {
    auto& show = shows_.at(which);
    --show.replies_under_way;
    show.until_durable.push_back({show.writes.size(), what});
    reply_durable(which);
  });
}

duration served_shards::thread_wait() {
  return in_.luck.between(0ms, in_.luck.happens(in_.now.slow_thread) ? 300ms : 2ms);
}

void served_shards::reply_durable(instance which) {
  auto& show = shows_.at(which);
  auto ready = std::stable_partition(show.until_durable.begin(), show.until_durable.end(),
                                     [&](const auto& each) { return each.seq > show.durable; });
  std::vector<waiting> replied{ready, show.until_durable.end()};
  show.until_durable.erase(ready, show.until_durable.end());
  for (const auto& each : replied)
    reply(which, each.from, each.seq);
}

/// The reply is made at once, and goes out when its thread gets a core. A read is valid only if the
/// lease holds then.
void served_shards::reply(instance which, const ask& what, std::uint64_t seq) {
  ++shows_.at(which).replies_under_way;
  on_.after(thread_wait(), [this, which, what, seq] {
    node_.reply(what, {what.write != 0 || node_.lease_holds(), seq});
    --shows_.at(which).replies_under_way;
    end_if_drained(which);
  });
}

void served_shards::append(instance which) {
  auto& show = shows_.at(which);
  if (show.appending || show.durable == show.writes.size())
    return;
  show.appending = true;
  auto first_new = show.writes.begin() + static_cast<std::ptrdiff_t>(show.durable);
  try_append(which,
             {in_.luck.below(~0ULL),
              show.show,
              shard_of_show(show.show),
              show.epoch,
              show.durable + 1,
              {first_new, show.writes.end()}},
             true);
}

void served_shards::try_append(instance which, const append_ask& what, bool first) {
  database_.call([what](model_database& database) { return database.append(what); },
                 [this, which, what, first](std::optional<append_result> result) {
                   if (!result || (*result == append_result::seq_taken && !first))
                     return on_.after(between_tries, [=, this] { look_up(which, what); });
                   switch (*result) {
                   case append_result::done: return is_durable(which, what);
                   case append_result::deposed: return is_refused(which);
                   case append_result::seq_taken:
                     return in_.broken(rule::same_seq, "show " + std::to_string(what.show) +
                                                           " seq " +
                                                           std::to_string(what.first_seq));
                   }
                 });
}

void served_shards::look_up(instance which, const append_ask& what) {
  database_.call(
      [what](const model_database& database) {
        return database.went_through(what.show, what.first_seq, what.name);
      },
      [this, which, what](std::optional<bool> in) {
        if (!in)
          on_.after(between_tries, [=, this] { look_up(which, what); });
        else if (*in)
          is_durable(which, what);
        else
          try_append(which, what, false);
      });
}

void served_shards::is_durable(instance which, const append_ask& what) {
  auto& show = shows_.at(which);
  show.appending = false;
  show.durable += what.writes.size();
  reply_durable(which);
  append(which);
  end_if_drained(which);
}

/// What rests on the append is refused, and what is in memory is void.
void served_shards::is_refused(instance which) {
  auto& show = shows_.at(which);
  show.appending = false;
  show.writes.resize(show.durable);
  for (const auto& each : std::exchange(show.until_durable, {}))
    node_.reply(each.from, {});
  node_.deposed("an append was refused");
  end_if_drained(which);
}

void served_shards::give_up(const std::vector<int>& shards, actors::give_up_reason why) {
  gate_.close(shards, why);
  std::vector<instance> ending;
  std::erase_if(residents_, [&](const auto& one) {
    if (!gate_.must_end(shard_of_show(one.first), why))
      return false;
    ending.push_back(one.second);
    gate_.show_ends();
    return true;
  });
  giving_up_.push_back(shards);
  for (auto which : ending)
    end(which);
  report_if_all_ended();
}

void served_shards::end(instance which) {
  auto& show = shows_.at(which);
  show.ending = true;
  for (const auto& each : std::exchange(show.until_loaded, {}))
    node_.reply(each, {});
  end_if_drained(which);
}

void served_shards::end_if_drained(instance which) {
  auto found = shows_.find(which);
  if (found == shows_.end()) // Its end was reported by what the caller did.
    return;
  auto& show = found->second;
  auto drained = !show.appending && show.durable == show.writes.size() &&
                 show.until_durable.empty() && show.replies_under_way == 0;
  if (!show.ending || !drained)
    return;
  report_timers(show); // They are refused.
  shows_.erase(found);
  gate_.show_ended();
  report_if_all_ended();
}

void served_shards::report_if_all_ended() {
  if (gate_.all_ended())
    for (const auto& each : std::exchange(giving_up_, {}))
      node_.gave_up(each);
}

void served_shards::forget_all() {
  gate_ = actors::shard_gate{true, in_.planted.gate};
  shows_.clear();
  residents_.clear();
  giving_up_.clear();
}

} // namespace boxoffice::simulation

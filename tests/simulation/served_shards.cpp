#include "tests/simulation/served_shards.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::simulation {

namespace {

constexpr auto between_tries = 100ms;

} // namespace

int shard_of_show(int show) {
  static const auto shards = [] {
    std::array<int, shows_in_all> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out.at(i) = storage::shard_of({"show-" + std::to_string(i)});
    return out;
  }();
  return shards.at(static_cast<std::size_t>(show));
}

void served_shards::adopt(const storage::claimed_shard& what) {
  shards_[what.shard] = {what.epoch};
  for (int show = 0; show < shows_in_all; ++show)
    if (shard_of_show(show) == what.shard) {
      auto& memory = shows_[show];
      memory.show = show;
      memory.epoch = what.epoch;
      if (!memory.loaded) // It is only where memory is kept by mistake.
        load(show);
    }
}

void served_shards::load(int show) {
  database_.call([show](const model_database& database) { return database.read(show); },
                 if_not_dropped([this, show](std::optional<std::vector<write_id>> writes) {
                   auto found = shows_.find(show);
                   if (found == shows_.end() || found->second.loaded)
                     return;
                   if (writes)
                     loaded(found->second, std::move(*writes));
                   else
                     on_.after(between_tries, if_not_dropped([this, show] { load(show); }));
                 }));
}

void served_shards::loaded(show_memory& show, std::vector<write_id> writes) {
  show.loaded = true;
  show.writes = std::move(writes);
  show.durable = show.writes.size();
  for (const auto& each : std::exchange(show.until_loaded, {}))
    decide(show, each);
}

bool served_shards::serves(int shard) const {
  auto found = shards_.find(shard);
  return found != shards_.end() && found->second.serving;
}

bool served_shards::serves(int shard, std::int64_t epoch) const {
  if (!serves(shard) || shards_.at(shard).epoch != epoch)
    return false;
  return std::ranges::all_of(shows_, [&](const auto& one) {
    return shard_of_show(one.first) != shard || one.second.loaded;
  });
}

void served_shards::take(const ask& what) {
  auto& show = shows_.at(what.show);
  if (show.loaded)
    decide(show, what);
  else
    show.until_loaded.push_back(what);
}

/// A write that was tried before is told what became of it then. Whatever is told rests on all that
/// was decided until now, so it waits until that is durable.
void served_shards::decide(show_memory& show, const ask& what) {
  if (what.write == 0)
    return read_soon(show, what);
  if (!whose_.lease_holds())
    return whose_.tell(what, {});
  auto known = std::ranges::find(show.writes, what.write);
  auto seq = static_cast<std::uint64_t>(known - show.writes.begin()) + 1;
  if (known == show.writes.end())
    show.writes.push_back(what.write);
  show.until_durable.push_back({seq, what});
  answer_durable(show);
  append(show);
}

/// Whether the lease holds is looked at when the answer is made, and nowhere before.
void served_shards::read_soon(show_memory& show, const ask& what) {
  ++show.answers_under_way;
  on_.after(thread_wait(), [this, life = lives_, what] {
    auto found = shows_.find(what.show);
    if (life != lives_ || found == shows_.end())
      return whose_.tell(what, {});
    auto& there = found->second;
    --there.answers_under_way;
    there.until_durable.push_back({there.writes.size(), what});
    answer_durable(there);
  });
}

duration served_shards::thread_wait() {
  return in_.luck.between(0ms, in_.luck.happens(in_.now.slow_thread) ? 300ms : 2ms);
}

void served_shards::answer_durable(show_memory& show) {
  auto ready = std::stable_partition(show.until_durable.begin(), show.until_durable.end(),
                                     [&](const auto& each) { return each.seq > show.durable; });
  std::vector<waiting> answered{ready, show.until_durable.end()};
  show.until_durable.erase(ready, show.until_durable.end());
  for (const auto& each : answered)
    answer(show, each.whom, each.seq);
}

/// It is made at once and goes out when its thread gets a core: what is read is worth something
/// only if the lease held until then, in the same life.
void served_shards::answer(show_memory& show, const ask& whom, std::uint64_t seq) {
  ++show.answers_under_way;
  on_.after(thread_wait(), [this, life = lives_, whom, seq, number = show.show] {
    auto same_life = life == lives_;
    if (auto found = shows_.find(number); same_life && found != shows_.end())
      --found->second.answers_under_way;
    auto good = whom.write != 0 ||
                (whose_.lease_holds() && (same_life || in_.planted.answers_across_lives));
    whose_.tell(whom, {good, seq});
  });
}

void served_shards::append(show_memory& show) {
  if (show.appending || show.durable == show.writes.size())
    return;
  show.appending = true;
  auto first_new = show.writes.begin() + static_cast<std::ptrdiff_t>(show.durable);
  try_append({in_.luck.below(~0ULL),
              show.show,
              shard_of_show(show.show),
              show.epoch,
              show.durable + 1,
              {first_new, show.writes.end()}},
             true);
}

void served_shards::try_append(const append_ask& what, bool first) {
  database_.call([what](model_database& database) { return database.append(what); },
                 if_not_dropped([this, what, first](std::optional<append_told> told) {
                   if (!told || (*told == append_told::seq_taken && !first))
                     return on_.after(between_tries, if_not_dropped([=, this] { look_up(what); }));
                   switch (*told) {
                   case append_told::done: return is_durable(what);
                   case append_told::deposed: return whose_.deposed("an append was refused");
                   case append_told::seq_taken:
                     return in_.broken(rule::same_seq, "show " + std::to_string(what.show) +
                                                           " seq " +
                                                           std::to_string(what.first_seq));
                   }
                 }));
}

void served_shards::look_up(const append_ask& what) {
  database_.call(
      [what](const model_database& database) {
        return database.went_through(what.show, what.first_seq, what.name);
      },
      if_not_dropped([this, what](std::optional<bool> in) {
        if (!in)
          on_.after(between_tries, if_not_dropped([=, this] { look_up(what); }));
        else if (*in)
          is_durable(what);
        else
          try_append(what, false);
      }));
}

void served_shards::is_durable(const append_ask& what) {
  auto found = shows_.find(what.show);
  if (found == shows_.end() || found->second.epoch != what.epoch)
    return; // Only where it was given away while this was under way.
  auto& show = found->second;
  show.appending = false;
  show.durable += what.writes.size();
  answer_durable(show);
  append(show);
}

void served_shards::stop_serving(const std::vector<int>& shards) {
  for (auto shard : shards) {
    if (auto found = shards_.find(shard); found != shards_.end())
      found->second.serving = false;
    for (auto& [number, show] : shows_)
      if (shard_of_show(number) == shard)
        for (const auto& each : std::exchange(show.until_loaded, {}))
          whose_.return_ask(each);
  }
}

void served_shards::stop_serving_all() { stop_serving(all()); }

std::vector<int> served_shards::all() const {
  std::vector<int> out;
  for (const auto& each : shards_)
    out.push_back(each.first);
  return out;
}

bool served_shards::drained(const std::vector<int>& shards) const {
  return std::ranges::all_of(shows_, [&](const auto& one) {
    const auto& show = one.second;
    return std::ranges::find(shards, shard_of_show(one.first)) == shards.end() ||
           (!show.appending && show.durable == show.writes.size() && show.until_durable.empty() &&
            show.answers_under_way == 0);
  });
}

void served_shards::forget(const std::vector<int>& shards) {
  for (auto shard : shards) {
    shards_.erase(shard);
    std::erase_if(shows_, [&](const auto& one) { return shard_of_show(one.first) == shard; });
  }
}

void served_shards::end_tenancy() {
  if (!in_.planted.keeps_memory)
    return forget_all();
  ++lives_;
  shards_.clear();
  std::erase_if(shows_, [](const auto& one) { return !one.second.loaded; });
  for (auto& [number, show] : shows_) {
    show.writes.resize(show.durable);
    show.appending = false;
    show.answers_under_way = 0;
    show.until_durable.clear();
  }
}

/// Writes that wait are left without an answer: what becomes of them is not known here.
void served_shards::forget_all() {
  ++lives_;
  shards_.clear();
  shows_.clear();
}

} // namespace boxoffice::simulation

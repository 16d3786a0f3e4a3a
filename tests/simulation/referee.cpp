#include "tests/simulation/referee.hpp"

#include "tests/simulation/model_database.hpp"

#include <algorithm>
#include <set>

namespace boxoffice::simulation {

namespace {

constexpr std::size_t most_lines = 150;

std::string seq_of(int show, std::uint64_t seq) {
  return "show " + std::to_string(show) + " seq " + std::to_string(seq);
}

} // namespace

std::string to_text(rule which) {
  switch (which) {
  case rule::old_epoch: return "append under an old epoch";
  case rule::same_seq: return "two appends of one seq";
  case rule::gap: return "gap in a stream";
  case rule::lost_write: return "acknowledged write lost";
  case rule::stale_reply: return "stale reply";
  case rule::unborn_read: return "read of what is not stored";
  case rule::lost_lease: return "shards lost under a lease";
  case rule::stuck: return "stuck";
  }
  return {};
}

void trace::keep(instant now, const std::string& line) {
  auto us = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  tail_.push_back(std::to_string(us / 1'000) + "." + std::to_string(us % 1'000 / 100) + " ms " +
                  line);
  if (tail_.size() > most_lines)
    tail_.pop_front();
}

void tally::add(const tally& other) {
  writes += other.writes, reads += other.reads, unavailable += other.unavailable;
  returned += other.returned, claims += other.claims, expulsions += other.expulsions;
  transfers += other.transfers, ended_lives += other.ended_lives;
  unknown_outcomes += other.unknown_outcomes;
}

void referee::broken(instant now, rule which, std::string how) {
  if (found_)
    return;
  lines_.note(now, [&] { return "VIOLATION " + to_text(which) + ": " + how; });
  found_ = {which, std::move(how)};
}

void referee::must_reach(instant now, int show, std::uint64_t least, std::uint64_t seq) {
  if (seq < least)
    broken(now, rule::stale_reply,
           seq_of(show, seq) + ", but " + std::to_string(least) + " was known before");
  auto& known = known_.at(static_cast<std::size_t>(show));
  known = std::max(known, seq);
}

void referee::was_read(instant now, int show, std::uint64_t least, std::uint64_t seq,
                       const model_database& database) {
  ++counted.reads;
  if (seq > database.read(show).size())
    broken(now, rule::unborn_read, seq_of(show, seq));
  must_reach(now, show, least, seq);
}

void referee::was_written(instant now, int show, std::uint64_t least, std::uint64_t seq,
                          write_id write) {
  ++counted.writes;
  acknowledged_.at(static_cast<std::size_t>(show)).emplace(write, seq);
  must_reach(now, show, least + 1, seq); // One more than what was there.
}

void referee::check_streams(instant now, const model_database& database) {
  for (int show = 0; show < shows_in_all; ++show) {
    const auto& stream = database.read(show);
    if (std::set<write_id>(stream.begin(), stream.end()).size() != stream.size())
      broken(now, rule::lost_write, "show " + std::to_string(show) + " has a write twice");
    for (const auto& [write, seq] : acknowledged_.at(static_cast<std::size_t>(show)))
      if (seq == 0 || seq > stream.size() || stream[seq - 1] != write)
        broken(now, rule::lost_write, seq_of(show, seq) + " is another's");
  }
}

} // namespace boxoffice::simulation

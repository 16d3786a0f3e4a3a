#include "storage/verify/oversold_check.hpp"

#include "events/codec/codec.hpp"
#include "storage/records.hpp"
#include "storage/stream_head.hpp"

#include <algorithm>

namespace boxoffice::storage {

using namespace events;

oversold_check::oversold_check(event_log& log, oversold_probe& probe, oversold_options options)
    : log_{log}, probe_{probe}, options_{std::move(options)} {}

bool oversold_check::pass() {
  auto found = ends();
  if (!found) {
    probe_.failures.add();
    return true;
  }
  std::string before;
  for (const auto& end : *found) {
    if (options_.is_ours({end.id}) && streams_[end.id].seq < end.seq && !read(before, end))
      return false;
    before = end.id;
  }
  probe_.passes.add();
  return true;
}

result<std::vector<oversold_check::end_of_stream_row>> oversold_check::ends() {
  std::vector<end_of_stream_row> all;
  auto walked = log_.scan(table::heads, {}, [&](std::string_view key, std::string_view value) {
    if (auto head = head_of(key, value))
      all.push_back({head->stream.text, head->seq});
    return true;
  });
  if (!walked)
    return walked.error();
  return all;
}

/// A stream from its start is read as a whole log is, which leaves the cache to the shows.
bool oversold_check::read(const std::string& before, const end_of_stream_row& end) {
  auto& one = streams_[end.id];
  auto is_new = one.owners == nullptr;
  auto go_on = true;
  status walked;
  if (is_new) {
    one.owners = std::make_unique<seat_owners>();
    walked = log_.read_all(before, end.id, [&](std::string_view id, auto seq, byte_view record) {
      if (id == end.id) // Another one has no head and no show.
        go_on = take(end.id, seq, record, one);
      return go_on;
    });
  } else {
    walked = log_.read({end.id}, one.seq, [&](auto seq, byte_view record) {
      return go_on = take(end.id, seq, record, one);
    });
  }
  if (!walked)
    probe_.failures.add();
  one.seq = std::max(one.seq, end.seq);
  if (!walked || !go_on) { // The next pass reads it from its start.
    one.seq = 0;
    one.owners = nullptr;
  }
  remember(one);
  return go_on;
}

bool oversold_check::take(const std::string& id, std::uint64_t seq, byte_view record,
                          stream& into) {
  probe_.events.add();
  into.seq = seq;
  auto parts = parts_of(record);
  auto fact = parts ? decode(parts->envelope) : codec_errc::malformed;
  if (fact)
    for (const auto& twice : into.owners->take(seq, fact->event))
      if (found_.emplace(id, twice.seat.text).second) {
        probe_.seats.set(static_cast<std::int64_t>(found_.size()));
        options_.report("show " + id + ": seat " + twice.seat.text + " was sold twice: seq " +
                        std::to_string(seq) + " gives it to booking " +
                        std::to_string(twice.after) + ", but booking " +
                        std::to_string(twice.before) + " has it");
      }
  bytes_ += record.size();
  if (++events_ < options_.events_between_rests && bytes_ < options_.bytes_between_rests)
    return true;
  events_ = 0;
  bytes_ = 0;
  return options_.rest();
}

void oversold_check::remember(stream& one) {
  auto bytes = one.owners ? one.owners->bytes() : 0;
  remembered_ += bytes - std::exchange(one.bytes, bytes); // Wraps around if it is less.
  one.turn = ++turns_;
  if (remembered_ <= options_.memory)
    return;
  std::vector<stream*> all;
  for (auto& [id, each] : streams_)
    if (each.owners)
      all.push_back(&each);
  std::ranges::sort(all, {}, &stream::turn);
  for (auto* each : all) {
    if (remembered_ <= options_.memory / 2)
      return;
    each->owners = nullptr;
    remembered_ -= std::exchange(each->bytes, 0);
  }
}

} // namespace boxoffice::storage

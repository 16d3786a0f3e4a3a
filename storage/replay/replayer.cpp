#include "storage/replay/replayer.hpp"

namespace boxoffice::storage {

using namespace events;

replayer::replayer(const show_id& show, const stream_point& until, layout_source* layouts)
    : reader_{show, layouts}, until_{until} {
  state_.id = show;
}

void replayer::begin_at(events::snapshot&& from) {
  state_ = std::move(from.state);
  expected_head_ = from.head;
  reader_.begin_after(state_.seq, from.head);
}

bool replayer::take(std::uint64_t seq, byte_view record) {
  if (expected_head_)
    return check_snapshot_record(seq, record);
  auto next = reader_.next(seq, record);
  if (!next)
    return stop(next.error());
  // No event applies to a show without a plan, and a second plan would invalidate all seats.
  if (std::holds_alternative<show_opened>(next->event) != (seq == 1))
    return stop({seq, "ShowOpened must be the first event and the only one"});
  if (until_.at && next->at > *until_.at)
    return false;
  head_ = reader_.head();
  evolve(state_, *next);
  return !until_.seq || seq < *until_.seq;
}

/// The snapshot belongs to this stream only if the record at its seq has the hash that it names.
bool replayer::check_snapshot_record(std::uint64_t seq, byte_view record) {
  auto parts = parts_of(record);
  if (seq != state_.seq || !parts || parts->hash != *expected_head_)
    return stop({seq, "the snapshot belongs to another stream"});
  head_ = *expected_head_;
  expected_head_.reset();
  return true;
}

bool replayer::stop(record_error why) {
  error_ = std::move(why);
  return false;
}

recovered_show replayer::finish(std::uint64_t snapshot_seq) {
  return {std::move(state_), head_, snapshot_seq};
}

status replay(event_log& log, const show_id& show, std::uint64_t after, replayer& into) {
  return log.read(show, after,
                  [&](std::uint64_t seq, byte_view record) { return into.take(seq, record); });
}

} // namespace boxoffice::storage

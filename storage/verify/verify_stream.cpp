#include "storage/verify/verify_stream.hpp"

#include "events/codec/snapshot.hpp"
#include "storage/side_rows.hpp"

namespace boxoffice::storage {

using namespace events;

stream_check::stream_check(show_id stream, const beside& rows, const stream_head* anchored)
    : stream_{std::move(stream)},
      rows_{rows},
      anchored_{anchored},
      chain_{stream_},
      auditor_{stream_} {
  auto found = rows_.snapshots.find(stream_.text);
  if (found == rows_.snapshots.end())
    return;
  snapshot_ = found->second;
  snapshot_seq_ = snapshot_seq(bytes_of(*snapshot_), stream_);
  unusable_snapshot_ = !snapshot_seq_;
}

void stream_check::blame(std::uint64_t seq, std::string what) {
  if (!fault_)
    fault_ = stream_fault{stream_, seq, std::move(what)};
}

void stream_check::take(std::uint64_t seq, byte_view record) {
  ++records_;
  if (fault_)
    return;
  auto next = chain_.next(seq, record);
  if (!next)
    return blame(next.error().seq, next.error().what);
  if (auto fault = auditor_.take(*next))
    return blame(fault->seq, std::move(fault->what));
  if (anchored_ != nullptr && anchored_->seq == seq)
    check_anchor();
  if (snapshot_seq_ == seq)
    check_snapshot();
}

void stream_check::check_anchor() {
  if (chain_.head() != anchored_->hash)
    blame(chain_.seq(), "the record is another one than when the anchor was made");
}

/// A start would go on from it, so that it must be what replay makes of the stream.
void stream_check::check_snapshot() {
  if (encode_snapshot(auditor_.state(), chain_.head()) != *snapshot_)
    blame(chain_.seq(), "the snapshot of this seq is not what the events make of the show");
}

void stream_check::check_end() {
  auto last = chain_.seq();
  auto head = rows_.heads.find(stream_.text);
  if (head == rows_.heads.end())
    return blame(1, "the stream was not written by this log, which has no end of it");
  if (head->second.seq > last)
    return blame(last + 1,
                 "the record is missing, and all up to seq " + std::to_string(head->second.seq));
  if (head->second.seq < last)
    return blame(head->second.seq + 1, "the record stands behind the stream's end");
  if (head->second.hash != chain_.head())
    return blame(last, "the record is not the one that the log wrote at the stream's end");
  if (anchored_ != nullptr && anchored_->seq > last)
    blame(last + 1, "the record is missing: the anchor knows the stream up to seq " +
                        std::to_string(anchored_->seq));
}

/// What lists and a start go by must follow from the events.
void stream_check::check_rows() {
  const auto& state = auditor_.state();
  auto row = rows_.shows.find(stream_.text);
  if (row == rows_.shows.end() || row->second != letter_of(state.sales))
    return blame(state.seq, "the show's row in the list of shows is missing or wrong");
  if (rows_.open_work.contains(stream_.text) != state.has_open_work())
    return blame(state.seq, state.has_open_work()
                                ? "a start would forget the show's open bookings: no row says so"
                                : "a row says that bookings are open, but none is");
  std::set<std::string> due;
  for (const auto& booked : state.bookings)
    for (const auto& refund : booked.details->refunds)
      due.insert(refund_key(stream_, booked.number, refund.payment));
  auto told = rows_.refunds.find(stream_.text);
  if (due != (told == rows_.refunds.end() ? std::set<std::string>{} : told->second))
    blame(state.seq, "the rows of refunds still due are not what the events say");
}

void stream_check::finish(verify_report& into) {
  if (!fault_)
    check_end();
  if (!fault_) // Behind the end, or a stream that was cut would be blamed for what it still has.
    if (auto fault = auditor_.finish())
      blame(fault->seq, std::move(fault->what));
  if (!fault_ && snapshot_seq_ && *snapshot_seq_ > chain_.seq())
    unusable_snapshot_ = true; // Its record is not there, so a start passes over it.
  if (!fault_)
    check_rows();
  ++into.streams;
  into.events += records_;
  into.snapshots += snapshot_ && !unusable_snapshot_ ? 1U : 0U;
  into.unusable_snapshots += unusable_snapshot_ ? 1U : 0U;
  if (fault_)
    into.faults.push_back(std::move(*fault_));
  else
    into.heads.push_back({stream_, chain_.seq(), chain_.head()});
}

} // namespace boxoffice::storage

#include "storage/verify/verify_stream.hpp"

#include "events/codec/snapshot.hpp"
#include "storage/payment/payment_rows.hpp"
#include "storage/side_rows.hpp"

namespace boxoffice::storage {

using namespace events;

event_totals totals_of(const payment_totals& all, const show_id& show) {
  auto found = all.find(show.text);
  return found == all.end() ? event_totals{} : found->second;
}

bytes32 hash_of_row(std::string_view key, std::string_view value) {
  return sha256({bytes_of(key), bytes_of(value)});
}

stream_check::stream_check(show_id stream, const side_row_set& rows, const stream_head* anchored)
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

void stream_check::report(std::uint64_t seq, std::string what) {
  if (!fault_)
    fault_ = stream_fault{stream_, seq, std::move(what)};
}

void stream_check::take(std::uint64_t seq, byte_view record) {
  ++records_;
  if (fault_)
    return;
  auto next = chain_.next(seq, record);
  if (!next)
    return report(next.error().seq, next.error().what);
  if (auto fault = auditor_.take(*next))
    return report(fault->seq, std::move(fault->what));
  if (const auto* reversed = std::get_if<payment_reversed>(&next->event))
    reversals_.insert(reversal_key(stream_, reversed->number, reversed->payment, seq));
  if (rows_.payments != nullptr)
    if (auto row = payment_row(*next, auditor_.state()))
      payments_.add(hash_of_row(row->key, *row->value));
  if (anchored_ != nullptr && anchored_->seq == seq)
    check_anchor();
  if (snapshot_seq_ == seq)
    check_snapshot();
}

void stream_check::check_anchor() {
  if (chain_.head() != anchored_->hash)
    report(chain_.seq(), "the record is not the one that the anchor names");
}

/// A start uses the snapshot, so it must equal the replay.
void stream_check::check_snapshot() {
  if (encode_snapshot(auditor_.state(), chain_.head()) != *snapshot_)
    report(chain_.seq(), "the snapshot of this seq differs from the replay of the events");
}

void stream_check::check_end() {
  auto last = chain_.seq();
  auto head = rows_.heads.find(stream_.text);
  if (head == rows_.heads.end())
    return report(1, "the log has no head for the stream, so another log wrote it");
  if (head->second.seq > last)
    return report(last + 1,
                  "the records are missing from here to seq " + std::to_string(head->second.seq));
  if (head->second.seq < last)
    return report(head->second.seq + 1, "the record is behind the end of the stream");
  if (head->second.hash != chain_.head())
    return report(last, "the record is not the last one that the log wrote to the stream");
  if (anchored_ != nullptr && anchored_->seq > last)
    report(last + 1, "the record is missing: the anchor has the stream up to seq " +
                         std::to_string(anchored_->seq));
}

/// The rows that lists and a start use must follow from the events.
void stream_check::check_rows() {
  const auto& state = auditor_.state();
  auto row = rows_.shows.find(stream_.text);
  if (row == rows_.shows.end() || row->second != letter_of(state.sales))
    return report(state.seq, "the show's row in the list of shows is missing or wrong");
  if (rows_.open_work.contains(stream_.text) != state.has_open_work())
    return report(state.seq, state.has_open_work()
                                 ? "the show has open bookings, but no row of open_work"
                                 : "the show has a row of open_work, but no open booking");
  auto due = reversals_;
  for (const auto& booked : state.bookings)
    for (const auto& refund : booked.details->refunds)
      due.insert(key_of_due(stream_, booked.number, refund));
  auto stored = rows_.refunds.find(stream_.text);
  if (due != (stored == rows_.refunds.end() ? std::set<std::string>{} : stored->second))
    report(state.seq, "the rows of refunds and reversals differ from the events");
}

bool stream_check::has_its_payments() const {
  return rows_.payments == nullptr || payments_ == totals_of(*rows_.payments, stream_);
}

void stream_check::finish(verify_report& into, std::vector<payment_doubt>& doubts) {
  if (!fault_)
    check_end();
  if (!fault_) // After check_end(): a cut stream must be reported as cut.
    if (auto fault = auditor_.finish())
      report(fault->seq, std::move(fault->what));
  if (!fault_ && snapshot_seq_ && *snapshot_seq_ > chain_.seq())
    unusable_snapshot_ = true; // Its record is missing, so a start ignores it.
  if (!fault_)
    check_rows();
  if (!fault_ && !has_its_payments())
    doubts.push_back({stream_, chain_.seq(), payments_});
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

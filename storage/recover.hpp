// A show brought back from its stream.
#pragma once

#include "events/codec/codec.hpp"
#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// A show as its log has it. Where the stream is empty the state is not opened.
struct recovered_show {
  events::show_state state;
  events::bytes32 head{};         ///< hash of the last record, zeros before the first
  std::uint64_t snapshot_seq = 0; ///< of the snapshot that it began with, 0: without one
};

/// Brings a show back by its snapshot, where there is one that fits the stream, and the records
/// after it, otherwise by the whole stream; the hash chain of what is read is checked. Errors:
/// `corrupt` names the stream and the seq of the first record that cannot be right, `bad_format`
/// that of one written by a newer boxoffice.
[[nodiscard]] result<recovered_show> recover(event_log& log, const show_id& show);

/// An event of one booking with the hash of its record.
struct told_event {
  events::recorded record;
  events::bytes32 hash{};
};

/// What happened to a booking so far, in order, the hash chain from its request on checked; empty
/// where the stream does not know the number.
[[nodiscard]] result<std::vector<told_event>> history_of(event_log& log, const show_id& show,
                                                         events::booking_number number);

} // namespace boxoffice::storage

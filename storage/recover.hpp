// A show brought back from its stream.
#pragma once

#include "events/codec.hpp"
#include "events/show_state.hpp"
#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// A show as its log has it. Where the stream is empty the state is not opened.
struct recovered_show {
  events::show_state state;
  events::bytes32 head{}; ///< hash of the last record, zeros before the first
};

/// Replays a stream from its first record with the hash chain checked. Errors: `corrupt` names the
/// stream and the seq of the first record that cannot be right, `bad_format` that of one written by
/// a newer boxoffice.
[[nodiscard]] result<recovered_show> recover(event_log& log, const show_id& show);

/// An event of one booking with the hash of its record.
struct told_event {
  events::recorded record;
  events::bytes32 hash{};
};

/// What happened to a booking so far, in order; empty where the stream does not know the number.
[[nodiscard]] result<std::vector<told_event>> history_of(event_log& log, const show_id& show,
                                                         events::booking_number number);

} // namespace boxoffice::storage

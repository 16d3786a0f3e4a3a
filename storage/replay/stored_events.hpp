// Events read back from a stream, with the hashes of their records.
#pragma once

#include "events/codec/codec.hpp"
#include "storage/event_log.hpp"

#include <vector>

namespace boxoffice::storage {

struct stored_event {
  events::recorded record;
  events::bytes32 hash{}; ///< as it is stored
};

/// Returns the events of one booking in order; none if the stream has no such booking. Checks the
/// hash chain from the record of its BookingRequested on. Returns the same errors as recover().
[[nodiscard]] result<std::vector<stored_event>> history_of(event_log& log, const show_id& show,
                                                           events::booking_number number);

/// Up to `limit` events with seq > `after`; empty if there are none. Does not check their hashes.
[[nodiscard]] result<std::vector<stored_event>> events_of(event_log& log, const show_id& show,
                                                          std::uint64_t after, std::size_t limit);

} // namespace boxoffice::storage

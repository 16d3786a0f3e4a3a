// What the log says of the past: a show as it was, and its events.
#pragma once

#include "storage/recover.hpp"

namespace boxoffice::storage {

/// A point of a stream: after the event `seq`, or after the last event at or before `at`; neither:
/// after the last.
struct moment {
  std::optional<std::uint64_t> seq;
  std::optional<events::time_ms> at;
};

enum class no_past : std::uint8_t {
  unknown_show,   ///< the stream is empty
  before_opening, ///< a time before the first event
  no_such_seq,    ///< 0, or beyond the last event
};

[[noreturn]] void throw_exception_from_error(no_past, const boost::source_location&);

/// Replays a stream from its first record up to that moment, with the hash chain checked and
/// without snapshots. Errors as recover().
[[nodiscard]] result<boost::system::result<recovered_show, no_past>>
show_at(event_log& log, const show_id& show, const moment& when);

/// Up to `limit` events with seq > `after`, their hashes as stored. Empty where there are none.
[[nodiscard]] result<std::vector<told_event>> events_of(event_log& log, const show_id& show,
                                                        std::uint64_t after, std::size_t limit);

} // namespace boxoffice::storage

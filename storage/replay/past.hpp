// The state of a show at an earlier point of its stream.
#pragma once

#include "storage/replay/recover.hpp"

#include <optional>

namespace boxoffice::storage {

/// A point of a stream: after the event `seq`, after the last event at or before `at`, or with
/// neither after the last event.
struct stream_point {
  std::optional<std::uint64_t> seq;
  std::optional<events::time_ms> at;
};

/// Why a show has no state at that point.
enum class past_errc : std::uint8_t {
  unknown_show,   ///< the stream is empty
  before_opening, ///< a time before the first event
  no_such_seq,    ///< 0, or beyond the last event
};

[[noreturn]] void throw_exception_from_error(past_errc, const boost::source_location&);

/// Replays a stream from its first record to that point. Checks the hash chain and uses no
/// snapshot. Errors as recover().
[[nodiscard]] result<boost::system::result<recovered_show, past_errc>>
show_at(event_log& log, const show_id& show, const stream_point& when);

} // namespace boxoffice::storage

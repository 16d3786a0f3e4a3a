// A show's state as bytes, so that a start need not replay the whole stream. Never the truth: what
// cannot be read is passed over, and any snapshot may be deleted at any time. The layout stands in
// the stream's first event and is not repeated here.
//
//   snapshot = body SHA-256(stream id as UTF-8, body)
//   body     = CBOR array [version, seq, hash of the record at seq, at, round, sales, rules,
//              blocked seats, bookings, recent endings], seats by index, members by place
//              (snapshot.cpp)
#pragma once

#include "events/hash.hpp"
#include "events/state/show_state.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boxoffice::events {

/// Raised when the form changes, or when evolve() makes another state of the same events.
inline constexpr std::int64_t snapshot_version = 2;

struct snapshot {
  show_state state;
  bytes32 head{}; ///< hash of the record at state.seq
};

/// Events from a show's last snapshot to when it should have the next: 1,000 or as many as it has
/// bookings, and up to twice that, so that shows which sell alike do not all have theirs in the
/// same second. A cold show replays at most so many, which takes some milliseconds, or about as
/// long as it takes to read its bookings from the snapshot; and all snapshots that a show ever had
/// are no more than a few times the last.
[[nodiscard]] std::uint64_t events_until_snapshot(const show_state& state);

/// The same state makes the same bytes.
[[nodiscard]] std::string encode_snapshot(const show_state& state, const bytes32& head);

/// Nothing where the bytes are damaged, of another version or of another show.
[[nodiscard]] std::optional<snapshot> decode_snapshot(byte_view bytes, const show_id& show,
                                                      const std::shared_ptr<const show_plan>& plan);

/// The seq of a snapshot that decode_snapshot() would read; nothing otherwise.
[[nodiscard]] std::optional<std::uint64_t> snapshot_seq(byte_view bytes, const show_id& show);

} // namespace boxoffice::events

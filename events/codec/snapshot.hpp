// A show's state as bytes, so that recovery need not replay the whole stream. The stream is the
// truth: a snapshot that cannot be read is ignored, and any may be deleted at any time. The show's
// layout is in the stream's first event; it is repeated here only after it was changed.
//
//   snapshot = body SHA-256(stream id as UTF-8, body)
//   body     = CBOR array [version, seq, hash of the record at seq, at, round, sales, rules,
//              plan, blocked seats, bookings, recent endings], seats by index, members by place
//              (snapshot.cpp)
//   plan     = empty array, or [seq of the last ShowChanged, envelope of a ShowOpened with the
//              body, ids of former seats]; see
//              events/layout/seat_table.hpp
#pragma once

#include "events/hash.hpp"
#include "events/layout/layout_source.hpp"
#include "events/state/show_state.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boxoffice::events {

/// Raised when the form changes, or when evolve() folds the same events to another state. Version 4
/// did not have the methods of sales at the counter.
inline constexpr std::int64_t snapshot_version = 5;

struct snapshot {
  show_state state;
  bytes32 head{}; ///< hash of the record at state.seq
};

/// Events between two snapshots of a show: 1,000 or the number of its bookings, and up to twice
/// that, so that shows with the same sales are not all saved in the same second. Recovery replays
/// at most that many events, which takes milliseconds, or about as long as reading the bookings
/// from the snapshot. All snapshots of a show together are a few times as large as the last.
[[nodiscard]] std::uint64_t events_until_snapshot(const show_state& state);

/// Equal states have equal bytes.
[[nodiscard]] std::string encode_snapshot(const show_state& state, const bytes32& head);

/// `plan` is that of the stream's first event. Nothing if the bytes are damaged, of an unknown
/// version or of another show.
[[nodiscard]] std::optional<snapshot> decode_snapshot(byte_view bytes, const show_id& show,
                                                      const std::shared_ptr<const show_plan>& plan,
                                                      layout_source* layouts = nullptr);

/// The seq of a snapshot that decode_snapshot() would read; nothing otherwise.
[[nodiscard]] std::optional<std::uint64_t> snapshot_seq(byte_view bytes, const show_id& show);

} // namespace boxoffice::events

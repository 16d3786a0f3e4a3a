// Restores the state of a show from its stream.
#pragma once

#include "events/codec/codec.hpp"
#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// A show as its log has it. If the stream is empty, the show is not opened.
struct recovered_show {
  events::show_state state;
  events::bytes32 head{};         ///< hash of the last record, zeros before the first
  std::uint64_t snapshot_seq = 0; ///< of the snapshot that was used, 0: none
};

/// Replays a show from its snapshot if that fits the stream, otherwise from the first record.
/// Checks the hash chain of all records that it reads. Errors: `corrupt` names the stream and the
/// seq of the first record that cannot be right, `bad_format` that of a record that a newer
/// boxoffice wrote. Rows of seats are taken from the pool, if there is one.
[[nodiscard]] result<recovered_show> recover(event_log& log, const show_id& show,
                                             events::layout_source* layouts = nullptr);

} // namespace boxoffice::storage

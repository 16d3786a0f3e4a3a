// Folds the records of a stream into a show. Shared by recover.cpp and past.cpp.
#pragma once

#include "events/codec/snapshot.hpp"
#include "storage/records.hpp"
#include "storage/replay/past.hpp"

#include <optional>

namespace boxoffice::storage {

/// Takes a stream's records in order. Stops at the first record that cannot be right, or after
/// `until`.
class replayer {
public:
  replayer(const show_id& show, const stream_point& until,
           events::layout_source* layouts = nullptr);

  /// Continues from a snapshot. The next record must be the one that the snapshot was made after.
  void begin_at(events::snapshot&& from);

  /// False if no further record is wanted.
  bool take(std::uint64_t seq, byte_view record);

  /// What is wrong with the first record that cannot be right.
  [[nodiscard]] const std::optional<record_error>& error() const { return error_; }
  /// Whether the record that the snapshot was made after did not come.
  [[nodiscard]] bool misses_snapshot_record() const { return expected_head_.has_value(); }
  [[nodiscard]] const events::show_state& state() const { return state_; }
  /// Moves the result out.
  [[nodiscard]] recovered_show finish(std::uint64_t snapshot_seq);

private:
  bool stop(record_error why);
  bool check_snapshot_record(std::uint64_t seq, byte_view record);

  chain_reader reader_;
  stream_point until_;
  events::show_state state_;
  events::bytes32 head_{};
  std::optional<events::bytes32> expected_head_; ///< of the snapshot, until its record has come
  std::optional<record_error> error_;
};

/// Reads the records with seq > `after` into the replayer.
[[nodiscard]] status replay(event_log& log, const show_id& show, std::uint64_t after,
                            replayer& into);

} // namespace boxoffice::storage

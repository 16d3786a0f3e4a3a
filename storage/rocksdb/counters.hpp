// The marks of writes (write_counter.hpp) as rows of the column families.
#pragma once

#include "storage/rocksdb/tuning.hpp"
#include "storage/stream_head.hpp"
#include "storage/witness/write_counter.hpp"

#include <rocksdb/merge_operator.h>
#include <rocksdb/write_batch.h>

#include <array>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace boxoffice::storage {

/// The key, beside the format, of the id that a log has in common with its witness. Where it is
/// there, a witness was written.
inline constexpr std::string_view witness_id_key = "witness";

/// The key of a family's counter. No row of any table has it: keys of shows are ids, those of
/// customers 16 bytes.
inline constexpr std::string_view counter_key{"\0", 1};
/// The least key that is greater: walks over all rows begin here, for the counter of a busy family
/// is joined from thousands of operands until a flush joins them.
inline constexpr std::string_view after_counter_key{"\0\0", 2};

/// Joins marks, at reads, flushes and compactions.
class counter_operator final : public rocksdb::AssociativeMergeOperator {
public:
  [[nodiscard]] const char* Name() const override { return "boxoffice.mark"; }
  bool Merge(const rocksdb::Slice& key, const rocksdb::Slice* existing,
             const rocksdb::Slice& operand, std::string* joined,
             rocksdb::Logger* logger) const override;
};

using family_counters = std::array<write_counter, family_names.size()>;

/// How far the writes to all families came.
struct log_position {
  std::array<std::uint64_t, family_names.size()> writes{}; ///< numbers of the last ones
  event_totals totals;
};

/// One write on top of a position.
class counted_write {
public:
  explicit counted_write(const log_position& from) : after_{from} {}

  void add_record(byte_view record) { after_.totals.add(hash_in(record)); }
  void touch(std::size_t family) { touched_[family] = true; }
  /// Adds the marks of the touched families; to be called once, at the end.
  void merge_counters(rocksdb::WriteBatch& out,
                      const std::vector<rocksdb::ColumnFamilyHandle*>& families);
  /// The position once the write is durable.
  [[nodiscard]] const log_position& after() const { return after_; }

private:
  log_position after_;
  std::array<bool, family_names.size()> touched_{};
};

/// Where the streams ended that were written to last.
class recent_streams {
public:
  static constexpr std::size_t most = 256;

  void note(const show_id& stream, std::uint64_t seq, const events::bytes32& hash);
  /// By stream.
  [[nodiscard]] std::vector<stream_head> heads() const;

private:
  struct entry {
    std::uint64_t seq;
    events::bytes32 hash;
    std::uint64_t noted; ///< larger: later
  };
  void drop_older_half();

  std::unordered_map<show_id, entry> entries_; ///< up to twice as many
  std::uint64_t noted_ = 0;
};

} // namespace boxoffice::storage

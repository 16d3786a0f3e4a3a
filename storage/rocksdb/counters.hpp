// The write counters (write_counter.hpp) as rows of the column families.
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

/// In the format family: the key of the id that a log shares with its witness. It exists once a
/// witness was written.
inline constexpr std::string_view witness_id_key = "witness";

/// The key of a family's counter. No side row has it: keys of shows are ids, keys of customers have
/// 16 bytes.
inline constexpr std::string_view counter_key{"\0", 1};
/// The next key. Scans of all rows begin here: until a flush, the counter of a busy family is
/// merged from thousands of operands at each read.
inline constexpr std::string_view after_counter_key{"\0\0", 2};

/// Merges counters at reads, flushes and compactions. Its name is on disk.
class counter_operator final : public rocksdb::AssociativeMergeOperator {
public:
  [[nodiscard]] const char* Name() const override { return "boxoffice.mark"; }
  bool Merge(const rocksdb::Slice& key, const rocksdb::Slice* existing,
             const rocksdb::Slice& operand, std::string* joined,
             rocksdb::Logger* logger) const override;
};

using family_counters = std::array<write_counter, family_names.size()>;

/// The state of the counters of all families.
struct log_position {
  std::array<std::uint64_t, family_names.size()> writes{}; ///< number of the last write
  event_totals totals;
};

/// One write after a position.
class counted_write {
public:
  explicit counted_write(const log_position& from) : after_{from} {}

  void add_record(byte_view record) { after_.totals.add(hash_in(record)); }
  void touch(std::size_t family) { touched_[family] = true; }
  /// Adds the merge operands of the touched families. Call it once, at the end.
  void merge_counters(rocksdb::WriteBatch& out,
                      const std::vector<rocksdb::ColumnFamilyHandle*>& families);
  /// The position once the write is durable.
  [[nodiscard]] const log_position& after() const { return after_; }

private:
  log_position after_;
  std::array<bool, family_names.size()> touched_{};
};

/// The heads of the streams that were written to last.
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

  std::unordered_map<show_id, entry> entries_; ///< up to twice `most`
  std::uint64_t noted_ = 0;
};

} // namespace boxoffice::storage

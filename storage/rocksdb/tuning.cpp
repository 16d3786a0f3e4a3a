#include "storage/rocksdb/tuning.hpp"

#include "storage/rocksdb/counters.hpp"
#include "storage/rocksdb/logger.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/memtablerep.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <cstring>

namespace boxoffice::storage {

namespace {

/// The prefix of a key: up to and including its first 0x00 (keys.hpp). Its name is in every file of
/// events; a file with another name is read without its filters.
class stream_of_key final : public rocksdb::SliceTransform {
public:
  [[nodiscard]] const char* Name() const override { return "boxoffice.stream"; }
  [[nodiscard]] bool InDomain(const rocksdb::Slice& key) const override {
    return std::memchr(key.data(), 0, key.size()) != nullptr;
  }
  [[nodiscard]] rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    const auto* zero = static_cast<const char*>(std::memchr(key.data(), 0, key.size()));
    return {key.data(), static_cast<std::size_t>(zero - key.data()) + 1};
  }
  [[nodiscard]] bool SameResultWhenAppended(const rocksdb::Slice& prefix) const override {
    return InDomain(prefix);
  }
};

void set_limits(rocksdb::DBOptions& db, const rocksdb_options& options,
                const std::shared_ptr<rocksdb::Cache>& cache) {
  db.write_buffer_manager =
      std::make_shared<rocksdb::WriteBufferManager>(options.block_cache_bytes / 2, cache);
  db.max_open_files = options.max_open_files;
  db.info_log = std::make_shared<rocksdb_logger>();
  db.max_manifest_file_size = 16U << 20U;
  db.stats_persist_period_sec = 0; // Off: it keeps up to 1 MiB of unused history.
  // A start replays the WAL, so it must stay short. The limit also flushes a small table whose one
  // old row would keep the WAL files of all others.
  db.max_total_wal_size = 2 * options.write_buffer_bytes;
}

void set_durability(rocksdb::DBOptions& db) {
  // A torn record at the end was never acknowledged; damage before the end stops the start. The
  // default would silently cut the log there.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // The WAL also has batches that a killed process wrote without syncing. The flush at start makes
  // everything durable that can be read.
  db.avoid_flush_during_recovery = false;
  db.max_bgerror_resume_count = 0; // The process ends after an error; RocksDB must not retry.
  db.paranoid_checks = true;
  db.manual_wal_flush = false;
  db.unordered_write = false;
  db.recycle_log_file_num = 0; // A reused file would keep erased rows.
  db.WAL_ttl_seconds = 0;      // No archive of old files.
  db.WAL_size_limit_MB = 0;
  db.track_and_verify_wals_in_manifest = false; // Gives false alarms in 7.8.
}

rocksdb::ColumnFamilyOptions any_family(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_cache = cache;
  blocks.cache_index_and_filter_blocks = true;
  blocks.pin_l0_filter_and_index_blocks_in_cache = true;
  blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  blocks.format_version = 5;

  rocksdb::ColumnFamilyOptions family;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  family.merge_operator = std::make_shared<counter_operator>();
  family.compaction_style = rocksdb::kCompactionStyleLevel;
  family.level_compaction_dynamic_level_bytes = true;
  family.compression = rocksdb::kLZ4Compression;
  family.bottommost_compression = rocksdb::kZSTD;
  family.max_write_buffer_number = 4;
  // Slow writers down late: some more files cost reads less than a stall costs all bookings.
  family.level0_file_num_compaction_trigger = 8;
  family.level0_slowdown_writes_trigger = 32;
  family.level0_stop_writes_trigger = 64;
  // One compaction takes a few seconds at most, because an erasure waits for it.
  family.target_file_size_base = 32U << 20U;
  family.max_compaction_bytes = 256U << 20U;
  return family;
}

rocksdb::ColumnFamilyOptions events_options(const rocksdb_options& options,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  auto family = any_family(cache);
  auto* blocks = family.table_factory->GetOptions<rocksdb::BlockBasedTableOptions>();
  blocks->whole_key_filtering = false; // Events are read by stream prefix only.
  blocks->block_size = 16U << 10U;     // A tenth less work a record than with 4 KiB.
  family.prefix_extractor = std::make_shared<stream_of_key>();
  // The next event of a stream belongs behind its last one.
  family.memtable_insert_with_hint_prefix_extractor = family.prefix_extractor;
  // Twelve bits for each event of 150 bytes. Bookings wait while a new memtable has its filter
  // touched.
  family.memtable_prefix_bloom_size_ratio = 0.01;
  family.write_buffer_size = options.write_buffer_bytes;
  return family;
}

rocksdb::ColumnFamilyOptions table_options(const rocksdb_options& options,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  auto family = any_family(cache);
  family.write_buffer_size = std::max<std::size_t>(options.write_buffer_bytes / 4, 64U << 10U);
  return family;
}

/// For a table that gets a row in nearly every append and whose rows are only visited all together.
/// The memtable is an unsorted vector that is sorted for each reader, of a single row too: an
/// insert costs a tenth of one into a skip list.
rocksdb::ColumnFamilyOptions heads_options(const rocksdb_options& options,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  auto family = table_options(options, cache);
  family.memtable_factory = std::make_shared<rocksdb::VectorRepFactory>();
  return family;
}

/// For few large values, each replaced by a later one. Levels would write all of them again with
/// every eight memtables; runs are merged once they hold three times the size.
rocksdb::ColumnFamilyOptions snapshots_options(const rocksdb_options& options,
                                               const std::shared_ptr<rocksdb::Cache>& cache) {
  auto family = table_options(options, cache);
  family.compaction_style = rocksdb::kCompactionStyleUniversal;
  family.level_compaction_dynamic_level_bytes = false;
  // However many files wait to be merged, no booking waits for that: a row is looked up by the
  // files' filters, and rarely.
  constexpr int never = 1 << 20;
  family.level0_slowdown_writes_trigger = family.level0_stop_writes_trigger = never;
  return family;
}

/// For a table that gets a row in nearly every append and whose rows are read one by one, by the
/// customer id that their keys begin with. The memtable is a hash table by that id: neither an
/// insert nor a read grows with it. Who visits all rows has them sorted for him.
rocksdb::ColumnFamilyOptions customers_options(const rocksdb_options& options,
                                               const std::shared_ptr<rocksdb::Cache>& cache) {
  constexpr std::size_t bytes_of_row = 128; // with its places in the memtable
  constexpr std::size_t fewest_buckets = 64;
  auto family = table_options(options, cache);
  const auto rows = family.write_buffer_size / bytes_of_row;
  family.memtable_factory.reset(
      rocksdb::NewHashLinkListRepFactory(std::max(rows, fewest_buckets), 0, 0, false));
  family.prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(sizeof(events::customer_id)));
  // Uncompressed, so that grep can prove an erasure.
  family.compression = family.bottommost_compression = rocksdb::kNoCompression;
  return family;
}

rocksdb::ColumnFamilyOptions options_of(std::string_view name, const rocksdb_options& options,
                                        const std::shared_ptr<rocksdb::Cache>& cache) {
  if (name == family_names[events_family])
    return events_options(options, cache);
  if (name == family_names[family_of(table::customers)])
    return customers_options(options, cache);
  if (name == family_names[family_of(table::heads)])
    return heads_options(options, cache);
  if (name == family_names[family_of(table::snapshots)])
    return snapshots_options(options, cache);
  return table_options(options, cache);
}

} // namespace

rocksdb_tuning tuning_for(const rocksdb_options& options) {
  rocksdb_tuning tuning;
  auto cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  if (options.env != nullptr)
    tuning.db.env = options.env;
  tuning.db.create_if_missing = true;
  tuning.db.create_missing_column_families = true;
  tuning.db.max_background_jobs = 2;     // One flush and one compaction.
  tuning.db.bytes_per_sync = 64U << 10U; // More at once would delay the next WAL sync.
  tuning.db.writable_file_max_buffer_size = 16U << 10U; // A turn of background_pace.
  set_durability(tuning.db);
  set_limits(tuning.db, options, cache);
  // Required by the memtables that are no skip lists; only one thread writes anyway.
  tuning.db.allow_concurrent_memtable_write = false;
  for (auto name : family_names)
    tuning.families.emplace_back(std::string{name}, options_of(name, options, cache));
  return tuning;
}

} // namespace boxoffice::storage

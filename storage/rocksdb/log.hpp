// The event log on an open RocksDB. For this folder only.
//
//   log.cpp          append and reads; format.cpp  the format number, upgrades of older logs
//   purge.cpp        erasing a value from all files; backup.cpp  back_up
//   completeness.cpp the log against its witness and its counters
//   witness.cpp      writing the witness, accepting a loss
#pragma once

#include "storage/event_log.hpp"
#include "storage/rocksdb/background/pace.hpp"
#include "storage/rocksdb/counters.hpp"
#include "storage/rocksdb/slices.hpp"
#include "storage/rocksdb/tuning.hpp"
#include "storage/rocksdb/wal/damaged.hpp"
#include "storage/witness/log_survey.hpp"
#include "storage/witness/witness_keeper.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <array>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace boxoffice::storage {

/// Threads: RocksDB is thread-safe; mutexes guard the rest. append() and purge() may run together.
///
/// Durability: RocksDB shows a batch to readers only after its write and sync have succeeded.
///
/// append() does not check whether a record exists. The file lock excludes other processes, and the
/// caller knows the seq of its stream from recover(). A record written over another would break the
/// hash chain, which the next recover() reports.
class rocksdb_log final : public event_log {
public:
  using family_handles = std::vector<rocksdb::ColumnFamilyHandle*>;

  /// The witness as it was before the log was opened; an error if it cannot be read.
  using known_witness = result<std::optional<witness>>;

  /// `families` in the order of family_names. `damaged` is null if no damage was found.
  rocksdb_log(std::unique_ptr<rocksdb::DB> db, family_handles families, bool read_only,
              known_witness known, std::shared_ptr<const damaged_env> damaged);
  ~rocksdb_log() override;

  /// Writes the format of a new log and upgrades a log of an older format.
  status check_format();
  /// `lost` if the log has less than its witness says.
  status check_against_witness();
  /// Deletes records after gaps, makes the side rows fit the streams, and records what is missing.
  status accept_loss();
  /// Starts to write the witness. Call it once, after the checks.
  status begin_witness(std::chrono::milliseconds interval);
  /// Limits flushes and compactions, except while a purge or a backup waits for them.
  void begin_pace(std::shared_ptr<background_pace> pace);

  status append(const write_batch& batch) override;
  status read(const show_id& stream, std::uint64_t after, const record_visitor& visit) override;
  status read_all(std::string_view after, std::string_view last,
                  const stream_visitor& visit) override;
  result<std::uint64_t> last_seq(const show_id& stream) override;
  result<std::optional<std::string>> get(table in, std::string_view key) override;
  status scan(table in, std::string_view after, const row_visitor& visit) override;
  result<bool> purge(table in, std::string_view key) override;
  status back_up(const std::filesystem::path& directory) override;
  result<log_completeness> completeness() override;

private:
  status write_counted(const write_batch& batch);
  status write(rocksdb::WriteBatch& batch);
  status first_failure();
  storage_error fail(storage_error error);
  result<std::optional<std::string>> get(std::size_t family, std::string_view key);
  std::unique_ptr<rocksdb::Iterator> iterate_stream(const rocksdb::Slice& end);
  status upgrade_from_1();
  status count_events(rocksdb::WriteBatch& into);

  result<family_counters> counters();
  result<log_survey> survey();
  result<std::optional<log_loss>> find_loss();
  result<std::optional<log_loss>> describe(const write_counter& counter, const witness* known,
                                           bool events_whole,
                                           const std::vector<std::string>& shorter);
  status delete_after_gaps(const log_survey& found);
  status write_heads(const log_survey& found);
  status write_acceptance(const log_loss& loss, const event_totals& totals);
  status load_position();
  void note_written(const counted_write& written, const write_batch& batch);
  witness current_witness();

  status rewrite_files(std::size_t family, std::string_view key);
  status rewrite_once(std::size_t family, std::string_view key, const std::string& failed);
  result<std::vector<std::string>> files_that_may_hold(std::size_t family, std::string_view key);
  status delete_obsolete_files();
  std::optional<std::string> first_present(const std::vector<std::string>& files);

  std::shared_ptr<const damaged_env> damaged_; ///< outlives db_, which uses it
  std::shared_ptr<background_pace> pace_;      ///< null: nothing is limited
  std::unique_ptr<rocksdb::DB> db_;
  family_handles families_;
  bool read_only_;
  bool counted_ = false; ///< whether its format has write counters
  known_witness known_;
  events::bytes16 id_{};

  /// The last durable position. The appending thread writes it, the witness's thread reads it.
  std::mutex position_guard_;
  log_position position_;
  std::uint64_t sequence_ = 0;
  recent_streams recent_;

  /// One for each family, held shared by readers: their files stay on disk until they are done.
  std::array<std::shared_mutex, family_names.size()> in_use_;
  std::mutex failure_guard_;
  std::optional<storage_error> failure_;
  std::unique_ptr<witness_keeper> witness_; ///< null if the log is open for reading
};

} // namespace boxoffice::storage

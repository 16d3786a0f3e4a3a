// The event log over an open RocksDB; open.cpp opens it. Not for other folders.
#pragma once

#include "storage/event_log.hpp"
#include "storage/log_survey.hpp"
#include "storage/rocksdb/counters.hpp"
#include "storage/rocksdb/tuning.hpp"
#include "storage/witness/witness_keeper.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <array>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace boxoffice::storage {

/// RocksDB is safe for threads; what is ours beside it is guarded here. append() and purge() may
/// even run at the same time.
///
/// RocksDB lets readers see a batch only once its write, and with it the sync, has succeeded; that
/// is why no read here waits for anything.
///
/// Nothing here looks whether a record is there already: the file lock keeps other processes out,
/// the caller knows its stream's seq from recover(), and a record put over another breaks the hash
/// chain, which the next recover() finds.
class rocksdb_log final : public event_log {
public:
  using family_handles = std::vector<rocksdb::ColumnFamilyHandle*>;

  /// What stood beside the log before it was opened; an error where that cannot be understood.
  using known_witness = result<std::optional<witness>>;

  /// `families` in the order of family_names.
  rocksdb_log(std::unique_ptr<rocksdb::DB> db, family_handles families, bool read_only,
              known_witness known);
  ~rocksdb_log() override;

  /// Marks a new log with its format and brings one of an older format up to it.
  status check_format();
  /// `lost` where the log has less than its witness says it had.
  status check_against_witness();
  /// Goes on from what is there: makes all tables fit the streams, writes down what is missing.
  /// Nothing is missing: does nothing.
  status accept_loss();
  /// From now on the witness is kept. To be called once, after the checks.
  status begin_witness(std::chrono::milliseconds interval);

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
  std::optional<log_loss> other_events(const write_counter& counter, const witness* known);
  result<std::optional<log_loss>> describe(const write_counter& counter, const witness* known,
                                           bool events_whole,
                                           const std::vector<std::string>& shorter);
  status delete_after_gaps(const log_survey& found);
  status write_heads(const log_survey& found);
  status write_acceptance(const log_loss& loss, const event_totals& totals);
  status load_position();
  void commit(const counted_write& written, const write_batch& batch);
  witness current_witness();

  status scrub(std::size_t family, std::string_view key);
  result<std::vector<std::string>> files_that_may_hold(std::size_t family, std::string_view key);
  status delete_obsolete_files();
  std::optional<std::string> first_present(const std::vector<std::string>& files);

  std::unique_ptr<rocksdb::DB> db_;
  family_handles families_;
  bool read_only_;
  bool counted_ = false; ///< whether its format has marks
  known_witness known_;
  events::bytes16 id_{};

  /// The last durable position; written by the thread that appends, read by that of the witness.
  std::mutex position_guard_;
  log_position position_;
  std::uint64_t sequence_ = 0;
  recent_streams recent_;

  /// Held by readers of a family, for what they look at stays on disk until they are done.
  std::array<std::shared_mutex, family_names.size()> in_use_;
  std::mutex failure_guard_;
  std::optional<storage_error> failure_;
  std::unique_ptr<witness_keeper> witness_; ///< nothing while the log is not written to
};

[[nodiscard]] inline rocksdb::Slice slice(std::string_view text) {
  return {text.data(), text.size()};
}
[[nodiscard]] inline std::string_view view(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}
[[nodiscard]] inline std::string reading(std::size_t family) {
  return "reading " + std::string{family_names[family]};
}

} // namespace boxoffice::storage

#include "storage/rocksdb/open.hpp"

#include "logging/server_log.hpp"
#include "storage/files.hpp"
#include "storage/rocksdb/background/pace.hpp"
#include "storage/rocksdb/background/priorities.hpp"
#include "storage/rocksdb/data_files.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/log.hpp"
#include "storage/rocksdb/wal/file_name.hpp"
#include "storage/rocksdb/wal/order.hpp"

#include <rocksdb/listener.h>
#include <rocksdb/version.h>

#include <atomic>

namespace boxoffice::storage {

namespace {

constexpr int most_attempts = 100;

/// The files of a running server changed at each attempt to open them.
const storage_error files_changed{
    storage_error::kind::io,
    "cannot read the log: the running server replaced its files at each attempt; try again"};

/// Takes the lock that RocksDB holds on an open log.
class directory_lock {
public:
  explicit directory_lock(const rocksdb_options& options)
      : env_{options.env != nullptr ? options.env : rocksdb::Env::Default()} {
    taken_ = env_->LockFile((options.directory / "LOCK").string(), &lock_);
  }
  ~directory_lock() {
    if (taken_.ok())
      static_cast<void>(env_->UnlockFile(lock_)); // The next attempt to lock reports it.
  }
  directory_lock(const directory_lock&) = delete;
  directory_lock& operator=(const directory_lock&) = delete;

  [[nodiscard]] const rocksdb::Status& taken() const { return taken_; }

private:
  rocksdb::Env* env_;
  rocksdb::FileLock* lock_ = nullptr;
  rocksdb::Status taken_;
};

struct attempt {
  rocksdb::Status failed;                     ///< ok: there is a log
  std::unique_ptr<rocksdb_log> log;           ///< read-only
  std::shared_ptr<const damaged_env> damaged; ///< null if no write-ahead log is damaged
};

attempt try_reading(rocksdb_tuning tuning, const rocksdb_options& options,
                    const rocksdb_log::known_witness& known,
                    const std::shared_ptr<const damaged_env>& damaged) {
  wal_order order;
  tuning.db.wal_filter = &order;
  if (damaged)
    tuning.db.env = damaged->env.get();
  rocksdb_log::family_handles families;
  rocksdb::DB* opened = nullptr;
  auto done = rocksdb::DB::OpenForReadOnly(tuning.db, options.directory.string(), tuning.families,
                                           &families, &opened, /*error_if_wal_file_exists=*/false);
  if (!done.ok())
    return {done, nullptr, nullptr};
  return {done,
          std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened}, std::move(families),
                                        true, known, damaged),
          damaged};
}

/// Opens the log without changing a file. Damaged write-ahead logs are read up to their damage.
attempt open_unchanged(const rocksdb_tuning& tuning, const rocksdb_options& options,
                       const rocksdb_log::known_witness& known) {
  auto whole = try_reading(tuning, options, known, nullptr);
  if (!whole.failed.IsCorruption())
    return whole;
  auto part =
      try_reading(tuning, options, known, std::make_shared<const damaged_env>(*tuning.db.env));
  return part.log && part.damaged->files->damage() ? std::move(part) : std::move(whole);
}

/// Records how long the syncs of write-ahead logs take. No append waits for those of table files.
class sync_times final : public rocksdb::EventListener {
public:
  /// From now on. The probe must outlive the database.
  void record_into(log_probe& probe) { probe_.store(&probe, std::memory_order_release); }

  void OnFileSyncFinish(const rocksdb::FileOperationInfo& done) override {
    auto* probe = probe_.load(std::memory_order_acquire);
    auto name = std::string_view{done.path};
    if (probe != nullptr && is_wal(name.substr(name.rfind('/') + 1)))
      probe->sync.record(done.duration);
  }
  bool ShouldBeNotifiedOnFileIO() override { return true; }

private:
  std::atomic<log_probe*> probe_{nullptr};
};

/// The witness has nothing that is missing, and no batch begins behind the damage.
void warn_of_torn_tail(const rocksdb_options& options, const wal_damage& damage) {
  logging::server_log().warn(
      logging::log_module::storage,
      "dropping the torn end of {} from byte {}: a write that was interrupted; the log has "
      "everything that its witness has",
      (options.directory / damage.file).string(), damage.offset);
}

/// Reads a log before anything is changed, to find damage and to compare it with its witness.
/// Opening a log to write moves the content of the write-ahead logs into table files and deletes
/// them; after that a missing write-ahead log cannot be put back.
result<std::shared_ptr<const damaged_env>>
check_before_opening(const rocksdb_options& options, const rocksdb_log::known_witness& known) {
  std::error_code unseen; // The open reports it.
  if (!std::filesystem::exists(options.directory / "CURRENT", unseen)) {
    if (!options.accept_loss && known && *known && (*known)->sequence != 0)
      return loss_error(
          options.directory.string(),
          {"the whole log", std::to_string((*known)->totals.events) + " events", "no log"});
    return std::shared_ptr<const damaged_env>{};
  }
  directory_lock lock{options};
  if (!lock.taken().ok())
    return open_error_of(lock.taken(), options.directory.string());
  auto read = open_unchanged(tuning_for(options), options, known);
  if (!read.log) // Older format or other damage: the open to write reports it.
    return std::shared_ptr<const damaged_env>{};
  auto checked = read.log->check_against_witness();
  if (!checked && !options.accept_loss)
    return checked.error();
  if (checked && read.damaged)
    warn_of_torn_tail(options, *read.damaged->files->damage());
  return std::move(read.damaged);
}

} // namespace

result<std::unique_ptr<event_log>> open_rocksdb_log(const rocksdb_options& options) {
  if (auto made = make_directory(options.directory); !made)
    return made.error();
  if (auto checked = check_current_file(options.directory); !checked)
    return checked.error();
  auto known = read_witness(options.directory);
  auto damaged = check_before_opening(options, known);
  if (!damaged)
    return damaged.error();
  auto tuning = tuning_for(options);
  if (*damaged)
    tuning.db.env = (*damaged)->env.get();
  tuning.db.listeners.push_back(std::make_shared<background_priorities>());
  auto pace = std::make_shared<background_pace>();
  tuning.db.listeners.push_back(pace);
  tuning.db.rate_limiter = pace->limiter();
  auto syncs = std::make_shared<sync_times>();
  tuning.db.listeners.push_back(syncs);
  wal_order order;
  tuning.db.wal_filter = &order;
  rocksdb_log::family_handles families;
  rocksdb::DB* opened = nullptr;
  auto done =
      rocksdb::DB::Open(tuning.db, options.directory.string(), tuning.families, &families, &opened);
  if (!done.ok())
    return open_error_of(done, options.directory.string());
  auto log = std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened},
                                           std::move(families), false, std::move(known), *damaged);
  syncs->record_into(*log->probe());
  if (auto checked = log->check_format(); !checked)
    return checked.error();
  if (auto whole = options.accept_loss ? log->accept_loss() : log->check_against_witness(); !whole)
    return whole.error();
  if (*damaged)
    (*damaged)->files->end_recovery();
  if (auto kept = log->begin_witness(options.witness_interval); !kept)
    return kept.error();
  log->begin_pace(std::move(pace));
  return std::unique_ptr<event_log>{std::move(log)};
}

result<std::unique_ptr<event_log>> open_rocksdb_log_for_reading(const rocksdb_options& options) {
  auto directory = options.directory.string();
  const storage_error absent{storage_error::kind::absent, "there is no log in " + directory};
  std::error_code unseen; // The open reports it.
  if (!std::filesystem::exists(options.directory, unseen))
    return absent;
  if (auto checked = check_current_file(options.directory); !checked)
    return checked.error();
  if (!std::filesystem::exists(options.directory / "CURRENT", unseen))
    return absent;
  auto tuning = tuning_for(options);
  tuning.db.max_open_files = -1; // Open all now: a running server may delete them later.
  for (int i = 0; i < most_attempts; ++i) {
    // Read before the log, because a running server may write both meanwhile.
    auto known = read_witness(options.directory);
    // A flush between reading the manifest and the WAL would hide the records that it moved.
    auto before = newest_manifest(options.directory);
    auto read = open_unchanged(tuning, options, known);
    if (before != newest_manifest(options.directory))
      continue;
    if (!read.log)
      return open_error_of(read.failed, directory);
    if (auto checked = read.log->check_format(); !checked)
      return checked.error();
    return std::unique_ptr<event_log>{std::move(read.log)};
  }
  return files_changed;
}

std::string rocksdb_version() { return rocksdb::GetRocksVersionAsString(); }

} // namespace boxoffice::storage

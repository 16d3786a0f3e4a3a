#include "storage/rocksdb/open.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/files.hpp"
#include "storage/rocksdb/keys.hpp"
#include "storage/rocksdb/log.hpp"
#include "storage/rocksdb/priorities.hpp"
#include "storage/rocksdb/wal_order.hpp"
#include "storage/stream_head.hpp"

namespace boxoffice::storage {

namespace {

/// The form of all families together; another number is another boxoffice's.
constexpr std::string_view format_key = "format";
constexpr std::string_view format_now = "4";
constexpr std::string_view format_without_marks = "3"; ///< read as it is: nothing is counted
constexpr std::string_view format_without_runs = "2";  ///< read as it is: each record has a row
constexpr std::string_view format_without_heads = "1";

constexpr std::size_t rows_in_an_upgrade_batch = 10'000;
constexpr int tries_to_read = 100;

/// A running server whose files changed while they were being opened.
const storage_error unsteady{storage_error::kind::io,
                             "the running server writes new files too fast to be read; try again"};

} // namespace

status rocksdb_log::check_format() {
  auto found = get(format_family, format_key);
  if (!found)
    return found.error();
  counted_ = *found == format_now;
  if (counted_ || (read_only_ && (*found == format_without_marks || *found == format_without_runs)))
    return {};
  if (*found && *found != format_without_heads && *found != format_without_runs &&
      *found != format_without_marks)
    return storage_error{storage_error::kind::bad_format, db_->GetName() + " is of format " +
                                                              **found + ", this boxoffice knows " +
                                                              std::string{format_now}};
  if (!*found && read_only_) // Only a log that lost everything has a witness and no format.
    if (auto checked = check_against_witness(); !checked)
      return checked;
  if (read_only_)
    return storage_error{storage_error::kind::bad_format,
                         db_->GetName() + " is of an older format; `boxoffice serve` once brings "
                                          "it up to this one"};
  if (*found == format_without_heads)
    if (auto upgraded = upgrade_from_1(); !upgraded)
      return upgraded;
  rocksdb::WriteBatch marker;
  if (*found)
    if (auto counted = count_events(marker); !counted)
      return counted;
  marker.Put(families_[format_family], slice(format_key), slice(format_now));
  counted_ = true;
  return write(marker);
}

/// Formats before 4 did not count their events.
status rocksdb_log::count_events(rocksdb::WriteBatch& into) {
  write_mark mark{1, 1, 0, event_totals{}};
  auto walked = read_all({}, {}, [&](std::string_view, std::uint64_t, byte_view record) {
    mark.totals->add(hash_in(record));
    return true;
  });
  into.Merge(families_[events_family], slice(mark_key), encode(mark));
  return walked;
}

/// Format 1 had no heads.
status rocksdb_log::upgrade_from_1() {
  rocksdb::WriteBatch rows;
  std::optional<stream_head> last;
  auto put = [&] {
    if (last)
      rows.Put(families_[family_of(table::heads)], last->stream.text,
               head_row(last->seq, last->hash));
  };
  status written;
  auto walked = read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
    if (last && last->stream.text != stream) {
      put();
      if (rows.Count() >= rows_in_an_upgrade_batch) {
        written = write(rows);
        rows.Clear();
      }
    }
    last = stream_head{{std::string{stream}}, seq, hash_in(record)};
    return written.has_value();
  });
  if (!walked || !written)
    return walked ? written : walked;
  put();
  return write(rows);
}

namespace {

/// The lock that RocksDB holds on an open log.
class directory_lock {
public:
  explicit directory_lock(const rocksdb_options& options)
      : env_{options.env != nullptr ? options.env : rocksdb::Env::Default()} {
    taken_ = env_->LockFile((options.directory / "LOCK").string(), &lock_);
  }
  ~directory_lock() {
    if (taken_.ok())
      static_cast<void>(env_->UnlockFile(lock_)); // The next to lock it tells.
  }
  directory_lock(const directory_lock&) = delete;
  directory_lock& operator=(const directory_lock&) = delete;

  [[nodiscard]] const rocksdb::Status& taken() const { return taken_; }

private:
  rocksdb::Env* env_;
  rocksdb::FileLock* lock_ = nullptr;
  rocksdb::Status taken_;
};

/// Compares a log with its witness while it is as it was left: opening it to write would move what
/// the write-ahead logs have into table files and delete them, and with them the chance to put a
/// missing one back between them.
status check_before_opening(const rocksdb_options& options,
                            const rocksdb_log::known_witness& known) {
  std::error_code unseen; // What cannot be looked at cannot be opened either.
  if (!std::filesystem::exists(options.directory / "CURRENT", unseen)) {
    if (known && *known && (*known)->sequence != 0)
      return lost_in(
          options.directory.string(),
          {"the whole log", std::to_string((*known)->totals.events) + " events", "no log"});
    return {};
  }
  directory_lock lock{options};
  if (!lock.taken().ok())
    return open_error_of(lock.taken(), options.directory.string());
  auto tuning = tuning_for(options);
  wal_order order;
  tuning.db.wal_filter = &order;
  rocksdb_log::family_handles families;
  rocksdb::DB* opened = nullptr;
  auto done = rocksdb::DB::OpenForReadOnly(tuning.db, options.directory.string(), tuning.families,
                                           &families, &opened, /*error_if_wal_file_exists=*/false);
  if (!done.ok())
    return {}; // Of an older format, or damaged: opening it to write tells.
  return rocksdb_log{std::unique_ptr<rocksdb::DB>{opened}, std::move(families), true, known}
      .check_against_witness();
}

} // namespace

result<std::unique_ptr<event_log>> open_rocksdb_log(const rocksdb_options& options) {
  if (auto made = make_directory(options.directory); !made)
    return made.error();
  if (auto checked = check_not_headless(options.directory); !checked)
    return checked.error();
  auto known = read_witness(options.directory);
  if (!options.accept_loss)
    if (auto checked = check_before_opening(options, known); !checked)
      return checked.error();
  auto tuning = tuning_for(options);
  tuning.db.listeners.push_back(std::make_shared<background_manners>());
  wal_order order;
  tuning.db.wal_filter = &order;
  rocksdb_log::family_handles families;
  rocksdb::DB* opened = nullptr;
  auto done =
      rocksdb::DB::Open(tuning.db, options.directory.string(), tuning.families, &families, &opened);
  if (!done.ok())
    return open_error_of(done, options.directory.string());
  auto log = std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened},
                                           std::move(families), false, std::move(known));
  if (auto checked = log->check_format(); !checked)
    return checked.error();
  if (auto whole = options.accept_loss ? log->accept_loss() : log->check_against_witness(); !whole)
    return whole.error();
  if (auto kept = log->begin_witness(options.witness_interval); !kept)
    return kept.error();
  return std::unique_ptr<event_log>{std::move(log)};
}

result<std::unique_ptr<event_log>> open_rocksdb_log_for_reading(const rocksdb_options& options) {
  auto directory = options.directory.string();
  const storage_error absent{storage_error::kind::absent, "there is no log in " + directory};
  std::error_code unseen; // What cannot be looked at cannot be opened either.
  if (!std::filesystem::exists(options.directory, unseen))
    return absent;
  if (auto checked = check_not_headless(options.directory); !checked)
    return checked.error();
  if (!std::filesystem::exists(options.directory / "CURRENT", unseen))
    return absent;
  auto tuning = tuning_for(options);
  tuning.db.max_open_files = -1; // All are opened now: a running server may delete them later.
  for (int i = 0; i < tries_to_read; ++i) {
    // Before the log: a running server may go on meanwhile, and its witness with it.
    auto known = read_witness(options.directory);
    // A flush between the reading of the list of files and of the WAL would hide what it moved.
    auto before = newest_file_list(options.directory);
    wal_order order;
    tuning.db.wal_filter = &order;
    rocksdb_log::family_handles families;
    rocksdb::DB* opened = nullptr;
    auto done = rocksdb::DB::OpenForReadOnly(tuning.db, directory, tuning.families, &families,
                                             &opened, /*error_if_wal_file_exists=*/false);
    auto log = done.ok()
                   ? std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened},
                                                   std::move(families), true, std::move(known))
                   : nullptr;
    if (before != newest_file_list(options.directory))
      continue;
    if (!done.ok())
      return open_error_of(done, directory);
    if (auto checked = log->check_format(); !checked)
      return checked.error();
    return std::unique_ptr<event_log>{std::move(log)};
  }
  return unsteady;
}

} // namespace boxoffice::storage

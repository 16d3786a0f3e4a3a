#include "storage/rocksdb_errors.hpp"
#include "storage/rocksdb_files.hpp"
#include "storage/rocksdb_keys.hpp"
#include "storage/rocksdb_log.hpp"
#include "storage/rocksdb_manners.hpp"
#include "storage/rocksdb_store.hpp"
#include "storage/stream_head.hpp"

namespace boxoffice::storage {

namespace {

/// The form of all families together; another number is another boxoffice's.
constexpr std::string_view format_key = "format";
constexpr std::string_view format_now = "3";
constexpr std::string_view format_without_runs = "2"; ///< read as it is: each record has a row
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
  if (*found == format_now || (*found == format_without_runs && read_only_))
    return {};
  if (*found && *found != format_without_heads && *found != format_without_runs)
    return storage_error{storage_error::kind::bad_format, db_->GetName() + " is of format " +
                                                              **found + ", this boxoffice knows " +
                                                              std::string{format_now}};
  if (read_only_)
    return storage_error{storage_error::kind::bad_format,
                         db_->GetName() + " is of an older format; `boxoffice serve` once brings "
                                          "it up to this one"};
  if (*found == format_without_heads)
    if (auto upgraded = upgrade_from_1(); !upgraded)
      return upgraded;
  rocksdb::WriteBatch marker;
  marker.Put(families_[format_family], slice(format_key), slice(format_now));
  return write(marker);
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

result<std::unique_ptr<event_log>> open_rocksdb_log(const rocksdb_options& options) {
  if (auto made = make_directory(options.directory); !made)
    return made.error();
  if (auto checked = check_not_headless(options.directory); !checked)
    return checked.error();
  auto tuning = tuning_for(options);
  tuning.db.listeners.push_back(std::make_shared<background_manners>());
  rocksdb_log::family_handles families;
  rocksdb::DB* opened = nullptr;
  auto done =
      rocksdb::DB::Open(tuning.db, options.directory.string(), tuning.families, &families, &opened);
  if (!done.ok())
    return open_error_of(done, options.directory.string());
  auto log = std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened},
                                           std::move(families), false);
  if (auto checked = log->check_format(); !checked)
    return checked.error();
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
    // A flush between the reading of the list of files and of the WAL would hide what it moved.
    auto before = newest_file_list(options.directory);
    rocksdb_log::family_handles families;
    rocksdb::DB* opened = nullptr;
    auto done = rocksdb::DB::OpenForReadOnly(tuning.db, directory, tuning.families, &families,
                                             &opened, /*error_if_wal_file_exists=*/false);
    auto log = done.ok() ? std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened},
                                                         std::move(families), true)
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

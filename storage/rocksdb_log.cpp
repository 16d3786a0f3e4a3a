#include "storage/rocksdb_log.hpp"

#include "storage/rocksdb_errors.hpp"
#include "storage/rocksdb_files.hpp"
#include "storage/rocksdb_keys.hpp"
#include "storage/rocksdb_tuning.hpp"

#include <rocksdb/db.h>
#include <rocksdb/perf_level.h>
#include <rocksdb/write_batch.h>

#include <array>
#include <cassert>
#include <mutex>
#include <shared_mutex>

namespace boxoffice::storage {

namespace {

/// The form of all families together; another number is another boxoffice's.
constexpr std::string_view format_key = "format";
constexpr std::string_view format_now = "1";

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

std::string reading(std::size_t family) { return "reading " + std::string{family_names[family]}; }

using family_handles = std::vector<rocksdb::ColumnFamilyHandle*>;

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
  rocksdb_log(std::unique_ptr<rocksdb::DB> db, family_handles families)
      : db_{std::move(db)}, families_{std::move(families)} {}

  ~rocksdb_log() override {
    for (auto* family : families_)
      db_->DestroyColumnFamilyHandle(family);
    db_->Close();
  }

  status check_format();

  status append(const write_batch& batch) override;
  status read(const show_id& stream, std::uint64_t after, const record_visitor& visit) override;
  result<std::uint64_t> last_seq(const show_id& stream) override;
  result<std::optional<std::string>> get(table in, std::string_view key) override;
  status scan(table in, std::string_view after, const row_visitor& visit) override;
  result<bool> purge(table in, std::string_view key) override;

private:
  status write(rocksdb::WriteBatch& batch);
  status first_failure();
  storage_error fail(storage_error error);
  result<std::optional<std::string>> get(std::size_t family, std::string_view key);
  std::unique_ptr<rocksdb::Iterator> iterate_stream(const rocksdb::Slice& end);

  status scrub(std::size_t family, std::string_view key);
  result<std::vector<std::string>> files_that_may_hold(std::size_t family, std::string_view key);
  status delete_obsolete_files();
  std::optional<std::string> first_present(const std::vector<std::string>& files);

  std::unique_ptr<rocksdb::DB> db_;
  family_handles families_;
  /// Held by readers of a family, for what they look at stays on disk until they are done.
  std::array<std::shared_mutex, family_names.size()> in_use_;
  std::mutex failure_guard_;
  std::optional<storage_error> failure_;
};

status rocksdb_log::check_format() {
  auto found = get(format_family, format_key);
  if (!found)
    return found.error();
  if (!*found) {
    rocksdb::WriteBatch marker;
    marker.Put(families_[format_family], slice(format_key), slice(format_now));
    return write(marker);
  }
  if (**found != format_now)
    return storage_error{storage_error::kind::bad_format, db_->GetName() + " is of format " +
                                                              **found + ", this boxoffice knows " +
                                                              std::string{format_now}};
  return {};
}

status rocksdb_log::append(const write_batch& batch) {
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable); // This thread's counters; nobody reads them.
  rocksdb::WriteBatch written;
  for (const auto& append : batch.appends) {
    assert(is_stream(append.stream) && append.first_seq > 0);
    auto key = event_key(stream_prefix(append.stream), append.first_seq);
    auto seq = append.first_seq;
    for (const auto& record : append.records) {
      set_seq(key, seq++);
      written.Put(families_[events_family], key, record);
    }
  }
  for (const auto& row : batch.rows) {
    auto* family = families_[family_of(row.in)];
    if (row.value)
      written.Put(family, row.key, *row.value);
    else
      written.Delete(family, row.key);
  }
  return write(written);
}

status rocksdb_log::write(rocksdb::WriteBatch& batch) {
  if (auto failed = first_failure(); !failed)
    return failed;
  if (batch.Count() == 0)
    return {};
  rocksdb::WriteOptions durably;
  durably.sync = true;
  auto wrote = db_->Write(durably, &batch);
  if (!wrote.ok())
    return fail(error_of(wrote, "writing to the log in " + db_->GetName()));
  return {};
}

/// A failed sync may have lost pages that a later one would report as written, so the first error
/// is the answer to all that follows.
status rocksdb_log::first_failure() {
  std::lock_guard lock{failure_guard_};
  if (failure_)
    return *failure_;
  return {};
}

storage_error rocksdb_log::fail(storage_error error) {
  std::lock_guard lock{failure_guard_};
  if (!failure_)
    failure_ = std::move(error);
  return *failure_;
}

std::unique_ptr<rocksdb::Iterator> rocksdb_log::iterate_stream(const rocksdb::Slice& end) {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true; // Lets the filters pass over files without the stream.
  options.iterate_upper_bound = &end;
  return std::unique_ptr<rocksdb::Iterator>{db_->NewIterator(options, families_[events_family])};
}

status rocksdb_log::read(const show_id& stream, std::uint64_t after, const record_visitor& visit) {
  if (!is_stream(stream) || after == UINT64_MAX)
    return {};
  auto prefix = stream_prefix(stream);
  auto end = end_of_stream(prefix);
  rocksdb::Slice bound{end};
  auto at = iterate_stream(bound);
  for (at->Seek(event_key(prefix, after + 1)); at->Valid(); at->Next()) {
    auto seq = seq_of(at->key(), prefix);
    if (!seq)
      return storage_error{storage_error::kind::corrupt,
                           "show " + stream.text + ": the log has a key that is no event's"};
    if (!visit(*seq, events::bytes_of(view(at->value()))))
      return {};
  }
  if (!at->status().ok())
    return error_of(at->status(), "reading the events of show " + stream.text);
  return {};
}

result<std::uint64_t> rocksdb_log::last_seq(const show_id& stream) {
  if (!is_stream(stream))
    return 0;
  auto prefix = stream_prefix(stream);
  auto end = end_of_stream(prefix);
  rocksdb::Slice bound{end};
  auto at = iterate_stream(bound);
  at->SeekForPrev(event_key(prefix, UINT64_MAX));
  if (!at->status().ok())
    return error_of(at->status(), "reading the events of show " + stream.text);
  return at->Valid() ? seq_of(at->key(), prefix).value_or(0) : 0;
}

result<std::optional<std::string>> rocksdb_log::get(table in, std::string_view key) {
  return get(family_of(in), key);
}

result<std::optional<std::string>> rocksdb_log::get(std::size_t family, std::string_view key) {
  std::shared_lock lock{in_use_[family]};
  std::string value;
  auto got = db_->Get({}, families_[family], slice(key), &value);
  if (got.IsNotFound())
    return std::optional<std::string>{};
  if (!got.ok())
    return error_of(got, reading(family));
  return std::optional{std::move(value)};
}

status rocksdb_log::scan(table in, std::string_view after, const row_visitor& visit) {
  auto family = family_of(in);
  std::shared_lock lock{in_use_[family]};
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator({}, families_[family])};
  at->Seek(slice(after));
  if (at->Valid() && view(at->key()) == after)
    at->Next();
  for (; at->Valid(); at->Next())
    if (!visit(view(at->key()), view(at->value())))
      return {};
  if (!at->status().ok())
    return error_of(at->status(), reading(family));
  return {};
}

result<bool> rocksdb_log::purge(table in, std::string_view key) {
  auto row = get(in, key);
  if (!row)
    return row.error();
  rocksdb::WriteBatch batch;
  batch.Delete(families_[family_of(in)], slice(key));
  if (auto deleted = write(batch); !deleted)
    return deleted.error();
  // Also where there was no row: a purge before this one may have ended with its process before it
  // came to the files.
  if (auto scrubbed = scrub(family_of(in), key); !scrubbed)
    return scrubbed.error();
  return row->has_value();
}

/// Rewrites what holds a deleted value. On return none of the files that may have held it is left.
status rocksdb_log::scrub(std::size_t family, std::string_view key) {
  std::unique_lock no_reader{in_use_[family]};
  auto files = files_that_may_hold(family, key);
  if (!files)
    return files.error();
  auto tried = "erasing from " + std::string{family_names[family]} + " in " + db_->GetName();

  // A WAL file goes once no family needs it, so all of them are flushed.
  rocksdb::FlushOptions flush;
  flush.allow_write_stall = true; // Otherwise it would wait while others write.
  if (auto flushed = db_->Flush(flush, families_); !flushed.ok())
    return fail(error_of(flushed, tried));

  rocksdb::CompactRangeOptions compact;
  compact.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  compact.exclusive_manual_compaction = false;
  compact.allow_write_stall = true;
  auto only = slice(key);
  if (auto done = db_->CompactRange(compact, families_[family], &only, &only); !done.ok())
    return fail(error_of(done, tried));

  if (auto swept = delete_obsolete_files(); !swept)
    return swept;
  if (auto left = first_present(*files))
    return storage_error{storage_error::kind::io, tried + ": " + *left + " cannot be removed"};
  return {};
}

/// All WAL files, and those table files of the family whose range of keys has the key in it.
result<std::vector<std::string>> rocksdb_log::files_that_may_hold(std::size_t family,
                                                                  std::string_view key) {
  std::vector<std::string> names;
  if (auto listed = db_->GetEnv()->GetChildren(db_->GetName(), &names); !listed.ok())
    return error_of(listed, "listing " + db_->GetName());
  std::erase_if(names, [](const std::string& name) { return !is_wal(name); });
  rocksdb::ColumnFamilyMetaData tables;
  db_->GetColumnFamilyMetaData(families_[family], &tables);
  for (const auto& level : tables.levels)
    for (const auto& file : level.files)
      if (file.smallestkey <= key && key <= file.largestkey)
        names.push_back(file.relative_filename);
  return names;
}

/// Flush and compaction return before their threads have deleted what they made obsolete, and leave
/// a file that is newer than some output still being written for later.
status rocksdb_log::delete_obsolete_files() {
  db_->PauseBackgroundWork(); // Returns once the jobs under way are done with their files.
  db_->ContinueBackgroundWork();
  // Enabling deletions is the one call that looks through the directory and deletes at once.
  auto done = db_->DisableFileDeletions();
  if (done.ok())
    done = db_->EnableFileDeletions(/*force=*/false);
  if (!done.ok())
    return error_of(done, "deleting old files in " + db_->GetName());
  return {};
}

std::optional<std::string> rocksdb_log::first_present(const std::vector<std::string>& files) {
  for (const auto& name : files) {
    auto path = db_->GetName() + '/' + name;
    if (db_->GetEnv()->FileExists(path).ok())
      return path;
  }
  return std::nullopt;
}

} // namespace

result<std::unique_ptr<event_log>> open_rocksdb_log(const rocksdb_options& options) {
  if (auto made = make_directory(options.directory); !made)
    return made.error();
  if (auto checked = check_not_headless(options.directory); !checked)
    return checked.error();
  auto tuning = tuning_for(options);
  family_handles families;
  rocksdb::DB* opened = nullptr;
  auto done =
      rocksdb::DB::Open(tuning.db, options.directory.string(), tuning.families, &families, &opened);
  if (!done.ok())
    return open_error_of(done, options.directory.string());
  auto log =
      std::make_unique<rocksdb_log>(std::unique_ptr<rocksdb::DB>{opened}, std::move(families));
  if (auto checked = log->check_format(); !checked)
    return checked.error();
  return std::unique_ptr<event_log>{std::move(log)};
}

} // namespace boxoffice::storage

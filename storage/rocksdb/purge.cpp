#include "storage/rocksdb/data_files.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/log.hpp"
#include "storage/rocksdb/wal/file_name.hpp"

namespace boxoffice::storage {

namespace {

/// Each further one needs another compaction at the same moment.
constexpr int most_rewrites = 5;

} // namespace

result<bool> rocksdb_log::purge(table in, std::string_view key) {
  auto row = get(in, key);
  if (!row)
    return row.error();
  rocksdb::WriteBatch batch;
  batch.Delete(families_[family_of(in)], slice(key));
  if (auto deleted = write(batch); !deleted)
    return deleted.error();
  // Also without a row: the process may have ended in an earlier purge, before the files were
  // rewritten.
  if (auto rewritten = rewrite_files(family_of(in), key); !rewritten)
    return rewritten.error();
  return row->has_value();
}

/// Rewrites the files that may hold a deleted value. On return all of them are deleted.
status rocksdb_log::rewrite_files(std::size_t family, std::string_view key) {
  std::unique_lock no_reader{in_use_[family]};
  urgent_work waits{pace_};
  auto files = files_that_may_hold(family, key);
  if (!files)
    return files.error();
  auto failed = "cannot erase from " + std::string{family_names[family]} + " in " + db_->GetName();
  std::optional<std::string> left;
  for (int attempt = 0; attempt < most_rewrites; ++attempt) {
    if (auto rewritten = rewrite_once(family, key, failed); !rewritten)
      return rewritten;
    left = first_present(*files);
    if (!left)
      return {};
  }
  return storage_error{storage_error::kind::io, failed + ": " + *left + " could not be deleted"};
}

/// Not always enough: a compaction of RocksDB's own may move a file, as it is, to a level below
/// those that CompactRange() found when it began.
status rocksdb_log::rewrite_once(std::size_t family, std::string_view key,
                                 const std::string& failed) {
  // A WAL file is deleted once no family needs it, so all families are flushed.
  rocksdb::FlushOptions flush;
  flush.allow_write_stall = true; // Otherwise it waits while others write.
  if (auto flushed = db_->Flush(flush, families_); !flushed.ok())
    return fail(error_of(flushed, failed));

  rocksdb::CompactRangeOptions compact;
  compact.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  compact.exclusive_manual_compaction = false;
  compact.allow_write_stall = true;
  auto only = slice(key);
  if (auto done = db_->CompactRange(compact, families_[family], &only, &only); !done.ok())
    return fail(error_of(done, failed));
  return delete_obsolete_files();
}

/// All WAL files, and the table files of the family whose key range contains the key.
result<std::vector<std::string>> rocksdb_log::files_that_may_hold(std::size_t family,
                                                                  std::string_view key) {
  std::vector<std::string> names;
  if (auto listed = db_->GetEnv()->GetChildren(db_->GetName(), &names); !listed.ok())
    return error_of(listed, "cannot list " + db_->GetName());
  std::erase_if(names, [](const std::string& name) { return !is_wal(name); });
  rocksdb::ColumnFamilyMetaData tables;
  db_->GetColumnFamilyMetaData(families_[family], &tables);
  for (const auto& level : tables.levels)
    for (const auto& file : level.files)
      if (file.smallestkey <= key && key <= file.largestkey)
        names.push_back(file.relative_filename);
  return names;
}

/// Flush and compaction return before their threads have deleted obsolete files, a file that is
/// newer than an output still being written is deleted later only, and a file that another thread
/// has taken for deletion is skipped. So nothing else runs meanwhile.
status rocksdb_log::delete_obsolete_files() {
  db_->PauseBackgroundWork(); // Returns after the running jobs.
  // Only enabling deletions scans the directory and deletes at once.
  auto done = db_->DisableFileDeletions();
  if (done.ok())
    done = db_->EnableFileDeletions(/*force=*/false);
  db_->ContinueBackgroundWork();
  if (!done.ok())
    return error_of(done, "cannot delete obsolete files in " + db_->GetName());
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

} // namespace boxoffice::storage

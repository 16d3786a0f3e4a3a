#include "storage/rocksdb/data_files.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/log.hpp"

namespace boxoffice::storage {

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

} // namespace boxoffice::storage

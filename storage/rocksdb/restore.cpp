#include "storage/rocksdb/restore.hpp"

#include "storage/files.hpp"

namespace boxoffice::storage {

namespace {

namespace fs = std::filesystem;

/// Copies and no hard links: the server writes to some of these files.
status copy_files(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::create_directory(to, failed);
  if (failed)
    return io_error("cannot create " + to.string(), failed);
  fs::directory_iterator at{from, failed};
  for (; !failed && at != fs::directory_iterator{}; at.increment(failed)) {
    if (!at->is_regular_file(failed))
      continue;
    auto copy = to / at->path().filename();
    fs::copy_file(at->path(), copy, failed);
    if (failed)
      return io_error("cannot copy " + at->path().string(), failed);
    // copy_file() copies the mode too, which may let others read.
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, failed);
    if (failed)
      return io_error("cannot change the permissions of " + copy.string(), failed);
    if (auto synced = sync_to_device(copy); !synced)
      return synced;
  }
  if (failed)
    return io_error("cannot read " + from.string(), failed);
  return sync_to_device(to);
}

} // namespace

status restore(const fs::path& from, const fs::path& to, const copy_check& check) {
  std::error_code failed;
  if (!fs::exists(from / "CURRENT", failed))
    return storage_error{storage_error::kind::absent,
                         from.string() + " is not a backup of a log: it has no file CURRENT"};
  staged_directory staged{to};
  if (auto made = staged.make(); !made)
    return made;
  if (auto copied = copy_files(from, staged.content()); !copied)
    return copied;
  if (auto checked = check(staged.content()); !checked)
    return checked;
  return staged.finish();
}

} // namespace boxoffice::storage

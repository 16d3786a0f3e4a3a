#include "storage/rocksdb/data_files.hpp"

#include "storage/files.hpp"
#include "storage/rocksdb/wal/file_name.hpp"

#include <fstream>

namespace boxoffice::storage {

namespace fs = std::filesystem;

status check_current_file(const fs::path& directory) {
  std::error_code failed;
  if (fs::exists(directory / "CURRENT", failed))
    return {};
  fs::directory_iterator at{directory, failed};
  for (; !failed && at != fs::directory_iterator{}; at.increment(failed)) {
    auto name = at->path().filename().string();
    if (is_wal(name) || is_numbered(name, ".sst"))
      return storage_error{storage_error::kind::lost,
                           directory.string() +
                               " has data files, but no file CURRENT; restore a backup"};
  }
  if (failed)
    return io_error("cannot read " + directory.string(), failed);
  return {};
}

std::string newest_manifest(const fs::path& directory) {
  std::ifstream current{directory / "CURRENT"};
  std::string name;
  std::getline(current, name);
  std::error_code failed;
  auto size = fs::file_size(directory / name, failed);
  return name + ' ' + (failed ? failed.message() : std::to_string(size));
}

} // namespace boxoffice::storage

#include "storage/rocksdb_files.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

namespace fs = std::filesystem;

bool is_numbered(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix) || name.size() == suffix.size())
    return false;
  name.remove_suffix(suffix.size());
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

storage_error io_error(const std::string& tried, const std::error_code& failed) {
  return {storage_error::kind::io, tried + ": " + failed.message()};
}

} // namespace

bool is_wal(std::string_view name) { return is_numbered(name, ".log"); }

status make_directory(const fs::path& directory) {
  std::error_code failed;
  if (fs::create_directories(directory, failed))
    fs::permissions(directory, fs::perms::owner_all, failed); // There are mail addresses in it.
  if (failed)
    return io_error("making " + directory.string(), failed);
  return {};
}

status check_not_headless(const fs::path& directory) {
  std::error_code failed;
  if (fs::exists(directory / "CURRENT", failed))
    return {};
  fs::directory_iterator at{directory, failed};
  for (; !failed && at != fs::directory_iterator{}; at.increment(failed)) {
    auto name = at->path().filename().string();
    if (is_wal(name) || is_numbered(name, ".sst"))
      return storage_error{storage_error::kind::corrupt,
                           directory.string() + " has data files, but its file CURRENT is missing"};
  }
  if (failed)
    return io_error("reading " + directory.string(), failed);
  return {};
}

} // namespace boxoffice::storage

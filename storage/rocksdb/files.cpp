#include "storage/rocksdb/files.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

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

std::string newest_file_list(const fs::path& directory) {
  std::ifstream current{directory / "CURRENT"};
  std::string name;
  std::getline(current, name);
  std::error_code failed;
  auto size = fs::file_size(directory / name, failed);
  return name + ' ' + (failed ? failed.message() : std::to_string(size));
}

status sync_to_device(const fs::path& path) {
  auto opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  auto synced = opened >= 0 && ::fsync(opened) == 0;
  std::error_code failed{synced ? 0 : errno, std::generic_category()};
  if (opened >= 0)
    ::close(opened);
  if (!synced)
    return io_error("syncing " + path.string(), failed);
  return {};
}

staged_directory::staged_directory(fs::path place)
    : place_{fs::absolute(place).lexically_normal()} {
  if (!place_.has_filename()) // "backup/" has its name one up.
    place_ = place_.parent_path();
  stage_ = place_;
  stage_ += ".partial";
}

staged_directory::~staged_directory() {
  std::error_code ignored; // What cannot be removed is still no finished copy.
  if (made_)
    fs::remove_all(stage_, ignored);
}

status staged_directory::make() {
  std::error_code failed;
  auto taken = fs::exists(place_, failed) &&
               !(fs::is_directory(place_, failed) && fs::is_empty(place_, failed));
  if (failed)
    return io_error("looking at " + place_.string(), failed);
  if (taken)
    return storage_error{storage_error::kind::exists,
                         place_.string() + " is there already and stays as it is"};
  if (!fs::create_directory(stage_, failed) && !failed)
    return storage_error{storage_error::kind::exists,
                         stage_.string() + " is left of a copy that was broken off, or one is "
                                           "under way; remove it where none is"};
  if (failed)
    return io_error("making " + stage_.string(), failed);
  made_ = true;
  fs::permissions(stage_, fs::perms::owner_all, failed);
  if (failed)
    return io_error("making " + stage_.string(), failed);
  return {};
}

fs::path staged_directory::content() const { return stage_ / "log"; }

status staged_directory::finish() {
  std::error_code failed;
  fs::permissions(content(), fs::perms::owner_all, failed);
  if (!failed)
    fs::rename(content(), place_, failed);
  if (failed)
    return io_error("moving the copy to " + place_.string(), failed);
  fs::remove_all(stage_, failed);
  made_ = false;
  return sync_to_device(place_.parent_path());
}

} // namespace boxoffice::storage

#include "storage/files.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace boxoffice::storage {

namespace fs = std::filesystem;

namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

/// Writes all of the text and syncs it.
std::error_code write_and_sync(int file, std::string_view text) {
  while (!text.empty()) {
    auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return last_error();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0 ? std::error_code{} : last_error();
}

/// Appends the rest of an open file.
std::error_code read_rest(int file, std::string& into) {
  std::array<char, 65'536> part{};
  for (;;) {
    auto got = ::read(file, part.data(), part.size());
    if (got == 0)
      return {};
    if (got < 0 && errno != EINTR)
      return last_error();
    if (got > 0)
      into.append(part.data(), static_cast<std::size_t>(got));
  }
}

} // namespace

storage_error io_error(std::string what, const std::error_code& why) {
  const auto of_device = why == std::errc::no_space_on_device || why == std::errc::io_error ||
                         why == std::errc::file_too_large ||
                         why == std::error_code{EDQUOT, std::generic_category()};
  return {of_device ? storage_error::kind::device : storage_error::kind::io,
          std::move(what) + ": " + why.message()};
}

status make_directory(const fs::path& directory) {
  std::error_code failed;
  if (fs::create_directories(directory, failed))
    fs::permissions(directory, fs::perms::owner_all, failed); // There are mail addresses in it.
  if (failed)
    return io_error("cannot create " + directory.string(), failed);
  return {};
}

status sync_to_device(const fs::path& path) {
  auto opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  auto synced = opened >= 0 && ::fsync(opened) == 0;
  auto failed = synced ? std::error_code{} : last_error();
  if (opened >= 0)
    ::close(opened);
  if (failed)
    return io_error("cannot sync " + path.string(), failed);
  return {};
}

// Without an ifstream, which throws an exception for a directory.
result<std::string> read_whole_file(const fs::path& path) {
  std::string text;
  auto file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  auto failed = file < 0 ? last_error() : read_rest(file, text);
  if (file >= 0)
    ::close(file);
  if (failed)
    return io_error("cannot read " + path.string(), failed);
  return text;
}

status write_private_file(const fs::path& path, std::string_view text) {
  auto file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  auto failed = file < 0 ? last_error() : write_and_sync(file, text);
  if (file >= 0)
    ::close(file);
  if (failed)
    return io_error("cannot write " + path.string(), failed);
  return {};
}

staged_directory::staged_directory(fs::path place)
    : place_{fs::absolute(place).lexically_normal()} {
  if (!place_.has_filename()) // "backup/" names its last directory.
    place_ = place_.parent_path();
  stage_ = place_;
  stage_ += ".partial";
}

staged_directory::~staged_directory() {
  std::error_code ignored; // What is left is not a finished copy.
  if (made_)
    fs::remove_all(stage_, ignored);
}

status staged_directory::make() {
  std::error_code failed;
  auto taken = fs::exists(place_, failed) &&
               !(fs::is_directory(place_, failed) && fs::is_empty(place_, failed));
  if (failed)
    return io_error("cannot read " + place_.string(), failed);
  if (taken)
    return storage_error{storage_error::kind::exists,
                         place_.string() + " exists already; choose another directory"};
  if (!fs::create_directory(stage_, failed) && !failed)
    return storage_error{storage_error::kind::exists,
                         stage_.string() + " belongs to an unfinished copy; remove it if no "
                                           "copy is running"};
  if (failed)
    return io_error("cannot create " + stage_.string(), failed);
  made_ = true;
  fs::permissions(stage_, fs::perms::owner_all, failed);
  if (failed)
    return io_error("cannot create " + stage_.string(), failed);
  return {};
}

fs::path staged_directory::content() const { return stage_ / "log"; }

status staged_directory::finish() {
  std::error_code failed;
  fs::permissions(content(), fs::perms::owner_all, failed);
  if (!failed)
    fs::rename(content(), place_, failed);
  if (failed)
    return io_error("cannot move the copy to " + place_.string(), failed);
  fs::remove_all(stage_, failed);
  made_ = false;
  return sync_to_device(place_.parent_path());
}

} // namespace boxoffice::storage

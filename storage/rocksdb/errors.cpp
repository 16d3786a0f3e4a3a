#include "storage/rocksdb/errors.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace boxoffice::storage {

namespace {

/// RocksDB has no code for a lock that is held; these are the texts of its PosixFileSystem.
bool lock_is_held(const rocksdb::Status& failed) {
  auto text = failed.ToString();
  auto says = [&](const char* words) { return text.find(words) != std::string::npos; };
  return failed.IsIOError() &&
         (says("lock hold by current process") ||
          (says("While lock file") && (says("Resource temporarily unavailable") ||
                                       says("Permission denied")))); // EAGAIN or EACCES of fcntl
}

/// RocksDB has a code for ENOSPC only; of other errors it keeps the text.
bool is_of_device(const rocksdb::Status& failed) {
  constexpr std::array numbers{EIO, EDQUOT, EFBIG};
  auto text = failed.ToString();
  return failed.IsNoSpace() || (failed.IsIOError() && std::ranges::any_of(numbers, [&](int each) {
                                  return text.find(std::strerror(each)) != std::string::npos;
                                }));
}

} // namespace

storage_error error_of(const rocksdb::Status& failed, std::string_view what) {
  auto kind = failed.IsCorruption()  ? storage_error::kind::corrupt
              : is_of_device(failed) ? storage_error::kind::device
                                     : storage_error::kind::io;
  return {kind, std::string{what} + ": " + failed.ToString()};
}

storage_error write_error_of(const rocksdb::Status& failed, std::string_view what) {
  auto error = error_of(failed, what);
  if (error.what == storage_error::kind::io)
    error.what = storage_error::kind::device;
  return error;
}

storage_error open_error_of(const rocksdb::Status& failed, std::string_view directory) {
  auto where = std::string{directory};
  if (lock_is_held(failed))
    return {storage_error::kind::in_use,
            where + " is in use by another boxoffice (its LOCK file is held)"};
  auto error = error_of(failed, "cannot open the log in " + where);
  if (failed.IsInvalidArgument() || failed.IsNotSupported())
    error.what = storage_error::kind::bad_format;
  if (error.what == storage_error::kind::corrupt) // What its files had was durable.
    error = {storage_error::kind::lost,
             "files of the log in " + where +
                 " are missing or damaged, restore a backup: " + failed.ToString()};
  return error;
}

std::string_view without_source_place(std::string_view message) {
  auto end = message.find("] ");
  if (!message.starts_with('[') || end == std::string_view::npos)
    return message;
  auto colon = message.rfind(':', end);
  auto is_place = colon != std::string_view::npos && colon + 1 < end &&
                  message.find_first_not_of("0123456789", colon + 1) == end;
  return is_place ? message.substr(end + 2) : message;
}

} // namespace boxoffice::storage

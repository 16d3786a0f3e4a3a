#include "cli/files/private_directory.hpp"

#include "cli/files/file_text.hpp"
#include "cli/files/keys.hpp"
#include "storage/files.hpp"

#include <array>
#include <cerrno>
#include <cstdio>

#include <sys/stat.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;
using storage::storage_error;

constexpr mode_t permissions = 07777;
constexpr mode_t may_be_written = 022; ///< by group or others

std::string octal(mode_t mode) {
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), "%04o", static_cast<unsigned>(mode & permissions));
  return digits.data();
}

storage_error directory_error(const std::string& what, int why) {
  return storage::io_error(what, {why, std::generic_category()});
}

/// Whether it may be a data directory: it is empty, the root of a new file system, or has a log or
/// a token.
storage::result<bool> may_be_data_directory(const fs::path& directory) {
  std::error_code error;
  for (const auto* ours : {"CURRENT", token_file})
    if (fs::exists(directory / ours, error))
      return true;
  fs::directory_iterator at{directory, error};
  auto empty = true;
  for (; !error && at != fs::directory_iterator{}; at.increment(error))
    empty = empty && at->path().filename() == "lost+found";
  if (error)
    return directory_error("cannot read the data directory " + directory.string(), error.value());
  return empty;
}

/// Whether the mode of a file is left to those who read it. The operator's token is taken with a
/// warning. Named tokens that others may have planted are refused, at each start until somebody has
/// checked them.
bool is_judged_by_reader(const fs::path& file, mode_t mode) {
  return file.filename() == token_file ||
         (file.filename() == operator_tokens_file && (mode & may_be_written) != 0);
}

/// Removes the permissions from files that were written with another umask. A backup shares them by
/// hard links.
storage::status close_files(const fs::path& directory) {
  std::error_code error;
  fs::directory_iterator at{directory, error};
  for (; !error && at != fs::directory_iterator{}; at.increment(error)) {
    struct stat found {};
    const auto& file = at->path();
    if (::lstat(file.c_str(), &found) != 0) {
      if (errno != ENOENT) // A running server deletes files.
        return directory_error("cannot stat " + file.string(), errno);
    } else if (S_ISREG(found.st_mode) && (found.st_mode & of_others) != 0 &&
               !is_judged_by_reader(file, found.st_mode) &&
               ::chmod(file.c_str(), found.st_mode & permissions & ~of_others) != 0 &&
               errno != ENOENT) {
      return directory_error(
          "others may read " + file.string() + ", and its mode cannot be changed", errno);
    }
  }
  if (error)
    return directory_error("cannot read the data directory " + directory.string(), error.value());
  return {};
}

std::string open_to_others(const fs::path& directory, mode_t mode) {
  return "the data directory " + directory.string() + " is open to other users (mode " +
         octal(mode) + ')';
}

/// Of an existing file of that name.
storage::status usable(const fs::path& directory, const struct stat& found) {
  if (!S_ISDIR(found.st_mode))
    return directory_error("cannot use the data directory " + directory.string(), ENOTDIR);
  if ((found.st_mode & of_others) == 0)
    return {};
  auto ours = may_be_data_directory(directory);
  if (!ours)
    return ours.error();
  if (!*ours)
    return storage_error{storage_error::kind::io,
                         open_to_others(directory, found.st_mode) +
                             " and holds other files than a log: give a directory of its own"};
  return {};
}

} // namespace

storage::status usable_as_data_directory(const fs::path& directory) {
  struct stat found {};
  if (::stat(directory.c_str(), &found) == 0)
    return usable(directory, found);
  if (errno == ENOENT)
    return {};
  return directory_error("cannot stat the data directory " + directory.string(), errno);
}

storage::result<std::optional<std::string>> keep_private(const fs::path& directory) {
  struct stat found {};
  if (::stat(directory.c_str(), &found) != 0)
    return errno == ENOENT
               ? storage::result<std::optional<std::string>>{std::nullopt}
               : directory_error("cannot stat the data directory " + directory.string(), errno);
  if (auto fit = usable(directory, found); !fit)
    return fit.error();
  std::optional<std::string> remark;
  if ((found.st_mode & of_others) != 0) {
    auto open = open_to_others(directory, found.st_mode);
    if (::chmod(directory.c_str(), found.st_mode & permissions & ~of_others) != 0)
      return directory_error(open + " and cannot be closed to them", errno);
    remark = open + ": it is closed to them now";
  }
  if (auto closed = close_files(directory); !closed)
    return closed.error();
  return remark;
}

} // namespace boxoffice::cli

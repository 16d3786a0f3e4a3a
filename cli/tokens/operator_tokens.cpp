#include "cli/tokens/operator_tokens.hpp"

#include "cli/files/file_text.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;
using storage::storage_error;

constexpr mode_t writable_by_others = 022;

storage_error unusable_tokens(storage_error::kind what, const fs::path& file,
                              const std::string& why) {
  return {what, "the operator tokens in " + file.string() + ' ' + why};
}

/// An exclusive lock on a directory for as long as it lives; the kernel ends it with the process.
class directory_lock {
public:
  explicit directory_lock(const fs::path& directory)
      : opened_{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {
    is_held_ = opened_ >= 0 && ::flock(opened_, LOCK_EX) == 0;
  }
  ~directory_lock() {
    if (opened_ >= 0)
      ::close(opened_);
  }
  directory_lock(const directory_lock&) = delete;
  directory_lock& operator=(const directory_lock&) = delete;

  [[nodiscard]] bool is_held() const { return is_held_; }

private:
  int opened_;
  bool is_held_ = false;
};

/// Whether a server has used the directory: a mistyped one must not get tokens.
bool is_data_directory(const fs::path& directory) {
  std::error_code unseen;
  for (const auto* ours : {"CURRENT", token_file, operator_tokens_file})
    if (fs::exists(directory / ours, unseen))
      return true;
  return false;
}

/// Whether the file is of somebody who may not put tokens into the directory.
bool is_of_another_user(const struct ::stat& file, const fs::path& directory) {
  struct ::stat found {};
  return file.st_uid != ::geteuid() && file.st_uid != 0 &&
         (::stat(directory.c_str(), &found) != 0 || file.st_uid != found.st_uid);
}

bool is_same_file(const struct ::stat& a, const struct ::stat& b) {
  auto same_time = [](const timespec& x, const timespec& y) {
    return x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec;
  };
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         a.st_mode == b.st_mode && same_time(a.st_mtim, b.st_mtim) &&
         same_time(a.st_ctim, b.st_ctim);
}

} // namespace

storage::result<http::token_set> read_operator_tokens(const fs::path& data_dir) {
  auto file = data_dir / operator_tokens_file;
  struct ::stat found {};
  if (::stat(file.c_str(), &found) != 0) {
    if (errno == ENOENT)
      return http::token_set{};
    return unusable_tokens(storage_error::kind::io, file,
                           std::string{"cannot be read: "} + std::strerror(errno));
  }
  if (!S_ISREG(found.st_mode))
    return unusable_tokens(storage_error::kind::io, file, "are no regular file");
  if ((found.st_mode & writable_by_others) != 0)
    return unusable_tokens(storage_error::kind::io, file,
                           "may be written by other users: check them, then set the mode to 0600");
  if (is_of_another_user(found, data_dir))
    return unusable_tokens(storage_error::kind::io, file,
                           "belong to another user: check them, then give them to the server's");
  auto content = read_file(file);
  if (!content)
    return content.error();
  auto tokens = http::token_set::parse(content->text);
  if (!tokens)
    return unusable_tokens(storage_error::kind::bad_format, file,
                           "cannot be used: the file " + tokens.error());
  return std::move(*tokens);
}

storage::status require_data_directory(const fs::path& data_dir) {
  if (is_data_directory(data_dir))
    return {};
  return storage_error{storage_error::kind::absent,
                       "there is no data directory of a server at " + data_dir.string()};
}

storage::status change_operator_tokens(const fs::path& data_dir, const token_change& change) {
  if (auto is_there = require_data_directory(data_dir); !is_there)
    return is_there;
  directory_lock lock{data_dir};
  if (!lock.is_held())
    return storage_error{storage_error::kind::io,
                         "cannot lock " + data_dir.string() + ": " + std::strerror(errno)};
  auto tokens = read_operator_tokens(data_dir);
  if (!tokens)
    return tokens.error();
  if (auto changed = change(*tokens); !changed)
    return changed;
  return replace_file(data_dir / operator_tokens_file, tokens->to_text());
}

watched_operator_tokens::watched_operator_tokens(fs::path data_dir, report warn)
    : data_dir_{std::move(data_dir)},
      file_{data_dir_ / operator_tokens_file},
      warn_{std::move(warn)} {}

storage::status watched_operator_tokens::start() {
  std::lock_guard lock{mutex_};
  static_cast<void>(has_changed()); // The first one to compare with.
  auto tokens = read_operator_tokens(data_dir_);
  if (!tokens)
    return tokens.error();
  tokens_ = std::make_shared<http::token_set>(std::move(*tokens));
  return {};
}

std::shared_ptr<const http::token_set> watched_operator_tokens::present() {
  std::lock_guard lock{mutex_};
  if (!has_changed())
    return tokens_;
  // A file that is replaced meanwhile differs from the one compared, and is read at the next call.
  if (auto tokens = read_operator_tokens(data_dir_))
    tokens_ = std::make_shared<http::token_set>(std::move(*tokens));
  else
    warn_(tokens.error().detail + "; those of before remain in force");
  return tokens_;
}

bool watched_operator_tokens::has_changed() {
  struct ::stat now {};
  if (::stat(file_.c_str(), &now) != 0)
    now = {};
  auto changed = !is_same_file(now, seen_);
  seen_ = now;
  return changed;
}

} // namespace boxoffice::cli

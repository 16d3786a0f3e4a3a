// The file of the operator's named tokens in the data directory; http/auth/token_set.hpp has its
// form.
#pragma once

#include "cli/files/keys.hpp"
#include "http/auth/token_set.hpp"
#include "storage/event_log.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include <sys/stat.h>

namespace boxoffice::cli {

/// What a command changes in the tokens; an error leaves them as they are.
using token_change = std::function<storage::status(http::token_set&)>;

/// The tokens of the file; none without a file. Errors: `io` if it cannot be read, is no regular
/// file, may be written by other users, or belongs to one: neither this process's user nor root nor
/// the owner of the directory; `bad_format` if it is damaged.
[[nodiscard]] storage::result<http::token_set>
read_operator_tokens(const std::filesystem::path& data_dir);

/// Error: `absent` if the directory is not a server's.
[[nodiscard]] storage::status require_data_directory(const std::filesystem::path& data_dir);

/// Replaces the file, one process at a time. `absent` if the directory is no data directory, and
/// the errors of read_operator_tokens().
[[nodiscard]] storage::status change_operator_tokens(const std::filesystem::path& data_dir,
                                                     const token_change& change);

/// The tokens of the file as a running server sees them. Each call of present() compares the file
/// with the one read last, about a microsecond, so a change holds for the next request. A file that
/// has become unusable changes nothing and is reported once. Safe to use from any thread.
class watched_operator_tokens {
public:
  using report = std::function<void(const std::string& warning)>;

  watched_operator_tokens(std::filesystem::path data_dir, report warn);

  /// Reads the file for the first time.
  [[nodiscard]] storage::status start();
  [[nodiscard]] std::shared_ptr<const http::token_set> present();

private:
  /// True if the file differs from the one of the last call.
  bool has_changed();

  std::filesystem::path data_dir_;
  std::filesystem::path file_;
  report warn_;
  std::mutex mutex_;
  struct ::stat seen_ {};
  std::shared_ptr<const http::token_set> tokens_ = std::make_shared<http::token_set>();
};

} // namespace boxoffice::cli

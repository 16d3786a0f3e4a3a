#include "cli/files/cluster_secret.hpp"

#include "cli/files/file_text.hpp"
#include "events/ids.hpp"
#include "storage/files.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t least_secret = 16; ///< characters

storage::storage_error unusable(const fs::path& path, const std::string& why) {
  return {storage::storage_error::kind::io,
          "cluster.secret is not set, and " + path.string() + ": " + why};
}

storage::storage_error unusable(const fs::path& path, const std::error_code& why) {
  return storage::io_error("cluster.secret is not set, and " + path.string(), why);
}

storage::storage_error unusable(const fs::path& path, int why) {
  return unusable(path, std::error_code{why, std::generic_category()});
}

std::optional<fs::path> state_directory() {
  auto given = [](const char* name) -> std::optional<fs::path> {
    const char* text = std::getenv(name);
    if (text == nullptr || *text != '/')
      return std::nullopt;
    return text;
  };
  if (auto state = given("XDG_STATE_HOME"))
    return *state / "boxoffice";
  if (auto home = given("HOME"))
    return *home / ".local" / "state" / "boxoffice";
  return std::nullopt;
}

/// Nothing if there is no such file.
storage::result<std::optional<std::string>> read_secret(const fs::path& path) {
  auto file = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && errno == ENOENT)
    return std::optional<std::string>{};
  if (file < 0)
    return unusable(path, errno);
  struct stat about {};
  std::array<char, 4096> text{};
  auto known = ::fstat(file, &about) == 0;
  auto is_private = known && S_ISREG(about.st_mode) && about.st_uid == ::geteuid() &&
                    (about.st_mode & of_others) == 0;
  auto read = is_private ? ::read(file, text.data(), text.size()) : ssize_t{-1};
  auto why = errno;
  ::close(file);
  if (known && !is_private)
    return unusable(path, "is not a file that only this user can read");
  if (read < 0)
    return unusable(path, why);
  std::string secret{text.data(), static_cast<std::size_t>(read)};
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r'))
    secret.pop_back();
  if (secret.size() < least_secret)
    return unusable(path, "has fewer than 16 characters");
  return std::optional{secret};
}

/// Creates the file complete. If several nodes do this at once, the first wins.
storage::status make_secret(const fs::path& path) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (failed)
    return unusable(path.parent_path(), failed);
  auto bytes = random_key();
  auto text = events::to_hex(bytes.data(), bytes.size()) + '\n';
  auto draft = path;
  draft += '.' + std::to_string(::getpid());
  auto why = write_file(draft, O_TRUNC | O_NOFOLLOW, text, sync_to_disk::yes);
  if (why == 0 && ::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST)
    why = errno;
  ::unlink(draft.c_str());
  if (why != 0)
    return unusable(path, why);
  return {};
}

} // namespace

storage::result<std::string> find_cluster_secret() {
  auto directory = state_directory();
  if (!directory)
    return storage::storage_error{storage::storage_error::kind::io,
                                  "cluster.secret is not set, and there is neither HOME nor "
                                  "XDG_STATE_HOME to keep one in"};
  auto path = *directory / "cluster-secret";
  auto known = read_secret(path);
  if (known && !*known) {
    if (auto made = make_secret(path); !made)
      return made.error();
    known = read_secret(path);
  }
  if (!known)
    return known.error();
  if (!*known)
    return unusable(path, "cannot be created");
  return **known;
}

} // namespace boxoffice::cli

#include "cli/files/cluster_secret.hpp"

#include "events/ids.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t least_text = 16;

storage::storage_error unusable(const fs::path& path, const std::string& why) {
  return {storage::storage_error::kind::io,
          "cluster.secret is not set, and " + path.string() + ": " + why};
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

/// Nothing where there is no such file.
storage::result<std::optional<std::string>> read_secret(const fs::path& path) {
  auto file = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0 && errno == ENOENT)
    return std::optional<std::string>{};
  if (file < 0)
    return unusable(path, std::strerror(errno));
  struct stat about {};
  std::array<char, 4096> text{};
  auto known = ::fstat(file, &about) == 0;
  auto read = ::read(file, text.data(), text.size());
  ::close(file);
  if (!known || read < 0)
    return unusable(path, std::strerror(errno));
  if (!S_ISREG(about.st_mode) || about.st_uid != ::geteuid() || (about.st_mode & 077U) != 0)
    return unusable(path, "is not a file that only this user can read");
  std::string secret{text.data(), static_cast<std::size_t>(read)};
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r'))
    secret.pop_back();
  if (secret.size() < least_text)
    return unusable(path, "has fewer than 16 characters");
  return std::optional{secret};
}

/// Of several that do this at once one wins, and the file is whole from the beginning.
storage::status make_secret(const fs::path& path) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (failed)
    return unusable(path.parent_path(), failed.message());
  std::array<std::uint8_t, secret_bytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    std::abort(); // A secret that can be guessed is worse than no server.
  auto text = events::to_hex(bytes.data(), bytes.size()) + '\n';
  auto draft = path;
  draft += '.' + std::to_string(::getpid());
  auto file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0)
    return unusable(draft, std::strerror(errno));
  auto written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(file) == 0;
  auto linked = written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  auto why = std::string{std::strerror(errno)};
  ::close(file);
  ::unlink(draft.c_str());
  if (!linked)
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
    return unusable(path, "cannot be made");
  return **known;
}

} // namespace boxoffice::cli

#include "cli/files/file_text.hpp"

#include "storage/files.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <openssl/rand.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

constexpr std::size_t most_bytes = 64U << 20U;
constexpr int pipe_wait_ms = 5'000; ///< for the writer of a named pipe

storage::storage_error cannot_read(const std::filesystem::path& file, int why) {
  auto kind =
      why == ENOENT ? storage::storage_error::kind::absent : storage::storage_error::kind::io;
  return {kind, "cannot read " + file.string() + ": " + std::strerror(why)};
}

storage::storage_error not_regular(const std::filesystem::path& file) {
  return {storage::storage_error::kind::io,
          "cannot read " + file.string() + ": not a regular file"};
}

/// A directory is refused by read(2).
bool is_other_file(mode_t mode) { return !S_ISREG(mode) && !S_ISDIR(mode); }

storage::storage_error cannot(const char* what, const std::filesystem::path& path, int why) {
  return storage::io_error(std::string{"cannot "} + what + ' ' + path.string(),
                           {why, std::generic_category()});
}

/// Gives a file that root has written to the owner of its directory. Returns 0 or errno.
int give_to_owner(const std::filesystem::path& file) {
  struct stat directory {};
  if (::geteuid() != 0)
    return 0;
  auto given = ::stat(file.parent_path().c_str(), &directory) == 0 &&
               ::chown(file.c_str(), directory.st_uid, directory.st_gid) == 0;
  return given ? 0 : errno;
}

/// Returns 0, the error of read(2), or ETIMEDOUT if a pipe has no data in time.
int read_all(int from, std::string& into) {
  std::array<char, 16'384> part{};
  for (;;) {
    pollfd readable{from, POLLIN, 0};
    if (::poll(&readable, 1, pipe_wait_ms) == 0)
      return ETIMEDOUT;
    auto got = ::read(from, part.data(), part.size());
    if (got == 0)
      return 0;
    if (got < 0 && errno != EINTR && errno != EAGAIN)
      return errno;
    if (got > 0)
      into.append(part.data(), static_cast<std::size_t>(got));
    if (into.size() > most_bytes)
      return EFBIG;
  }
}

} // namespace

// Without an ifstream, which throws an exception for a directory. Non-blocking, because opening a
// named pipe waits for its writer.
storage::result<file_text> read_file(const std::filesystem::path& file, pipes others) {
  auto opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (opened < 0)
    return cannot_read(file, errno);
  file_text out;
  struct stat found {};
  auto failed = ::fstat(opened, &found) == 0 ? 0 : errno;
  auto refused = failed == 0 && others == pipes::refused && is_other_file(found.st_mode);
  if (failed == 0 && !refused)
    failed = read_all(opened, out.text);
  ::close(opened);
  if (refused)
    return not_regular(file);
  if (failed != 0)
    return cannot_read(file, failed);
  out.mode = found.st_mode;
  return out;
}

int write_file(const std::filesystem::path& file, int flags, std::string_view text,
               sync_to_disk sync) {
  auto opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, owner_only);
  if (opened < 0)
    return errno;
  errno = ENOSPC; // For a short write, which leaves errno alone.
  auto written = ::write(opened, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 (sync == sync_to_disk::no || ::fsync(opened) == 0);
  auto error = written ? 0 : errno;
  ::close(opened);
  return error;
}

storage::status replace_file(const std::filesystem::path& path, std::string_view text) {
  auto draft = path;
  draft += ".new";
  auto why = write_file(draft, O_TRUNC, text, sync_to_disk::yes);
  if (why == 0)
    why = give_to_owner(draft);
  if (why != 0)
    return cannot("write", draft, why);
  if (::rename(draft.c_str(), path.c_str()) != 0)
    return cannot("write", path, errno);
  return storage::sync_to_device(path.parent_path());
}

std::array<std::uint8_t, 32> random_key() {
  std::array<std::uint8_t, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    std::abort();
  return bytes;
}

} // namespace boxoffice::cli

#include "tests/support/processes/small_disk.hpp"

#include "tests/support/fail.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <system_error>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

/// Far more than a server makes.
constexpr int most_files = 10'000;

} // namespace

small_disk::small_disk(std::uint64_t bytes) {
  const auto size = "size=" + std::to_string(bytes) + ",nr_inodes=" + std::to_string(most_files);
  if (::mount("tmpfs", path().c_str(), "tmpfs", 0, size.c_str()) != 0)
    fail("this test needs to mount a tmpfs at " + path().string() + " (run it as root)");
}

small_disk::~small_disk() {
  if (::umount(path().c_str()) != 0)
    ::umount2(path().c_str(), MNT_DETACH); // A child that has not been reaped yet keeps it busy.
}

std::uint64_t small_disk::free_bytes() const { return std::filesystem::space(path()).available; }

void small_disk::fill_up_to(std::uint64_t left_free) {
  const auto free = free_bytes();
  if (free <= left_free)
    return;
  const int file = ::open(ballast().c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0)
    fail(ballast());
  const int error = ::posix_fallocate(file, 0, static_cast<off_t>(free - left_free));
  ::close(file);
  if (error != 0)
    fail("posix_fallocate " + ballast().string(), error);
}

void small_disk::use_up_files() {
  const auto files = path() / "files";
  std::filesystem::create_directory(files);
  for (int i = 0; i <= most_files; ++i) {
    const auto one = files / std::to_string(i);
    const int file = ::open(one.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0 && errno == ENOSPC)
      return;
    if (file < 0)
      fail(one);
    ::close(file);
  }
  fail("there is still room for files in " + path().string());
}

void small_disk::free_space() { std::filesystem::remove(ballast()); }

} // namespace boxoffice::tests

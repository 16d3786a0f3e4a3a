#include "tests/support/shifted_clock.hpp"

#include <new>
#include <stdexcept>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

std::filesystem::path file_in(const temporary_directory& directory) {
  return directory.path() / "shift";
}

} // namespace

shifted_clock::shifted_clock(std::filesystem::path library) : library_{std::move(library)} {
  const auto file = ::open(file_in(directory_).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ::ftruncate(file, sizeof(std::int64_t)) != 0)
    throw std::runtime_error{"cannot make " + file_in(directory_).string()};
  void* place = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (place == MAP_FAILED)
    throw std::runtime_error{"cannot map " + file_in(directory_).string()};
  shift_ms_ = new (place) std::atomic<std::int64_t>{0};
}

shifted_clock::~shifted_clock() { ::munmap(shift_ms_, sizeof(std::int64_t)); }

void shifted_clock::apply_to(server_options& options) const {
  options.environment["LD_PRELOAD"] = library_.string();
  options.environment["BOXTEST_CLOCK_SHIFT"] = file_in(directory_).string();
  // A sanitizer's runtime would come first among the libraries.
  options.environment["ASAN_OPTIONS"] = "verify_asan_link_order=0";
}

} // namespace boxoffice::tests

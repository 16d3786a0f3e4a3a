#include "bench/soak/footprint.hpp"

#include <jemalloc/jemalloc.h>

#include <fstream>
#include <stdexcept>
#include <string>

namespace boxoffice::soak {

namespace {

namespace fs = std::filesystem;

std::uint64_t allocated_bytes() {
  // A thread's cache counts as allocated; the statistics are as of the last epoch.
  mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
  std::uint64_t epoch = 1;
  mallctl("epoch", nullptr, nullptr, &epoch, sizeof epoch);
  std::size_t bytes = 0;
  auto size = sizeof bytes;
  if (mallctl("stats.allocated", &bytes, &size, nullptr, 0) != 0)
    throw std::runtime_error{"jemalloc has no stats.allocated"};
  return bytes;
}

std::uint64_t resident_bytes() {
  std::ifstream status{"/proc/self/status"};
  std::uint64_t kilobytes = 0;
  for (std::string word; status >> word;)
    if (word == "RssAnon:" || word == "RssFile:") {
      std::uint64_t part = 0;
      status >> part;
      kilobytes += part;
    }
  return kilobytes * 1024;
}

std::uint64_t bytes_under(const fs::path& directory) {
  std::uint64_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator{directory}) {
    // RocksDB may delete a file after it was listed.
    std::error_code gone;
    auto size = file.is_regular_file(gone) ? file.file_size(gone) : 0;
    bytes += gone ? 0 : size;
  }
  return bytes;
}

std::uint64_t open_descriptors() {
  std::uint64_t count = 0;
  for (const auto& entry : fs::directory_iterator{"/proc/self/fd"})
    count += entry.path().empty() ? 0U : 1U;
  return count;
}

} // namespace

footprint measure(const fs::path& log) {
  return {allocated_bytes(), resident_bytes(), bytes_under(log), open_descriptors()};
}

} // namespace boxoffice::soak

// Memory, disk and descriptors of the process at one moment.
#pragma once

#include <cstdint>
#include <filesystem>

namespace boxoffice::soak {

inline constexpr double mib = 1024.0 * 1024.0;

struct footprint {
  std::uint64_t allocated = 0; ///< bytes in use on the heap, by jemalloc's count
  std::uint64_t resident = 0;  ///< bytes in RAM, without the shared memory of known_bookings
  std::uint64_t disk = 0;      ///< bytes of the files of the log
  std::uint64_t open_files = 0;
};

[[nodiscard]] footprint measure(const std::filesystem::path& log);

} // namespace boxoffice::soak

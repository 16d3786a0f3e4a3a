// CPU time that the machine's host gave to others: what explains a pause that is nobody's fault.
#pragma once

#include <cstdint>
#include <string_view>

namespace boxoffice::load {

/// Of all CPUs since the machine started, in ticks.
struct cpu_times {
  std::uint64_t all = 0;
  std::uint64_t stolen = 0;
};

/// Of the first line of Linux's /proc/stat (proc(5)); zeros where it is another text.
[[nodiscard]] cpu_times parse_cpu_times(std::string_view line);
/// Now; zeros where the system does not tell.
[[nodiscard]] cpu_times read_cpu_times();
/// The stolen part of the time between two readings, 0 to 1.
[[nodiscard]] double stolen_share(const cpu_times& from, const cpu_times& to);

} // namespace boxoffice::load

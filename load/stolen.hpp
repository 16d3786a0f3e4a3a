// CPU steal time: time that the hypervisor gave to other machines. It can explain a pause.
#pragma once

#include <cstdint>
#include <string_view>

namespace boxoffice::load {

/// Ticks of all CPUs since the machine started.
struct cpu_times {
  std::uint64_t all = 0;
  std::uint64_t stolen = 0;
};

/// Parses the first line of /proc/stat (proc(5)). Returns zeros for any other text.
[[nodiscard]] cpu_times parse_cpu_times(std::string_view line);
/// The current times; zeros if /proc/stat cannot be read.
[[nodiscard]] cpu_times read_cpu_times();
/// The share of steal time between two readings, 0 to 1.
[[nodiscard]] double stolen_share(const cpu_times& from, const cpu_times& to);

} // namespace boxoffice::load

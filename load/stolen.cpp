#include "load/stolen.hpp"

#include <fstream>
#include <sstream>
#include <string>

namespace boxoffice::load {

namespace {

/// user nice system idle iowait irq softirq steal; user includes guest time.
constexpr int counted_fields = 8;
constexpr int stolen_field = 7; ///< counted from 0

} // namespace

cpu_times parse_cpu_times(std::string_view line) {
  std::istringstream in{std::string{line}};
  std::string name;
  if (!(in >> name) || name != "cpu")
    return {};
  cpu_times read;
  for (int kind = 0; kind < counted_fields; ++kind) {
    std::uint64_t ticks = 0;
    if (!(in >> ticks))
      return {};
    read.all += ticks;
    if (kind == stolen_field)
      read.stolen = ticks;
  }
  return read;
}

cpu_times read_cpu_times() {
  std::ifstream file{"/proc/stat"};
  std::string line;
  std::getline(file, line);
  return parse_cpu_times(line);
}

double stolen_share(const cpu_times& from, const cpu_times& to) {
  if (to.all <= from.all || to.stolen <= from.stolen)
    return 0;
  return static_cast<double>(to.stolen - from.stolen) / static_cast<double>(to.all - from.all);
}

} // namespace boxoffice::load

// The program and its process, from /proc.
#include "http/api/services.hpp"
#include "http/metrics/exposition.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <sys/resource.h>
#include <unistd.h>

namespace boxoffice::http {

namespace {

struct process_status {
  double cpu_s = 0;
  double started_s = 0; ///< Unix time
  double resident_bytes = 0;
  double threads = 0;
};

/// When the machine was started, in Unix time.
double boot_time_s() {
  std::ifstream from{"/proc/stat"};
  for (std::string name; from >> name; from.ignore(1 << 20, '\n'))
    if (double seconds = 0; name == "btime" && from >> seconds)
      return seconds;
  return 0;
}

/// The fields of /proc/self/stat behind the name, which may have spaces; proc(5) counts them from 1
/// and the first of these is the third.
process_status read_process_status() {
  std::ifstream from{"/proc/self/stat"};
  std::string text{std::istreambuf_iterator<char>{from}, {}};
  std::istringstream rest{text.substr(text.rfind(')') + 1)};
  std::vector<std::string> field{"", "pid", "comm"};
  for (std::string each; rest >> each;)
    field.push_back(each);
  constexpr std::size_t utime = 14, stime = 15, threads = 20, started = 22, resident = 24;
  if (field.size() <= resident)
    return {};
  auto number = [&](std::size_t place) { return std::stod(field[place]); };
  auto ticks_a_second = sample(::sysconf(_SC_CLK_TCK));
  return {(number(utime) + number(stime)) / ticks_a_second,
          boot_time_s() + number(started) / ticks_a_second,
          number(resident) * sample(::sysconf(_SC_PAGESIZE)), number(threads)};
}

double open_descriptors() {
  std::error_code unknown; // Then there are none to count.
  std::filesystem::directory_iterator all{"/proc/self/fd", unknown};
  return sample(std::distance(begin(all), end(all)));
}

double most_descriptors() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? sample(limit.rlim_cur) : 0;
}

} // namespace

void add_process_families(metric_families& to, const metrics_sources& from) {
  const auto& shared = from.shared;
  gauge_family("boxoffice_build_info", "The running version; the value is 1.")
      .add({{"version", shared.state.options.metrics.version}}, 1)
      .to(to);
  gauge_family("boxoffice_ready", "1 if the node takes requests, as in /readyz.")
      .add({}, shared.why_not_ready().empty() ? 1 : 0)
      .to(to);
  auto status = read_process_status();
  counter_family("boxoffice_process_cpu_seconds_total", "CPU time of the process.")
      .add({}, status.cpu_s)
      .to(to);
  gauge_family("boxoffice_process_resident_memory_bytes", "Resident memory of the process.")
      .add({}, status.resident_bytes)
      .to(to);
  gauge_family("boxoffice_process_start_time_seconds", "Start of the process, in Unix time.")
      .add({}, status.started_s)
      .to(to);
  gauge_family("boxoffice_process_threads", "Threads of the process.")
      .add({}, status.threads)
      .to(to);
  gauge_family("boxoffice_process_open_fds", "Open file descriptors.")
      .add({}, open_descriptors())
      .to(to);
  gauge_family("boxoffice_process_max_fds", "Most file descriptors that may be open.")
      .add({}, most_descriptors())
      .to(to);
}

} // namespace boxoffice::http

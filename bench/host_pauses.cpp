// What the host takes from a virtual machine while a command runs, also where /proc/stat reports no
// steal time: moments in which no core runs a thread of the highest priority. A quota of CPU time
// that ends before its period does it, as does a busy host. Usage: boxoffice_bench_host COMMAND…
// Its exit status is that of the command. Without the right to real-time priorities (CAP_SYS_NICE)
// the command runs unwatched.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>

namespace {

using namespace std::chrono_literals;
using watch_clock = std::chrono::steady_clock; // CLOCK_MONOTONIC
using milliseconds = std::chrono::duration<double, std::milli>;

constexpr auto between_looks = 2ms;
/// A wake-up that is later than this is a pause: neither an interrupt nor the kernel takes so long.
constexpr auto shortest_pause = 1ms;

/// In which a core was paused.
struct span {
  watch_clock::time_point begin;
  watch_clock::time_point end;
};

std::vector<int> usable_cores() {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  ::sched_getaffinity(0, sizeof usable, &usable);
  std::vector<int> cores;
  for (int core = 0; core < CPU_SETSIZE; ++core)
    if (CPU_ISSET(core, &usable))
      cores.push_back(core);
  return cores;
}

/// Error number, 0: none.
int raise_to_highest_priority() {
  sched_param highest{};
  highest.sched_priority = ::sched_get_priority_max(SCHED_FIFO);
  return ::pthread_setschedparam(::pthread_self(), SCHED_FIFO, &highest);
}

void sleep_until(watch_clock::time_point due) {
  auto since_boot = due.time_since_epoch();
  auto seconds = std::chrono::floor<std::chrono::seconds>(since_boot);
  timespec at{seconds.count(), std::chrono::nanoseconds{since_boot - seconds}.count()};
  ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr);
}

/// The pauses of one core until it is stopped, in order.
std::vector<span> watch(int core, const std::stop_token& until) {
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(core, &only);
  ::pthread_setaffinity_np(::pthread_self(), sizeof only, &only);
  raise_to_highest_priority();
  std::vector<span> seen;
  auto due = watch_clock::now();
  while (!until.stop_requested()) {
    due += between_looks;
    sleep_until(due);
    auto woke = watch_clock::now();
    if (woke - due > shortest_pause) {
      seen.push_back({due, woke});
      due = woke;
    }
  }
  return seen;
}

/// When both were paused.
std::vector<span> common(const std::vector<span>& some, const std::vector<span>& others) {
  std::vector<span> both;
  for (auto one = some.begin(), other = others.begin();
       one != some.end() && other != others.end();) {
    auto begin = std::max(one->begin, other->begin);
    auto end = std::min(one->end, other->end);
    if (begin < end)
      both.push_back({begin, end});
    if (one->end < other->end)
      ++one;
    else
      ++other;
  }
  return both;
}

void report(const std::vector<span>& pauses, watch_clock::time_point began,
            watch_clock::time_point ended) {
  milliseconds all{};
  milliseconds longest{};
  auto minutes = static_cast<std::size_t>((ended - began) / 1min) + 1;
  std::vector<milliseconds> by_minute(minutes);
  for (const auto& each : pauses) {
    milliseconds took = each.end - each.begin;
    all += took;
    longest = std::max(longest, took);
    auto minute = static_cast<std::size_t>((each.begin - began) / 1min);
    by_minute[std::min(minute, minutes - 1)] += took;
  }
  fmt::print(stderr,
             "host: no core ran for {:.1f} % of {:.1f} s, in {} pauses, the longest {:.1f} ms\n",
             100 * all / (ended - began), std::chrono::duration<double>(ended - began).count(),
             pauses.size(), longest.count());
  if (minutes == 1)
    return;
  std::vector<std::string> shares;
  for (std::size_t minute = 0; minute < minutes; ++minute) {
    milliseconds length = std::min<watch_clock::duration>(1min, ended - began - minute * 1min);
    shares.push_back(fmt::format("{:.1f}", 100 * by_minute[minute] / length));
  }
  fmt::print(stderr, "host: by minute, %: {}\n", fmt::join(shares, " "));
}

volatile std::sig_atomic_t child = 0;

/// Whoever ends this program means the command, and wants the report. A terminal sends its signals
/// to both.
void pass_on_signals() {
  for (auto each : {SIGTERM, SIGHUP})
    std::signal(each, [](int number) { ::kill(child, number); });
  for (auto each : {SIGINT, SIGQUIT})
    std::signal(each, SIG_IGN);
}

/// Nothing if it cannot be started.
std::optional<int> run(char** command) {
  pid_t started = 0;
  if (auto failed = ::posix_spawnp(&started, command[0], nullptr, nullptr, command, environ)) {
    fmt::print(stderr, "host: cannot start {}: {}\n", command[0], std::strerror(failed));
    return std::nullopt;
  }
  child = started;
  pass_on_signals();
  int status = 0;
  while (::waitpid(started, &status, 0) < 0 && errno == EINTR)
    continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "usage: {} COMMAND…\n", arguments[0]);
    return 2;
  }
  int refused = 0;
  std::thread{[&refused] { refused = raise_to_highest_priority(); }}.join();
  if (refused != 0) {
    fmt::print(stderr, "host: not watched: {}\n", std::strerror(refused));
    return run(arguments + 1).value_or(127);
  }
  const auto cores = usable_cores();
  std::vector<std::vector<span>> seen(cores.size());
  std::vector<std::jthread> watches;
  const auto began = watch_clock::now();
  for (std::size_t each = 0; each < cores.size(); ++each)
    watches.emplace_back(
        [core = cores[each], &of = seen[each]](std::stop_token until) { of = watch(core, until); });
  auto outcome = run(arguments + 1);
  const auto ended = watch_clock::now();
  watches.clear(); // Stops and joins them.
  if (!outcome)
    return 127;
  auto pauses = seen.front();
  for (std::size_t each = 1; each < seen.size(); ++each)
    pauses = common(pauses, seen[each]);
  report(pauses, began, ended);
  return *outcome;
}

#include "actors/environment.hpp"
#include "cli/doctor/checks.hpp"
#include "cli/files/clock_file.hpp"
#include "cli/files/private_directory.hpp"
#include "events/time_text.hpp"
#include "logging/logger.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;
using severity = finding::severity;

constexpr std::uintmax_t bytes_a_mib = 1U << 20U;

/// Writes 4 KiB and syncs them, some times, as an append does. Returns nothing if that fails.
std::vector<std::chrono::microseconds> sync_times(const fs::path& directory) {
  auto name = (directory / "doctor-XXXXXX").string();
  auto file = ::mkstemp(name.data());
  if (file < 0)
    return {};
  ::unlink(name.c_str());
  std::array<char, 4096> block{};
  std::vector<std::chrono::microseconds> times(21);
  for (auto& each : times) {
    auto began = std::chrono::steady_clock::now();
    if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size()) ||
        ::fdatasync(file) != 0) {
      times.clear();
      break;
    }
    each = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 began);
  }
  ::close(file);
  return times;
}

finding owner_finding(const fs::path& data_dir, const struct ::stat& status) {
  constexpr auto of_others = static_cast<unsigned>(S_IRWXG | S_IRWXO);
  if (status.st_uid != ::geteuid() && ::geteuid() != 0)
    return {severity::problem, "data directory", data_dir.string() + " belongs to another user",
            "run this as the user of the server: sudo -u boxoffice boxoffice doctor …"};
  if (auto usable = usable_as_data_directory(data_dir); !usable)
    return {severity::problem, "data directory", usable.error().detail,
            "give the server a directory of its own: storage.data_dir, or --data-dir"};
  if ((status.st_mode & of_others) != 0)
    return {severity::warning, "data directory", data_dir.string() + " is open to other users",
            "the next start closes it; until then others can read mails and secrets"};
  return {severity::ok, "data directory", data_dir.string() + " is private"};
}

} // namespace

findings check_directory(const fs::path& data_dir) {
  struct ::stat status {};
  if (::stat(data_dir.c_str(), &status) != 0)
    return {{severity::warning, "data directory",
             data_dir.string() + ": " + std::generic_category().message(errno),
             "the first start makes it; or name another one with --data-dir"}};
  if (!S_ISDIR(status.st_mode))
    return {{severity::problem, "data directory", data_dir.string() + " is not a directory",
             "name a directory with --data-dir"}};
  findings all{owner_finding(data_dir, status)};
  if (::access(data_dir.c_str(), W_OK | X_OK) != 0)
    all.push_back({severity::problem, "data directory", data_dir.string() + " cannot be written",
                   "mount it read-write, and give it to the user of the server"});
  return all;
}

finding judge_space(std::uintmax_t free, std::uintmax_t capacity) {
  auto text = std::to_string(free / bytes_a_mib) + " MiB of " +
              std::to_string(capacity / bytes_a_mib) + " MiB are free";
  if (free < 64 * bytes_a_mib)
    return {severity::problem, "disk", text,
            "make room: on a full disk the server ends with status 74"};
  if (free < 1024 * bytes_a_mib)
    return {severity::warning, "disk", text, "make room: a million bookings take about 700 MiB"};
  return {severity::ok, "disk", text};
}

finding judge_sync(std::chrono::microseconds median) {
  auto text = "a write of 4 KiB is on the device after " + std::to_string(median.count()) + " µs";
  if (median > std::chrono::milliseconds{20})
    return {severity::warning, "disk", text + " (median)",
            "every booking waits for that; use an SSD, best one with power-loss protection"};
  if (median < std::chrono::microseconds{5})
    return {severity::warning, "disk", text + " (median), which no device can",
            "the directory is in memory, or the system ignores fsync: bookings do not survive a "
            "power cut"};
  return {severity::ok, "disk", text + " (median)"};
}

findings check_disk(const fs::path& data_dir) {
  std::error_code failed;
  auto space = fs::space(data_dir, failed);
  if (failed)
    return {};
  findings all{judge_space(space.available, space.capacity)};
  auto times = sync_times(data_dir);
  if (times.empty()) {
    all.push_back({severity::problem, "disk",
                   "a file in " + data_dir.string() + " could not be written and synced",
                   "see whether the disk is full, read-only or failing"});
    return all;
  }
  auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  all.push_back(judge_sync(*middle));
  return all;
}

findings check_clock(const fs::path& data_dir) {
  findings all;
  timex state{};
  auto synchronized = ::adjtimex(&state) != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
  if (synchronized)
    all.push_back({severity::ok, "clock", "it is synchronized"});
  else
    all.push_back({severity::warning, "clock", "the system does not synchronize it",
                   "run chrony or systemd-timesyncd; payments are due by the clock"});
  const logging::logger silent;
  auto last = read_clock_file(data_dir / clock_file_name, boot_id(), silent).last_event;
  auto now = actors::real_environment().now();
  if (last > now)
    all.push_back(
        {severity::warning, "clock",
         "the log has an event at " + events::to_rfc3339(last) + ", which is in the future",
         "correct the clock; until it has caught up deadlines follow the steady clock "
         "(docs/clock.md)"});
  return all;
}

} // namespace boxoffice::cli

#include "cli/terminal/progress.hpp"

#include <cstdio>

#include <unistd.h>

namespace boxoffice::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto update_interval = 200ms;
constexpr const char* wipe = "\r\x1b[K";

} // namespace

progress::progress(std::string doing)
    : doing_{std::move(doing)}, on_terminal_{::isatty(STDERR_FILENO) == 1} {}

progress::~progress() {
  if (on_terminal_)
    std::fputs(wipe, stderr);
}

void progress::update(std::uint64_t done, std::uint64_t total) {
  auto now = std::chrono::steady_clock::now();
  if (!on_terminal_ || now < next_)
    return;
  next_ = now + update_interval;
  std::fprintf(stderr, "%s%s", wipe, progress_text(doing_, done, total).c_str());
}

std::string progress_text(const std::string& doing, std::uint64_t done, std::uint64_t total) {
  auto text = doing + ": " + grouped(done);
  if (total == 0)
    return text + " events";
  return text + " of " + grouped(total) + " events (" + std::to_string(done * 100 / total) + " %)";
}

std::string grouped(std::uint64_t number) {
  auto text = std::to_string(number);
  for (auto at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

} // namespace boxoffice::cli

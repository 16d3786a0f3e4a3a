#include "cli/reports/verdict.hpp"

#include "cli/terminal/progress.hpp"

#include <algorithm>

namespace boxoffice::cli {

namespace {

constexpr std::size_t most_faults_shown = 20;

std::string count_text(std::uint64_t count, const std::string& of) {
  return grouped(count) + ' ' + of + (count == 1 ? "" : "s");
}

} // namespace

storage::result<verdict> judge(storage::event_log& log, storage::verify_options options,
                               const std::string& doing) {
  progress line{doing};
  options.progress = [&](std::uint64_t done, std::uint64_t total) { line.update(done, total); };
  auto began = std::chrono::steady_clock::now();
  auto report = storage::verify(log, options);
  if (!report)
    return report.error();
  return verdict{std::move(*report), std::chrono::duration_cast<std::chrono::milliseconds>(
                                         std::chrono::steady_clock::now() - began)};
}

std::string size_text(const storage::verify_report& report) {
  return count_text(report.streams, "stream") + ", " + count_text(report.events, "event");
}

std::string accepted_text(const storage::verify_report& report) {
  std::string text;
  for (const auto& each : report.accepted)
    text += "a loss was accepted at " + each + '\n';
  return text;
}

std::string faults_text(const storage::verify_report& report) {
  auto text = report.missing ? "log: " + *report.missing + '\n' : std::string{};
  auto shown = std::min(report.faults.size(), most_faults_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& fault = report.faults[i];
    text += "show " + fault.stream.text + ", seq " + std::to_string(fault.seq) + ": " + fault.what +
            '\n';
  }
  if (auto more = report.faults.size() - shown; more != 0)
    text += "and " + count_text(more, "more damaged stream") + '\n';
  return text;
}

} // namespace boxoffice::cli

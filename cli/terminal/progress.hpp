// The progress line of a long command.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace boxoffice::cli {

/// Prints only if stderr is a terminal. The destructor clears the line. One thread at a time.
class progress {
public:
  /// The line begins with `doing`: `verifying`.
  explicit progress(std::string doing);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// `total` 0: unknown.
  void update(std::uint64_t done, std::uint64_t total);

private:
  std::string doing_;
  bool on_terminal_;
  std::chrono::steady_clock::time_point next_{};
};

/// `verifying: 12,345 of 50,000 events (24 %)`, or `verifying: 12,345 events` without a total.
[[nodiscard]] std::string progress_text(const std::string& doing, std::uint64_t done,
                                        std::uint64_t total);

/// `1234567` as `1,234,567`.
[[nodiscard]] std::string grouped(std::uint64_t number);

} // namespace boxoffice::cli

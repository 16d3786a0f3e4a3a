// How far a long command has come, for somebody who waits at a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace boxoffice::cli {

/// Says nothing where stderr is no terminal. Wiped out at its end. One thread at a time.
class progress {
public:
  /// `doing` begins the line: `verifying`.
  explicit progress(std::string doing);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// `total` 0: nobody knows of how many.
  void told(std::uint64_t done, std::uint64_t total);

private:
  std::string doing_;
  bool watched_;
  std::chrono::steady_clock::time_point next_{};
};

/// `verifying: 12,345 of 50,000 events (24 %)`, the last two parts only where the total is known.
[[nodiscard]] std::string progress_text(const std::string& doing, std::uint64_t done,
                                        std::uint64_t total);

/// `1234567` as `1,234,567`.
[[nodiscard]] std::string grouped(std::uint64_t number);

} // namespace boxoffice::cli

// The wall clock of one server, which a test sets while the server runs.
#pragma once

#include "tests/support/processes/server_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace boxoffice::tests {

class shifted_clock {
public:
  /// `library` is tests/shifted_clock, built.
  explicit shifted_clock(std::filesystem::path library);
  ~shifted_clock();
  shifted_clock(const shifted_clock&) = delete;
  shifted_clock& operator=(const shifted_clock&) = delete;

  /// From its next start on the server has this clock; it must not outlive it.
  void apply_to(server_options& options) const;

  /// What the server's clock is ahead of the machine's, from now on.
  void set(std::chrono::milliseconds ahead) { shift_ms_->store(ahead.count()); }
  [[nodiscard]] std::chrono::milliseconds ahead() const {
    return std::chrono::milliseconds{shift_ms_->load()};
  }

private:
  std::filesystem::path library_;
  temporary_directory directory_;
  std::atomic<std::int64_t>* shift_ms_;
};

} // namespace boxoffice::tests

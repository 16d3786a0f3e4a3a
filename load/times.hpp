// Start, measured time and end of a run, and when requests are due.
#pragma once

#include "load/options.hpp"

namespace boxoffice::load {

/// Requests that begin before `measured` belong to the warm-up; none begins at `end` or later.
struct run_times {
  clock::time_point start;
  clock::time_point measured;
  clock::time_point end;
};

[[nodiscard]] run_times times_of(const options& chosen, clock::time_point start);

/// The requests of one thread in an open loop: every `parts`-th of a schedule at a fixed rate,
/// beginning with the `part`-th. It does not shift if responses are late.
class schedule {
public:
  schedule(std::uint32_t rate, unsigned part, unsigned parts, clock::time_point start)
      : rate_{rate}, part_{part}, parts_{parts}, start_{start} {}

  /// When the next request is due. Its latency counts from then.
  [[nodiscard]] clock::time_point due() const;
  void advance() { ++next_; }

private:
  std::uint32_t rate_; ///< requests a second, of all threads
  unsigned part_;
  unsigned parts_;
  clock::time_point start_;
  std::uint64_t next_ = 0;
};

} // namespace boxoffice::load

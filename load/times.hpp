// When a run begins, is measured and ends, and when its requests are due.
#pragma once

#include "load/options.hpp"

namespace boxoffice::load {

/// Requests that begin before `measured` are the warm-up's; none begins at `end` or later.
struct run_times {
  clock::time_point start;
  clock::time_point measured;
  clock::time_point end;
};

[[nodiscard]] run_times times_of(const options& asked, clock::time_point start);

/// The requests of one thread in an open loop: every `parts`-th of a schedule at a fixed rate,
/// beginning with the `part`-th. It never shifts, however late the answers are.
class schedule {
public:
  schedule(std::uint32_t rate, unsigned part, unsigned parts, clock::time_point start)
      : rate_{rate}, part_{part}, parts_{parts}, start_{start} {}

  /// When the next request is due; that is where its latency begins.
  [[nodiscard]] clock::time_point due() const;
  void go_on() { ++next_; }

private:
  std::uint32_t rate_; ///< a second, of all threads
  unsigned part_;
  unsigned parts_;
  clock::time_point start_;
  std::uint64_t next_ = 0;
};

} // namespace boxoffice::load

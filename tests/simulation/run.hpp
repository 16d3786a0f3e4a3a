// One run of the simulation: a minute or two of trouble, then a calm in which all must come right.
#pragma once

#include "tests/simulation/environment.hpp"

namespace boxoffice::simulation {

struct run_report {
  std::uint64_t seed{};
  std::optional<violation> found;
  tally counted;
  std::deque<std::string> tail; ///< of what happened; empty unless traced
};

/// The same seed and mistakes make the same run.
[[nodiscard]] run_report run(std::uint64_t seed, const planted_bugs& bugs = {},
                             bool traced = false);

/// Seed, violation and the tail of the trace, for people.
[[nodiscard]] std::string to_text(const run_report& report);

} // namespace boxoffice::simulation

// What all parts of a run share.
#pragma once

#include "tests/simulation/model_database.hpp"

namespace boxoffice::simulation {

/// The probabilities of what goes wrong all the time.
struct weather {
  double lost_call = 0, slow_call = 0, late_call = 0;
  double lost_message = 0, twice_sent = 0, slow_message = 0;
  double slow_thread = 0; ///< one that waits for a core with its reply made
  duration patience = 2s; ///< with a call to the database
};

constexpr auto lease = 5'000ms;
constexpr auto tick = 250ms;
/// A call may take effect up to this long after its caller gave it up.
constexpr duration most_late = 6s;

struct environment {
  scheduler time;
  chance luck;
  trace lines;
  referee judge;
  planted_bugs planted;
  weather now;
  model_database database;

  environment(std::uint64_t seed, const planted_bugs& bugs, bool traced)
      : luck{seed}, lines{traced}, judge{lines}, planted{bugs}, database{time, judge, bugs} {}

  template <class Tell>
  void note(Tell tell) {
    lines.note(time.now(), tell);
  }
  void broken(rule which, std::string how) { judge.broken(time.now(), which, std::move(how)); }
};

} // namespace boxoffice::simulation

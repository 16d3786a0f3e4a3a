// Many short lives of a cluster in virtual time, each made by its seed alone. BOXTEST_LONG=1: ten
// thousand; BOXTEST_SEED=n: that one, with the tail of what happened in it.
#include "tests/simulation/run.hpp"
#include "tests/support/processes/binaries.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

namespace boxoffice::simulation {

namespace {

std::string traced(std::uint64_t seed, const planted_bugs& bugs = {}) {
  return to_text(run(seed, bugs, true));
}

} // namespace

TEST_CASE("simulation: whatever happens to nodes that share a database, no reply is wrong") {
  if (const char* chosen = std::getenv("BOXTEST_SEED")) {
    MESSAGE(traced(std::strtoull(chosen, nullptr, 10)));
    return;
  }
  tally all;
  const std::uint64_t seeds = tests::long_form() ? 10'000 : 300;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    auto report = run(seed);
    REQUIRE_MESSAGE(!report.found, traced(seed));
    all.add(report.counted);
  }
  // What happens too seldom is not tested.
  for (auto often :
       {all.writes / 100, all.reads / 100, all.claims / 100, all.transfers / 100, all.returned / 10,
        all.unavailable / 10, all.unknown_outcomes / 10, all.expulsions, all.ended_lives})
    CHECK(often > seeds);
  MESSAGE(seeds << " seeds: " << all.writes << " writes, " << all.reads << " reads, "
                << all.unavailable << " unavailable, " << all.returned << " returned, "
                << all.claims << " claims, " << all.transfers << " transfers, " << all.expulsions
                << " expulsions, " << all.ended_lives << " ended lives, " << all.unknown_outcomes
                << " unknown outcomes");
}

TEST_CASE("simulation: a seed makes the same run again, and the same with a trace") {
  for (std::uint64_t seed : {1U, 2U, 3U}) {
    auto first = traced(seed);
    CHECK(first == traced(seed));
    CHECK(run(seed).counted.reads == run(seed, {}, true).counted.reads);
  }
}

} // namespace boxoffice::simulation

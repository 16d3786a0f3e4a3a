// That the simulation finds what it is there for: each rule of the protocol is undone in turn.
#include "tests/simulation/run.hpp"
#include "tests/support/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::simulation {

namespace {

constexpr std::uint64_t most_seeds = 3'000;

struct mistake {
  std::string name;
  bool planted_bugs::*which;
};

/// The first seed that shows it; 0 where none does. Says what was seen.
std::uint64_t seeds_until_found(const mistake& made, bool by_answers, std::string& how) {
  planted_bugs bugs;
  bugs.judged_by_answers = by_answers;
  bugs.*made.which = true;
  for (std::uint64_t seed = 1; seed <= most_seeds; ++seed)
    if (auto report = run(seed, bugs); report.found) {
      how = to_text(report.found->broken) + ": " + report.found->how;
      return seed;
    }
  return 0;
}

} // namespace

TEST_CASE("planted bugs: each rule of the protocol that is undone is found out") {
  for (const auto& each :
       {mistake{"the database takes appends under any epoch", &planted_bugs::no_epoch_check},
        mistake{"the lease counts from the answer", &planted_bugs::lease_from_answer},
        mistake{"the lease counts by the wall clock", &planted_bugs::lease_by_wall_clock},
        mistake{"the database's clock alone expels", &planted_bugs::expels_by_database},
        mistake{"hand-over without draining", &planted_bugs::gives_undrained},
        mistake{"answers after giving", &planted_bugs::serves_what_it_gives},
        mistake{"memory of a life that is over", &planted_bugs::keeps_memory},
        mistake{"an old answer under a new lease", &planted_bugs::answers_across_lives},
        mistake{"joining twice as the same", &planted_bugs::joins_twice},
        mistake{"a late hand-over gives again", &planted_bugs::gifts_without_epochs}}) {
    std::string how, told;
    auto seed = seeds_until_found(each, false, how);
    CHECK_MESSAGE(seed != 0, each.name);
    MESSAGE(each.name << ": seed " << seed << ", " << how);
    if (!tests::long_form())
      continue;
    auto second = seeds_until_found(each, true, told);
    MESSAGE("by answers alone: seed " << second << ", " << told);
  }
}

} // namespace boxoffice::simulation

// That the simulation finds what it is there for: each rule of the protocol is undone in turn.
// BOXTEST_LONG=1: those that take many seeds as well.
#include "tests/simulation/run.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::simulation {

namespace {

constexpr std::uint64_t few = 300;
constexpr std::uint64_t many = 3'000; ///< for the long form

struct mistake {
  std::string name;
  bool planted_bugs::*which;
  std::uint64_t seeds;      ///< enough to find it
  std::uint64_t until_told; ///< enough for somebody to be told something wrong; 0 where none is
};

const std::vector<mistake> mistakes{
    {"the database takes appends under any epoch", &planted_bugs::no_epoch_check, few, few},
    {"the lease counts from the answer", &planted_bugs::lease_from_answer, few, many},
    {"the lease counts by the wall clock", &planted_bugs::lease_by_wall_clock, few, many},
    {"the database's clock alone expels", &planted_bugs::expels_by_database, few, many},
    {"hand-over without draining", &planted_bugs::gives_undrained, few, 0},
    {"answers after giving", &planted_bugs::serves_what_it_gives, few, many},
    {"memory of a life that is over", &planted_bugs::keeps_memory, few, few},
    {"a late hand-over gives again", &planted_bugs::gifts_without_epochs, few, 0},
    {"joining twice as the same", &planted_bugs::joins_twice, many, 0},
    {"an old answer under a new lease", &planted_bugs::answers_across_lives, many, many},
};

/// The first seed that shows it, and says how; none within `most` fails the test.
void must_be_found(const mistake& made, bool by_answers, std::uint64_t most) {
  planted_bugs bugs;
  bugs.*made.which = true;
  bugs.judged_by_answers = by_answers;
  for (std::uint64_t seed = 1; seed <= most; ++seed)
    if (auto report = run(seed, bugs); report.found) {
      MESSAGE(made.name << std::string{by_answers ? ", by answers" : ""} << ": seed " << seed
                        << ", " << to_text(report.found->broken) << ": " << report.found->how);
      return;
    }
  FAIL_CHECK(made.name << " was not found in " << most << " seeds");
}

} // namespace

TEST_CASE("planted bugs: each rule of the protocol that is undone is found out") {
  for (const auto& each : mistakes)
    if (each.seeds == few || tests::long_form())
      must_be_found(each, false, each.seeds);
}

// Without the rule that no tenancy is lost under its lease. A hand-over without draining tells
// nobody anything wrong, for the epochs keep the appends out; and the rarest want more seeds.
TEST_CASE("planted bugs: clients are told something wrong") {
  for (const auto& each : mistakes)
    if (each.until_told == few || (each.until_told != 0 && tests::long_form()))
      must_be_found(each, true, each.until_told);
}

} // namespace boxoffice::simulation

// The simulation finds what it is made for: each rule of the protocol is undone in turn.
// BOXTEST_LONG=1: also the replies that take many seeds.
#include "tests/simulation/run.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::simulation {

namespace {

constexpr std::uint64_t few = 300;
constexpr std::uint64_t many = 3'000; ///< for the long form

struct mistake {
  std::string name;
  void (*plant)(planted_bugs&);
  std::uint64_t until_replied; ///< enough for a client to get a wrong reply; 0 if none does
};

const std::vector<mistake> mistakes{
    {"the lease counts from the response",
     [](planted_bugs& on) { on.membership.lease_counts_from_request = false; }, many},
    {"the lease counts by the wall clock", [](planted_bugs& on) { on.lease_by_wall_clock = true; },
     few},
    {"the database's clock alone expels",
     [](planted_bugs& on) { on.membership.watches_before_expelling = false; }, few},
    {"a renewal does not restart the watch",
     [](planted_bugs& on) { on.membership.renewal_restarts_watch = false; }, few},
    {"hand-over without draining",
     [](planted_bugs& on) { on.membership.hands_over_when_drained = false; }, 0},
    {"joining again as the same incarnation",
     [](planted_bugs& on) { on.membership.asks_to_join_once = false; }, 0},
    {"joining anew before the former life has ended",
     [](planted_bugs& on) { on.membership.joins_when_dropped = false; }, 0},
    {"shows that could not be listed stay away",
     [](planted_bugs& on) { on.membership.lists_again = false; }, few},
    {"replies after the release", [](planted_bugs& on) { on.gate.closes_before_release = false; },
     few},
    {"memory of a former life", [](planted_bugs& on) { on.gate.ends_dropped_shows = false; }, few},
    {"the database takes appends under any epoch",
     [](planted_bugs& on) { on.no_epoch_check = true; }, few},
    {"a late hand-over moves shards again", [](planted_bugs& on) { on.transfers_any_epoch = true; },
     0},
};

/// The first seed that shows it; none within `most` fails the test.
void must_be_found(const mistake& made, bool by_replies, std::uint64_t most) {
  planted_bugs bugs;
  made.plant(bugs);
  bugs.judged_by_replies = by_replies;
  for (std::uint64_t seed = 1; seed <= most; ++seed)
    if (auto report = run(seed, bugs); report.found) {
      MESSAGE(made.name << std::string{by_replies ? ", by replies" : ""} << ": seed " << seed
                        << ", " << to_text(report.found->broken) << ": " << report.found->how);
      return;
    }
  FAIL_CHECK(made.name << " was not found in " << most << " seeds");
}

} // namespace

TEST_CASE("planted bugs: each rule of the protocol that is undone is found out") {
  for (const auto& each : mistakes)
    must_be_found(each, false, few);
}

// Without the rule that no node loses its shards while its lease holds. Three mistakes make no
// reply wrong, because other rules stand in their way: the epochs keep out the appends of an
// undrained or late hand-over and of a former life, and a row that a node takes for its own is soon
// lost.
TEST_CASE("planted bugs: clients get wrong replies") {
  for (const auto& each : mistakes)
    if (each.until_replied == few || (each.until_replied != 0 && tests::long_form()))
      must_be_found(each, true, each.until_replied);
}

} // namespace boxoffice::simulation

#include "events/state/draw.hpp"
#include "tests/events/audit/audit_scenario.hpp"

#include <algorithm>

namespace boxoffice::events::tests {

namespace {

/// Round 1 at 1000. 2 has two seats and beats 3 and 4, which have one each; 5 and 6 share B3, and
/// which of them wins is drawn; 7 stands alone.
struct round_scenario {
  numbers order{3, 4, 5, 6, 7}; ///< of one seat, as they drew
  booking_number winner{}, loser{};
  log good;

  round_scenario() {
    std::sort(order.begin(), order.end(),
              [](auto a, auto b) { return lot_of(seed, a) < lot_of(seed, b); });
    winner = std::find(order.begin(), order.end(), 5U) < std::find(order.begin(), order.end(), 6U)
                 ? 5
                 : 6;
    loser = 11 - winner;
    std::vector<moment> moments{opened(),
                                at(0, requested(2, {"B1", "B2"})),
                                requested(3, {"B1"}),
                                requested(4, {"B2"}),
                                requested(5, {"B3"}),
                                requested(6, {"B3"}),
                                requested(7, {"B4"}),
                                at(1'000, confirmed(2, pay_by, review_rule::most_seats, {3, 4}))};
    for (auto number : order)
      moments.emplace_back(decision_on(number));
    good = log_of(moments);
  }
  [[nodiscard]] event decision_on(booking_number number) const {
    if (number == 3 || number == 4)
      return rejected(number, review_rule::fewer_seats, {2}, {number == 3 ? "B1" : "B2"});
    if (number == 7)
      return confirmed(7);
    if (number == winner)
      return confirmed(winner, pay_by, review_rule::won_draw, {loser});
    return rejected(loser, review_rule::lost_draw, {winner}, {"B3"});
  }
  [[nodiscard]] std::uint64_t seq_of(booking_number number) const {
    return 9 + static_cast<std::uint64_t>(std::find(order.begin(), order.end(), number) -
                                          order.begin());
  }
  template <class Fact, class Change>
  [[nodiscard]] std::string bent(std::uint64_t seq, Change&& change) const {
    auto fact = std::get<Fact>(good[seq - 1].event);
    change(fact);
    return verdict(changed(good, seq, fact));
  }
};

std::string at_seq(std::uint64_t seq, const std::string& text) {
  return std::to_string(seq) + ": " + text;
}

log reseeded(log stream, const bytes16& with) {
  for (auto& each : stream)
    std::visit(
        [&](auto& fact) {
          if constexpr (requires { fact.drawn; })
            fact.drawn.seed = with;
        },
        each.event);
  return stream;
}

/// 2 ran out before the round of 40000, 3 too; 4 came in time.
log timeouts() {
  return recorded_as(opened(), at(0, requested(2, {"B1"})), at(500, requested(3, {"B1"})),
                     at(10'001, requested(4, {"B2"})), at(40'000, unreviewed(2, 1)),
                     unreviewed(3, 1), confirmed(4, 160'000));
}

} // namespace

TEST_CASE("audit: a round is numbered after the last one") {
  round_scenario scenario;
  REQUIRE(verdict(scenario.good) == "");
  auto renumbered = [](auto& fact) { fact.drawn.round = 2; };
  CHECK(scenario.bent<booking_confirmed>(8, renumbered) == "8: round 2 comes after round 0");
  auto seven = scenario.seq_of(7);
  CHECK(scenario.bent<booking_confirmed>(seven, renumbered) ==
        at_seq(seven, "round 2 comes in the middle of round 1"));
}

TEST_CASE("audit: a round decides all bookings under review, at once, and nothing else") {
  round_scenario scenario;
  auto last = std::to_string(scenario.order.back());
  auto missing = "round 1 has yet to deal with booking " + last + ", at the same time";
  auto cut = without(scenario.good, 13);
  CHECK(verdict(cut) == "end: " + missing);
  CHECK(verdict(inserted(scenario.good, 13, sales_paused{})) ==
        "13: SalesPaused cannot come here: " + missing);
  CHECK(verdict(inserted(scenario.good, 13, rules_changed{{1, 2, 3, 4, 5}})) ==
        "13: RulesChanged cannot come here: " + missing);
  auto is_decision = verdict(moved(scenario.good, 13, 1'001));
  CHECK(is_decision.substr(is_decision.find(" cannot")) == " cannot come here: " + missing);
  CHECK(verdict(inserted(scenario.good, 14, unpaid(2))) ==
        "14: booking 2 expires by payment_timeout 120000 ms too early");
  CHECK(
      verdict(inserted(scenario.good, 14, confirmed(7, pay_by, review_rule::uncontested, {}, 2))) ==
      "14: round 2 decides booking 7, but it is confirmed");
  CHECK(verdict(changed(scenario.good, 10, scenario.decision_on(scenario.order[0]))) ==
        at_seq(10, "round 1 decides booking " + std::to_string(scenario.order[0]) + ", but it is " +
                       (std::holds_alternative<booking_confirmed>(scenario.good[8].event)
                            ? "confirmed"
                            : "rejected")));
  CHECK(verdict(changed(scenario.good, 8, confirmed(99))) == "8: there is no booking 99");
}

TEST_CASE("audit: the largest bookings are decided first, equal ones in the order of their lots") {
  auto alone = recorded_as(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B3"}),
                           at(1'000, confirmed(2)), confirmed(3));
  CHECK(verdict(alone) == "");
  CHECK(verdict(swapped(alone, 4)) ==
        "5: booking 2 has more seats than booking 3 and should have been decided before it");
  auto equals = recorded_as(opened(), at(0, requested(2, {"B1"})), requested(3, {"B3"}),
                            at(1'000, confirmed(2)), confirmed(3));
  auto in_order = lot_of(seed, 2) < lot_of(seed, 3);
  auto good = in_order ? equals : swapped(equals, 4);
  auto bad = in_order ? swapped(equals, 4) : equals;
  CHECK(verdict(good) == "");
  CHECK(verdict(bad) == (in_order ? "5: booking 2 drew before booking 3 and should have been "
                                    "decided before it"
                                  : "5: booking 3 drew before booking 2 and should have been "
                                    "decided before it"));
}

TEST_CASE("audit: all decisions of a round carry one seed, and it gives their order") {
  round_scenario scenario;
  auto seven = scenario.seq_of(7);
  CHECK(scenario.bent<booking_confirmed>(seven, [](auto& fact) { fact.drawn.seed = {1}; }) ==
        at_seq(seven, "the seed of booking 7 is not the one that round 1 began with"));
  bytes16 other{};
  while (std::is_sorted(scenario.order.begin(), scenario.order.end(), [&](auto one, auto next) {
    return lot_of(other, one) < lot_of(other, next);
  }))
    ++other[0];
  CHECK(verdict(reseeded(scenario.good, other)).find(" and should have been decided before it") !=
        std::string::npos);
}

TEST_CASE("audit: a booking is rejected if it lost a seat, and only then") {
  round_scenario scenario;
  auto winner = std::to_string(scenario.winner);
  auto loser = std::to_string(scenario.loser);
  auto seq = scenario.seq_of(scenario.loser);
  CHECK(verdict(changed(scenario.good, seq, confirmed(scenario.loser))) ==
        at_seq(seq, "booking " + loser + " gets seat B3, but booking " + winner + " holds it"));
  seq = scenario.seq_of(7);
  CHECK(verdict(changed(scenario.good, seq, rejected(7, review_rule::lost_draw, {2}, {"B4"}))) ==
        at_seq(seq, "booking 7 is rejected, but all its seats are free"));
  seq = scenario.seq_of(scenario.winner);
  CHECK(verdict(changed(scenario.good, seq,
                        rejected(scenario.winner, review_rule::lost_draw, {2}, {}))) ==
        at_seq(seq, "booking " + winner + " is rejected, but all its seats are free"));
}

TEST_CASE("audit: a winner names its rivals, its rule and its payBy") {
  round_scenario scenario;
  CHECK(scenario.bent<booking_confirmed>(8, [](auto& fact) { fact.rivals = {3}; }) ==
        "8: the rivals of booking 2 are recorded as 3, but those that lose a seat to it are 3, 4");
  CHECK(
      scenario.bent<booking_confirmed>(8,
                                       [](auto& fact) {
                                         fact.rivals = {4, 3};
                                       }) ==
      "8: the rivals of booking 2 are recorded as 4, 3, but those that lose a seat to it are 3, 4");
  CHECK(scenario.bent<booking_confirmed>(8, [](auto& fact) {
    fact.rule = review_rule::won_draw;
  }) == "8: booking 2 is confirmed by won_draw, but the rule is most_seats");
  auto seven = scenario.seq_of(7);
  CHECK(scenario.bent<booking_confirmed>(seven, [](auto& fact) {
    fact.rule = review_rule::most_seats;
  }) == at_seq(seven, "booking 7 is confirmed by most_seats, but the rule is uncontested"));
  auto winner = scenario.seq_of(scenario.winner);
  CHECK(scenario.bent<booking_confirmed>(winner,
                                         [](auto& fact) { fact.rule = review_rule::most_seats; }) ==
        at_seq(winner, "booking " + std::to_string(scenario.winner) +
                           " is confirmed by most_seats, but the rule is won_draw"));
  CHECK(scenario.bent<booking_confirmed>(8, [](auto& fact) { fact.pay_by += 1; }) ==
        "8: the payBy of booking 2 is 2027-01-15T08:02:01.001Z, but it should be "
        "2027-01-15T08:02:01.000Z");
}

TEST_CASE("audit: a loser names the winners, the seats lost and the rule") {
  auto good = recorded_as(opened(), at(0, requested(2, {"B1", "B2", "B3"})),
                          requested(3, {"A1", "A2"}), requested(4, {"B3", "A2", "B1", "A3"}),
                          at(1'000, confirmed(4, pay_by, review_rule::most_seats, {2, 3})),
                          rejected(2, review_rule::fewer_seats, {4}, {"B1", "B3"}),
                          rejected(3, review_rule::fewer_seats, {4}, {"A2"}));
  REQUIRE(verdict(good) == "");
  auto second = [&](review_rule rule, const numbers& lost_to, const names& seats) {
    return verdict(changed(good, 6, rejected(2, rule, lost_to, seats)));
  };
  constexpr auto fewer = review_rule::fewer_seats;
  CHECK(second(review_rule::lost_draw, {4}, {"B1", "B3"}) ==
        "6: booking 2 is rejected by lost_draw, but the rule is fewer_seats");
  CHECK(second(fewer, {3}, {"B1", "B3"}) ==
        "6: booking 2 is recorded to have lost to 3, but it lost to 4");
  CHECK(second(fewer, {}, {"B1", "B3"}) ==
        "6: booking 2 is recorded to have lost to none, but it lost to 4");
  CHECK(second(fewer, {4}, {"B3", "B1"}) == "6: booking 2 lost seat B1 to booking 4, but its "
                                            "seatsLost do not say so at that place");
  CHECK(second(fewer, {4}, {"B1"}) == "6: booking 2 lost seat B3 to booking 4, but its seatsLost "
                                      "do not say so at that place");
  CHECK(second(fewer, {4}, {"B1", "B3", "B2"}) ==
        "6: booking 2 is recorded to have lost seat B2, but it did not");
}

TEST_CASE("audit: a loser to an equal and to a larger booking had fewer seats") {
  auto good = recorded_as(opened(), at(0, requested(2, {"A1", "A2", "A3"})),
                          requested(3, {"B1", "B2"}), requested(4, {"A1", "B1"}));
  good = inserted(good, 5, confirmed(2, 120'000, review_rule::most_seats, {4}));
  good = inserted(good, 6, confirmed(3, 120'000, review_rule::won_draw, {4}));
  good = inserted(good, 7, rejected(4, review_rule::fewer_seats, {2, 3}, {"A1", "B1"}));
  bytes16 three_first{};
  while (lot_of(three_first, 4) < lot_of(three_first, 3))
    ++three_first[0];
  good = reseeded(good, three_first);
  CHECK(verdict(good) == "");
  auto lost_by_draw = std::get<booking_rejected>(good[6].event);
  lost_by_draw.rule = review_rule::lost_draw;
  CHECK(verdict(changed(good, 7, lost_by_draw)) ==
        "7: booking 4 is rejected by lost_draw, but the rule is fewer_seats");
}

TEST_CASE("audit: a round first expires bookings that ran out, by number") {
  auto good = timeouts();
  REQUIRE(verdict(good) == "");
  CHECK(verdict(without(good, 5)) ==
        "5: booking 2 ran out and should have been expired first by round 1");
  CHECK(verdict(without(good, 6)) ==
        "6: booking 3 ran out and should have been expired first by round 1");
  CHECK(verdict(swapped(good, 5)) == verdict(without(good, 5)));
  CHECK(verdict(changed(good, 6, confirmed(3, 160'000))) ==
        "6: round 1 decides booking 3, which ran out");
  CHECK(verdict(changed(good, 5, unreviewed(2, 2))) == "5: round 2 comes after round 0");
  CHECK(verdict(changed(good, 6, unreviewed(3, 2))) == "6: round 2 comes in the middle of round 1");
  CHECK(verdict(changed(good, 6, unreviewed(3))) ==
        "6: BookingExpired cannot come here: round 1 has yet to deal with booking 3, at the same "
        "time");
  CHECK(verdict(without(good, 7)) ==
        "end: round 1 has yet to deal with booking 4, at the same time");
  auto only = without(good, 4);
  only.resize(5);
  CHECK(verdict(only) == "");
}

} // namespace boxoffice::events::tests

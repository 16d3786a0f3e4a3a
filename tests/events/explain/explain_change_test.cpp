#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

namespace {

/// Booking 2 is paid, moved, gives a seat back and loses its payment.
std::vector<moment> story() {
  auto move = moved_to(2, {"A1", "B1"}, {"B2", "A2"});
  move.by = "token:anna";
  return {opened(),
          at(0, requested(2, {"A1", "B1"})),
          at(1'000, confirmed(2)),
          at(2'000, bought(2, "p1", 35'000)),
          at(3'000, move),
          at(4'000, returned(2, {"B2"}, 20'000)),
          due(2, "p1", 20'000, refund_reason::seats_returned),
          at(6'000, reversed(2, "p1", 5'000)),
          at(7'000, reversed(2, "p1", 10'000)),
          cancelled(2, canceller::payment_reversed)};
}

bool tells(const std::string& explanation, const std::string& part) {
  return explanation.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("explain: a move names both lists of seats, who moved them, and that the price stayed") {
  auto text = explanation_of(story(), 2);
  CHECK(tells(text, "the operator of the box office (by token:anna) moved booking 2 from seats A1 "
                    "and B1 to seats B2 and A2. What it costs stayed "));
}

TEST_CASE("explain: returned seats are named with what they had cost, and what is due back") {
  auto text = explanation_of(story(), 2);
  CHECK(tells(text, "the operator of the box office put seat B2 of booking 2 on sale again. It had "
                    "cost "));
  CHECK(tells(text, "because some of its seats had been returned."));
}

TEST_CASE("explain: money that the provider took back, in part and then all of it") {
  auto text = explanation_of(story(), 2);
  CHECK(tells(text, "the payment provider reported that it had taken back "));
  CHECK(tells(text, "although nothing was due back. The booking stayed as it was, with "));
  CHECK(tells(text,
              "booking 2 was cancelled, because nothing was left of its payment, after it had "
              "been paid."));
}

} // namespace boxoffice::events::tests

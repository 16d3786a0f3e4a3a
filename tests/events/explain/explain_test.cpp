#include "events/explain/money_text.hpp"
#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

namespace {

/// Booking 2 of B1 and B2, confirmed alone, and what came then.
template <class... Moments>
std::string story_of_confirmed(Moments&&... then) {
  return explanation_of({opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                         moment{std::forward<Moments>(then)}...},
                        2);
}

const std::string asked_and_confirmed = text(R"(
Booking 2 asked for 2 seats, B1 and B2, of "Metropolis" (show metropolis, Hall 1,
starting at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.000Z, for 300.00 INR.

In review round 1, at 2027-01-15T08:00:01.000Z, booking 2 met nobody who stood in
its way. It was confirmed and had to be paid before 2027-01-15T08:02:01.000Z.
)");

const std::string paid_text = text(R"(
Payment pay-1 of 300.00 INR, made at 2027-01-15T08:01:00.000Z, arrived in time at
2027-01-15T08:01:01.000Z, so booking 2 was paid and seats B1 and B2 were sold to it.
)");

} // namespace

TEST_CASE("explain: of seats that the show chose it says so") {
  auto chosen = requested(2, {"B1", "B2"});
  chosen.best_available = true;
  CHECK(paragraph(1, explanation_of({opened(), at(0, chosen)}, 2)) == text(R"(
Booking 2 asked for 2 seats, for which the show chose B1 and B2, of "Metropolis" (show metropolis,
Hall 1, starting at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.000Z, for 300.00 INR.
)"));
}

TEST_CASE("explain: a booking under review says so") {
  CHECK(explanation_of({opened(), at(5, requested(2, {"A1"}))}, 2) == text(R"(
Booking 2 asked for 1 seat, A1, of "Metropolis" (show metropolis, Hall 1, starting
at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.005Z, for 200.00 INR.

After the last event of the show so far, number 2 at 2027-01-15T08:00:00.005Z,
booking 2 is in review: nothing has been decided yet.
)"));
}

TEST_CASE("explain: a booking alone on its seats had no rival and waits for its money") {
  CHECK(story_of_confirmed() == asked_and_confirmed + text(R"(
After the last event of the show so far, number 3 at 2027-01-15T08:00:01.000Z,
booking 2 is confirmed and not yet paid, and keeps seats B1 and B2 until
2027-01-15T08:02:01.000Z.
)"));
}

TEST_CASE("explain: a payment that failed and one that came in time") {
  CHECK(story_of_confirmed(at(30'000, failed(2, "pay-1", 30'000)),
                           at(61'000, bought(2, "pay-2", 30'000))) == asked_and_confirmed + text(R"(
At 2027-01-15T08:00:30.000Z the payment provider reported that payment pay-1 of
300.00 INR had failed. Another payment could still be made before
2027-01-15T08:02:01.000Z.

Payment pay-2 of 300.00 INR, made at 2027-01-15T08:01:00.000Z, arrived in time at
2027-01-15T08:01:01.000Z, so booking 2 was paid and seats B1 and B2 were sold to it.

After the last event of the show so far, number 5 at 2027-01-15T08:01:01.000Z,
booking 2 is paid and has seats B1 and B2.
)"));
}

TEST_CASE("explain: when the time to pay is over, a failed payment is not to be tried again") {
  CHECK(paragraph(3, story_of_confirmed(at(pay_by, failed(2, "pay-1", 30'000)))) == text(R"(
At 2027-01-15T08:02:01.000Z the payment provider reported that payment pay-1 of
300.00 INR had failed.
)"));
}

TEST_CASE("explain: a booking that was not paid, and then was after all") {
  auto expired = asked_and_confirmed + text(R"(
Until 2027-01-15T08:02:01.000Z booking 2 was not paid, so it expired and its seats
became free. This was recorded at 2027-01-15T08:02:01.004Z.
)");
  SUBCASE("not paid") {
    CHECK(story_of_confirmed(at(pay_by + 4, unpaid(2))) == expired + text(R"(
After the last event of the show so far, number 4 at 2027-01-15T08:02:01.004Z,
booking 2 is expired and has no seats.
)"));
  }
  SUBCASE("paid in time by the provider's clock, delivered late") {
    auto late = bought(2, "pay-1", 30'000, before_pay_by, paid_how::late_delivery);
    CHECK(story_of_confirmed(at(pay_by + 4, unpaid(2)), at(300'000, late)) == expired + text(R"(
Payment pay-1 of 300.00 INR arrived at 2027-01-15T08:05:00.000Z, when the time to
pay was over. But it had been made at 2027-01-15T08:01:00.000Z, in time, and all the
seats were still free, so booking 2 was paid after all and seats B1 and B2 were sold
to it.

After the last event of the show so far, number 5 at 2027-01-15T08:05:00.000Z,
booking 2 is paid and has seats B1 and B2.
)"));
  }
  SUBCASE("paid too late") {
    auto too_late = due(2, "pay-1", 30'000, refund_reason::too_late, pay_by + 1);
    CHECK(story_of_confirmed(at(pay_by + 4, unpaid(2)), at(300'000, too_late),
                             at(400'000, refunded(2, "pay-1", 30'000))) == expired + text(R"(
Payment pay-1 of 300.00 INR, made at 2027-01-15T08:02:01.001Z, arrived at
2027-01-15T08:05:00.000Z. It bought nothing and became due back, because it was made
after 2027-01-15T08:02:01.000Z, when the time to pay was over.

At 2027-01-15T08:06:40.000Z the payment provider reported that the 300.00 INR of
payment pay-1 had been paid back.

After the last event of the show so far, number 6 at 2027-01-15T08:06:40.000Z,
booking 2 is expired and has no seats; all that was due back has been paid back.
)"));
  }
}

TEST_CASE("explain: a booking that no review decided on") {
  SUBCASE("found by a round") {
    CHECK(explanation_of({opened(), at(0, requested(2, {"A1"})), at(30'500, unreviewed(2, 1))},
                         2) == text(R"(
Booking 2 asked for 1 seat, A1, of "Metropolis" (show metropolis, Hall 1, starting
at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.000Z, for 200.00 INR.

No review decided on booking 2 within the 30 s for which a request keeps its seats, so
it expired. This was recorded at 2027-01-15T08:00:30.500Z, in review round 1.

After the last event of the show so far, number 3 at 2027-01-15T08:00:30.500Z,
booking 2 is expired and has no seats.
)"));
  }
  SUBCASE("found by another request, under another rule") {
    auto hold = rules{1'000, 1'000, 2'500, 120'000, 10};
    auto explanation = explanation_of(
        {opened(hall(), hold), at(0, requested(2, {"A1"})), at(30'500, unreviewed(2))}, 2);
    CHECK(explanation.find(
              "\nNo review decided on booking 2 within the 2500 ms for which a request keeps "
              "its seats, so it expired. This was recorded at 2027-01-15T08:00:30.500Z.\n") !=
          std::string::npos);
  }
}

TEST_CASE("explain: who cancelled, and in which state the booking was") {
  SUBCASE("the customer, in review") {
    std::vector<moment> facts{opened(), at(0, requested(2, {"A1"})),
                              at(500, cancelled(2, canceller::by_customer))};
    CHECK(paragraph(2, explanation_of(facts, 2)) == text(R"(
At 2027-01-15T08:00:00.500Z the customer cancelled booking 2, before a review had
decided on it.
)"));
    CHECK(paragraph(3, explanation_of(facts, 2)) == text(R"(
After the last event of the show so far, number 3 at 2027-01-15T08:00:00.500Z,
booking 2 is cancelled and has no seats.
)"));
  }
  SUBCASE("the customer, while unpaid; then money came") {
    CHECK(story_of_confirmed(at(2'000, cancelled(2, canceller::by_customer)),
                             at(61'000, due(2, "pay-1", 30'000, refund_reason::cancelled))) ==
          asked_and_confirmed + text(R"(
At 2027-01-15T08:00:02.000Z the customer cancelled booking 2, before it was paid.

Payment pay-1 of 300.00 INR, made at 2027-01-15T08:01:00.000Z, arrived at
2027-01-15T08:01:01.000Z. It bought nothing and became due back, because booking 2
had been cancelled.

After the last event of the show so far, number 5 at 2027-01-15T08:01:01.000Z,
booking 2 is cancelled and has no seats; the 300.00 INR of payment pay-1 is still to
be paid back.
)"));
  }
  SUBCASE("the operator, a paid one") {
    CHECK(story_of_confirmed(at(61'000, bought(2, "pay-1", 30'000)),
                             at(70'000, cancelled(2, canceller::by_operator)),
                             due(2, "pay-1", 30'000, refund_reason::cancelled)) ==
          asked_and_confirmed + paid_text + text(R"(
At 2027-01-15T08:01:10.000Z the operator of the box office cancelled booking 2,
after it had been paid.

So the 300.00 INR of payment pay-1 became due back at 2027-01-15T08:01:10.000Z,
because booking 2 had been cancelled.

After the last event of the show so far, number 6 at 2027-01-15T08:01:10.000Z,
booking 2 is cancelled and has no seats; the 300.00 INR of payment pay-1 is still to
be paid back.
)"));
  }
  SUBCASE("with its show, a paid one, paid back") {
    CHECK(story_of_confirmed(at(61'000, bought(2, "pay-1", 30'000)), at(70'000, show_cancelled{}),
                             cancelled(2, canceller::show_cancelled),
                             due(2, "pay-1", 30'000, refund_reason::show_cancelled),
                             at(80'000, refunded(2, "pay-1", 30'000))) ==
          asked_and_confirmed + paid_text + text(R"(
At 2027-01-15T08:01:10.000Z the show was cancelled and booking 2 with it, after it
had been paid.

So the 300.00 INR of payment pay-1 became due back at 2027-01-15T08:01:10.000Z,
because the show had been cancelled.

At 2027-01-15T08:01:20.000Z the payment provider reported that the 300.00 INR of
payment pay-1 had been paid back.

After the last event of the show so far, number 8 at 2027-01-15T08:01:20.000Z,
booking 2 is cancelled and has no seats; all that was due back has been paid back.
)"));
  }
}

TEST_CASE("explain: money that bought nothing goes back for a reason in words") {
  struct example {
    refund_reason reason;
    money amount;
    std::string because;
  };
  const std::vector<example> examples{
      {refund_reason::already_paid, rupees(30'000), "booking 2 had been paid already"},
      {refund_reason::rejected, rupees(30'000), "booking 2 had been rejected"},
      {refund_reason::cancelled, rupees(30'000), "booking 2 had been cancelled"},
      {refund_reason::not_confirmed, rupees(30'000), "no review had confirmed booking 2"},
      {refund_reason::wrong_currency,
       {30'000, "JPY"},
       "booking 2 was to be paid in INR, not in JPY"},
      {refund_reason::wrong_amount, rupees(29'999), "booking 2 cost 300.00 INR"},
      {refund_reason::too_late, rupees(30'000),
       "the time to pay was over and the show had begun at 2027-01-18T08:00:00.000Z"},
      {refund_reason::show_cancelled, rupees(30'000), "the show had been cancelled"},
      {refund_reason::seats_gone, rupees(30'000),
       "the time to pay was over and not all of the seats were free any more"}};
  for (const auto& each : examples) {
    refund_due fact{2, payment_id{"pay-9"}, each.amount, noon + before_pay_by, each.reason};
    CHECK(paragraph(3, story_of_confirmed(at(200'000, fact))) ==
          "Payment pay-9 of " + to_text(each.amount) +
              ", made at 2027-01-15T08:01:00.000Z, arrived at 2027-01-15T08:03:20.000Z. It bought "
              "nothing and became due back, because " +
              each.because + ".\n");
  }
}

TEST_CASE("explain: two payments still due back are both named") {
  CHECK(paragraph(5, story_of_confirmed(at(61'000, due(2, "p1", 1, refund_reason::wrong_amount)),
                                        due(2, "p2", 3, refund_reason::wrong_amount))) == text(R"(
After the last event of the show so far, number 5 at 2027-01-15T08:01:01.000Z,
booking 2 is confirmed and not yet paid, and keeps seats B1 and B2 until
2027-01-15T08:02:01.000Z; the 0.01 INR of payment p1 and the 0.03 INR of payment p2
are still to be paid back.
)"));
}

TEST_CASE("explain: a booking that the stream does not have has no explanation") {
  std::vector<moment> facts{opened(), requested(2, {"A1"})};
  CHECK(!explained(facts, 3).paragraphs());
  CHECK(!explained({}, 2).paragraphs());
}

} // namespace boxoffice::events::tests

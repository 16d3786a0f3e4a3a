#include "events/state/draw.hpp"
#include "tests/events/explain/explained.hpp"

#include <algorithm>

namespace boxoffice::events::tests {

namespace {

const std::string draw = R"(
The draw of round 1 can be checked by anyone. Its seed was
07070700000000000000000000000000; the lot of a booking is SHA-256 of the seed's 16
bytes followed by the booking's number as 8 bytes, big-endian; among bookings of
the same number of seats the lowest lot goes first.)";

} // namespace

TEST_CASE("explain: of two equal bookings one wins the draw, and both explanations show the lots") {
  std::vector<moment> facts{opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B2", "B3"}),
                            at(1'000, confirmed(3, pay_by, review_rule::won_draw, {2})),
                            rejected(2, review_rule::lost_draw, {3}, {"B2"})};
  CHECK(explanation_of(facts, 3) == text(R"(
Booking 3 asked for 2 seats, B2 and B3, of "Metropolis" (show metropolis, Hall 1,
starting at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.000Z, for 300.00 INR.

In review round 1, at 2027-01-15T08:00:01.000Z, booking 3 went before booking 2
(2 seats: B1 and B2), because it won the draw between bookings of 2 seats. It was
confirmed and had to be paid before 2027-01-15T08:02:01.000Z.
)" + draw + R"(
The lot of booking 3 was
a3144a2308d3843f4f34c9c92651d7a3580efe07fe35522f58be4ad3523bced6. That of booking 2
was abd50236892ce2ae825374da347d31f9040ea0ac89bde9c12f90b9be8b93bf0f, which is
higher.

After the last event of the show so far, number 5 at 2027-01-15T08:00:01.000Z,
booking 3 is confirmed and not yet paid, and keeps seats B2 and B3 until
2027-01-15T08:02:01.000Z.
)"));
  CHECK(explanation_of(facts, 2) == text(R"(
Booking 2 asked for 2 seats, B1 and B2, of "Metropolis" (show metropolis, Hall 1,
starting at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.000Z, for 300.00 INR.

In review round 1, at 2027-01-15T08:00:01.000Z, booking 2 lost seat B2 to booking 3
(2 seats: B2 and B3), which won the draw between bookings of 2 seats. A booking gets
all of its seats or none, so it was rejected.
)" + draw + R"(
The lot of booking 2 was
abd50236892ce2ae825374da347d31f9040ea0ac89bde9c12f90b9be8b93bf0f. That of booking 3
was a3144a2308d3843f4f34c9c92651d7a3580efe07fe35522f58be4ad3523bced6, which is
lower.

After the last event of the show so far, number 5 at 2027-01-15T08:00:01.000Z,
booking 2 is rejected and has no seats.
)"));
}

TEST_CASE("explain: a larger booking took some of the seats and an equal one others") {
  std::vector<moment> facts{opened(),
                            at(0, requested(2, {"B2", "A3"})),
                            requested(3, {"A1", "A2", "A3"}),
                            requested(4, {"A4"}),
                            requested(5, {"B1", "B2"}),
                            at(1'000, confirmed(3, pay_by, review_rule::most_seats, {2})),
                            confirmed(5, pay_by, review_rule::won_draw, {2}),
                            rejected(2, review_rule::fewer_seats, {3, 5}, {"B2", "A3"}),
                            confirmed(4)};
  CHECK(explanation_of(facts, 2) == text(R"(
Booking 2 asked for 2 seats, B2 and A3, of "Metropolis" (show metropolis, Hall 1,
starting at 2027-01-18T08:00:00.000Z) at 2027-01-15T08:00:00.000Z, for 350.00 INR.

In review round 1, at 2027-01-15T08:00:01.000Z, booking 2 lost seat A3 to booking 3
(3 seats: A1, A2 and A3), which asked for more seats, and lost seat B2 to booking 5
(2 seats: B1 and B2), which won the draw between bookings of 2 seats. A booking gets
all of its seats or none, so it was rejected.
)" + draw + R"(
The lot of booking 2 was
abd50236892ce2ae825374da347d31f9040ea0ac89bde9c12f90b9be8b93bf0f. That of booking 5
was 73e0c5d621368b7da4113f0173871e760009919a9f3ad446152b13d98b1e7780, which is
lower.

After the last event of the show so far, number 9 at 2027-01-15T08:00:01.000Z,
booking 2 is rejected and has no seats.
)"));
  CHECK(paragraph(2, explanation_of(facts, 3)) == text(R"(
In review round 1, at 2027-01-15T08:00:01.000Z, booking 3 went before booking 2
(2 seats: B2 and A3), because it asked for more seats. It was confirmed and had to
be paid before 2027-01-15T08:02:01.000Z.
)"));
  CHECK(paragraph(3, explanation_of(facts, 3)).starts_with("After the last event"));
}

TEST_CASE("explain: a winner with smaller and equal rivals went before each by its rule") {
  std::vector<moment> facts{opened(),
                            at(0, requested(2, {"A1"})),
                            requested(3, {"A1", "A2"}),
                            requested(4, {"A2", "A3"}),
                            requested(5, {"A2"}),
                            at(1'000, confirmed(3, pay_by, review_rule::won_draw, {2, 4, 5}))};
  CHECK(paragraph(2, explanation_of(facts, 3)) == text(R"(
In review round 1, at 2027-01-15T08:00:01.000Z, booking 3 went before booking 2
(1 seat: A1) and booking 5 (1 seat: A2), because it asked for more seats, and before
booking 4 (2 seats: A2 and A3), because it won the draw between bookings of 2 seats.
It was confirmed and had to be paid before 2027-01-15T08:02:01.000Z.
)"));
}

TEST_CASE("explain: ten of many rivals are named and the rest counted") {
  std::vector<moment> facts{opened()};
  numbers rivals;
  for (booking_number number = 2; number <= 14; ++number) {
    facts.push_back(at(0, requested(number, number == 2 ? names{"A1", "A2"} : names{"A1"})));
    if (number > 2)
      rivals.push_back(number);
  }
  facts.push_back(at(1'000, confirmed(2, pay_by, review_rule::most_seats, rivals)));
  auto found = paragraph(2, explanation_of(facts, 2));
  CHECK(found.find("booking 11 (1 seat: A1), booking 12 (1 seat: A1) and 2 more bookings, because "
                   "it asked for more seats. It was confirmed") != std::string::npos);
  CHECK(found.find("booking 13") == std::string::npos);
}

TEST_CASE("explain: ten lots of a large draw are named, and how the others compare") {
  std::vector<moment> facts{opened()};
  numbers crowd;
  for (booking_number number = 2; number <= 13; ++number) {
    facts.push_back(at(0, requested(number, {"A1"})));
    crowd.push_back(number);
  }
  auto winner = *std::min_element(crowd.begin(), crowd.end(), [](auto one, auto other) {
    return lot_of(seed, one) < lot_of(seed, other);
  });
  std::erase(crowd, winner);
  auto won = [&](booking_number number) {
    auto all = facts;
    all.push_back(at(1'000, confirmed(number, pay_by, review_rule::won_draw, crowd)));
    return explanation_of(all, number);
  };
  CHECK(paragraph(2, won(winner)).find(" and 1 more booking, because it won the draw") !=
        std::string::npos);
  CHECK(paragraph(3, won(winner)).ends_with(", which is higher. That of one more was higher.\n"));
  auto last_loser = crowd.back();
  crowd.back() = winner; // Not found, and still found.
  CHECK(paragraph(3, won(last_loser)).ends_with("this log cannot be right.\n"));
}

TEST_CASE("explain: a decision that the lots contradict is called wrong") {
  std::vector<moment> facts{opened(), at(0, requested(2, {"B1"})), requested(3, {"B1"}),
                            at(1'000, confirmed(2, pay_by, review_rule::won_draw, {3})),
                            rejected(3, review_rule::lost_draw, {2}, {"B1"})};
  for (booking_number number : {2U, 3U})
    CHECK(paragraph(3, explanation_of(facts, number))
              .ends_with("The decision does not follow from these lots, so this log cannot be "
                         "right.\n"));
}

TEST_CASE("explain: no explanation names the reqId of a booking") {
  auto id = [](booking_number number) {
    return to_text(request_id{show_id{"metropolis"}, secret_of(number)}).substr(11);
  };
  std::vector<moment> facts{opened(), at(0, requested(2, {"B1"})), requested(3, {"B1"}),
                            at(1'000, confirmed(3, pay_by, review_rule::won_draw, {2})),
                            rejected(2, review_rule::lost_draw, {3}, {"B1"})};
  for (booking_number number : {2U, 3U})
    for (booking_number other : {2U, 3U})
      CHECK(explanation_of(facts, number).find(id(other)) == std::string::npos);
}

} // namespace boxoffice::events::tests

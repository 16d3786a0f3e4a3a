#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

booking_requested chosen(booking_number number, const names& seats) {
  auto fact = requested(number, seats);
  fact.best_available = true;
  return fact;
}

/// Of a hall of one row, R1 to R8, at 1000 each.
booking_requested in_row(booking_number number, const names& seats) {
  auto fact = requested(number, seats);
  fact.amount = rupees(static_cast<std::int64_t>(seats.size()) * 1'000);
  return fact;
}

show_opened strict_row(std::size_t seats) {
  auto body = wide_hall(seats);
  body.single_seats = single_seats::refuse;
  return opened(body);
}

} // namespace

TEST_CASE("audit: what the show chose was not claimed, even within the contention window") {
  CHECK(verdict(recorded_as(opened(), at(0, requested(2, {"B1"})), at(10, chosen(3, {"B2"})))) ==
        "");
  CHECK(verdict(recorded_as(opened(), at(0, requested(2, {"B1"})), at(10, requested(3, {"B1"})))) ==
        "");
  CHECK(verdict(recorded_as(opened(), at(0, requested(2, {"B1"})), at(10, chosen(3, {"B1"})))) ==
        "3: seat B1 is requested, but booking 2 claimed it 10 ms before");
}

TEST_CASE("audit: no request leaves a single seat that it could have spared") {
  CHECK(verdict(recorded_as(strict_row(8), at(0, in_row(2, {"R1", "R2"})))) == "");
  CHECK(verdict(recorded_as(strict_row(8), at(0, in_row(2, {"R2", "R3"})))) ==
        "2: the request leaves the single seat R1, and there were others that leave none");
  CHECK(verdict(recorded_as(opened(wide_hall(8)), at(0, in_row(2, {"R2", "R3"})))) == "");
  CHECK(verdict(recorded_as(strict_row(3), at(0, in_row(2, {"R2", "R3"})))) == "");
  SUBCASE("claims count as taken until they have run out") {
    CHECK(
        verdict(recorded_as(strict_row(8), at(0, in_row(2, {"R3"})), at(10, in_row(3, {"R1"})))) ==
        "3: the request leaves the single seat R2, and there were others that leave none");
    CHECK(verdict(recorded_as(strict_row(8), at(0, in_row(2, {"R3"})),
                              at(review_hold, in_row(3, {"R1"})))) == "");
  }
  SUBCASE("the show itself may leave one, and so may a counter") {
    auto best = in_row(2, {"R2", "R3"});
    best.best_available = true;
    CHECK(verdict(recorded_as(strict_row(8), at(0, best))) == "");
  }
}

} // namespace boxoffice::events::tests

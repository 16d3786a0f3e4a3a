#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

booking_requested requested_as(booking_number number, const std::string& type,
                               std::int64_t amount) {
  auto fact = requested(number, {"B" + std::to_string(number - 1)});
  fact.types = {{type}};
  fact.amount.value = amount;
  return fact;
}

/// Two seats that cost nothing, and a child.
log free_story() {
  return recorded_as(opened(priced_hall()), at(0, requested_as(2, "GUEST", 0)),
                     at(1'000, confirmed(2)), bought(2, "free", 0, 1'000),
                     at(2'000, requested_as(5, "CHILD", 10'000)),
                     at(3'000, confirmed(5, 123'000, review_rule::uncontested, {}, 2)));
}

} // namespace

TEST_CASE("audit: the amount follows from the price types, of which each seat has one") {
  auto good = recorded_as(opened(priced_hall()), at(0, requested_as(2, "CHILD", 10'000)));
  CHECK(verdict(good) == "");
  CHECK(verdict(changed(good, 2, requested_as(2, "CHILD", 15'000))) ==
        "2: the amount is 15000 INR, but the seats cost 10000 INR");
  CHECK(verdict(changed(good, 2, requested_as(2, "DOG", 10'000))) ==
        "2: this show has no price type DOG");
  CHECK(verdict(changed(good, 2, requested(2, {"B1"}))) ==
        "2: 0 price types are named, but it should be 1");
  CHECK(verdict(changed(good, 1, opened())) == "2: 1 price types are named, but it should be 0");
}

TEST_CASE("audit: no seat is requested before sales open") {
  auto body = hall();
  body.opens_at = noon + 5'000;
  auto good = recorded_as(opened(body), at(5'000, requested(2, {"B1"})));
  CHECK(verdict(good) == "");
  CHECK(verdict(moved(good, 2, 4'999)) == "2: seats are requested 1 ms before sales open");
}

TEST_CASE("audit: a customer has no more seats than the show allows") {
  auto body = hall();
  body.max_seats_per_customer = 2;
  auto good = recorded_as(opened(body), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                          at(2'000, bought(2, "p", 15'000)), requested(5, {"B2"}));
  CHECK(verdict(good) == "");
  CHECK(verdict(changed(good, 5, requested(5, {"B2", "B3"}))) ==
        "5: the customer has 3 seats with this request, but the show allows 2");
  auto after_hold = recorded_as(opened(body), at(0, requested(2, {"B1", "B2"})),
                                at(1'000, confirmed(2)), at(pay_by, requested(4, {"B3"})));
  CHECK(verdict(after_hold) == "");
}

TEST_CASE("audit: a booking that costs nothing is paid with its confirmation") {
  auto good = free_story();
  CHECK(verdict(good) == "");
  CHECK(verdict(moved(good, 4, 1'001)) != "");
  CHECK(verdict(changed(good, 4, bought(2, "free", 0, 999))) ==
        "4: booking 2 costs nothing, but is paid at another time");
  CHECK(verdict(changed(good, 4, bought(2, "free", 10, 1'000))) ==
        "4: booking 2 is paid with 10 INR, but it costs 0 INR");
}

TEST_CASE("audit: older versions left bookings that cost nothing unpaid, but not this one") {
  auto old = recorded_as(opened(priced_hall()), at(0, requested_as(2, "GUEST", 0)),
                         at(1'000, confirmed(2)), at(pay_by, unpaid(2)));
  CHECK(verdict(old) == "");
  auto mixed = recorded_as(
      opened(priced_hall()), at(0, requested_as(2, "GUEST", 0)), at(1'000, confirmed(2)),
      bought(2, "free", 0, 1'000), at(2'000, requested_as(5, "GUEST", 0)),
      at(3'000, confirmed(5, 123'000, review_rule::uncontested, {}, 2)), at(4'000, sales_paused{}));
  CHECK(verdict(mixed) == "7: SalesPaused cannot come here: booking 5 costs nothing, and its "
                          "BookingPaid must be next");
}

TEST_CASE("audit: a confirmed booking whose other seats cost nothing is paid with their return") {
  auto two = requested(2, {"B1", "B2"});
  two.types = {{"ADULT"}, {"GUEST"}};
  two.amount.value = 15'000;
  auto good = recorded_as(opened(priced_hall()), at(0, two), at(1'000, confirmed(2)),
                          at(2'000, returned(2, {"B1"}, 15'000)), bought(2, "free", 0, 2'000));
  CHECK(verdict(good) == "");
  CHECK(verdict(without(good, 5)) ==
        "end: booking 2 costs nothing, and its BookingPaid must be next");
  CHECK(verdict(without(moved(good, 4, pay_by), 5)) == "");
}

TEST_CASE("audit: of a free booking that is cancelled nothing is due back") {
  auto good = recorded_as(opened(priced_hall()), at(0, requested_as(2, "GUEST", 0)),
                          at(1'000, confirmed(2)), bought(2, "free", 0, 1'000),
                          at(2'000, cancelled(2, canceller::by_operator)));
  CHECK(verdict(good) == "");
  CHECK(verdict(inserted(good, 6, due(2, "free", 0, refund_reason::cancelled, 1'000))) != "");
}

} // namespace boxoffice::events::tests

#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

show_changed with_price(std::int64_t price) {
  show_changed fact;
  fact.changes.price = price;
  return fact;
}

show_changed with_row(const names& seats) {
  show_changed fact;
  fact.changes.rows = std::vector<seat_row>{{"A", "GOLD", {}}};
  for (const auto& seat : seats)
    fact.changes.rows->edit().front().seats.emplace_back(seat_id{seat});
  return fact;
}

/// Event 4 changes the price. Booking 2 is paid at the old one, booking 5 is of the new one.
log repriced_story() {
  auto dearer = requested(5, {"B2"});
  dearer.amount.value = 16'000;
  return recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                     at(1'500, with_price(16'000)), at(1'600, dearer),
                     at(2'000, bought(2, "p1", 15'000)));
}

} // namespace

TEST_CASE("audit: after a change bookings cost what they did, and new ones the new price") {
  CHECK(verdict(repriced_story()) == "");
  CHECK(verdict(changed(repriced_story(), 5, requested(5, {"B2"}))) ==
        "5: the amount is 15000 INR, but the seats cost 16000 INR");
  CHECK(verdict(changed(repriced_story(), 6, bought(2, "p1", 16'000))) ==
        "6: booking 2 is paid with 16000 INR, but it costs 15000 INR");
}

TEST_CASE("audit: a change names members that differ, and makes a show that can be") {
  auto good = recorded_as(opened(), at(1, with_price(16'000)));
  CHECK(verdict(good) == "");
  CHECK(verdict(changed(good, 2, show_changed{})) == "2: ShowChanged changes nothing");
  CHECK(verdict(changed(good, 2, with_price(15'000))) == "2: price is changed to what it is");
  CHECK(verdict(changed(good, 2, with_price(-1))) ==
        "2: the show cannot be so: price must be 0 to 10000000000000 minor units");
  show_changed endless;
  endless.changes.sales_close_at.emplace();
  CHECK(verdict(changed(good, 2, endless)) == "2: the show is left without a close of sales");
  auto named = [&](auto change) {
    show_changed fact;
    change(fact.changes);
    return verdict(changed(good, 2, fact));
  };
  const auto body = hall();
  CHECK(named([&](auto& c) { c.movie = body.movie; }) == "2: movie is changed to what it is");
  CHECK(named([&](auto& c) { c.hall = body.hall; }) == "2: hall is changed to what it is");
  CHECK(named([&](auto& c) { c.starts_at = body.starts_at; }) ==
        "2: startsAt is changed to what it is");
  CHECK(named([&](auto& c) { c.sales_close_at.emplace(body.sales_close_at); }) ==
        "2: salesCloseAt is changed to what it is");
  CHECK(named([&](auto& c) { c.classes = body.classes; }) == "2: classes is changed to what it is");
  CHECK(named([&](auto& c) { c.rows = body.rows; }) == "2: rows is changed to what it is");
  CHECK(named([&](auto& c) { c.time_zone.emplace(); }) == "2: timeZone is changed to what it is");
  CHECK(named([&](auto& c) { c.opens_at.emplace(); }) == "2: opensAt is changed to what it is");
  CHECK(named([&](auto& c) { c.price_types.emplace(); }) ==
        "2: priceTypes is changed to what it is");
  CHECK(named([&](auto& c) { c.max_seats_per_customer.emplace(); }) ==
        "2: maxSeatsPerCustomer is changed to what it is");
  CHECK(named([&](auto& c) { c.single_seats.emplace(); }) ==
        "2: singleSeats is changed to what it is");
  CHECK(named([&](auto& c) { c.poster.emplace(); }) == "2: poster is changed to what it is");
  CHECK(named([&](auto& c) { c.running_time.emplace(); }) ==
        "2: runningTime is changed to what it is");
  CHECK(named([&](auto& c) { c.rating.emplace(); }) == "2: rating is changed to what it is");
  CHECK(named([&](auto& c) { c.language.emplace(); }) == "2: language is changed to what it is");
  CHECK(named([&](auto& c) { c.running_time.emplace(0); }) ==
        "2: the show cannot be so: runningTime must be 1 to 1440 minutes");
}

TEST_CASE("audit: a cancelled show does not change") {
  CHECK(verdict(recorded_as(opened(), at(1, show_cancelled{}), at(2, with_price(1)))) ==
        "3: a cancelled show is changed");
}

TEST_CASE("audit: no seat that is claimed, held, sold or blocked is taken out of the hall") {
  auto good =
      recorded_as(opened(), at(0, requested(2, {"A1"})), requested(3, {"A2"}), blocked({"A3"}),
                  at(1'000, confirmed(3)), confirmed(2), at(2'000, bought(2, "p1", 20'000)),
                  at(3'000, requested(8, {"A4"})), at(3'001, with_row({"A4", "A3", "A2", "A1"})));
  CHECK(verdict(good) == "");
  auto without = [&](const names& seats) { return verdict(changed(good, 9, with_row(seats))); };
  CHECK(without({"A2", "A3", "A4"}) ==
        "9: seat A1 is taken out of the hall, but booking 2 bought it");
  CHECK(without({"A1", "A3", "A4"}) ==
        "9: seat A2 is taken out of the hall, but booking 3 holds it");
  CHECK(without({"A1", "A2", "A4"}) ==
        "9: seat A3 is taken out of the hall, but it is blocked already");
  CHECK(without({"A1", "A2", "A3"}) ==
        "9: seat A4 is taken out of the hall, but booking 8 claimed it 1 ms before");
  CHECK(verdict(moved(changed(good, 9, with_row({"A1", "A2", "A3"})), 9, 3'000 + review_hold)) ==
        "9: seat A4 is taken out of the hall, but the BookingExpired of booking 8, which ran out, "
        "is missing");
}

TEST_CASE("audit: what ran out on a seat that goes is expired right before the change") {
  auto good = recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                          at(pay_by, unpaid(2)), with_row({"A1"}),
                          at(pay_by + 1, due(2, "p1", 15'000, refund_reason::seats_gone)));
  CHECK(verdict(good) == "");
  auto late = bought(2, "p1", 15'000, before_pay_by, paid_how::late_delivery);
  CHECK(verdict(changed(good, 6, late)) ==
        "6: booking 2 buys seat B1, but the hall does not have it any more");
  auto claimed = recorded_as(opened(), at(0, requested(2, {"B1"})), at(review_hold, unreviewed(2)),
                             with_row({"A1"}));
  CHECK(verdict(claimed) == "");
}

} // namespace boxoffice::events::tests

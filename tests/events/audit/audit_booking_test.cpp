#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

/// With another request at that place, which names itself.
template <class Change>
log changed_request(const log& good, std::uint64_t seq, Change&& change) {
  auto fact = std::get<booking_requested>(good[seq - 1].event);
  change(fact);
  return changed(good, seq, fact);
}

/// 2 and 3 contest B1, 2 wins and lets its hold run out; 6 has the seat next.
log contested_story() {
  return recorded_as(opened(), at(0, requested(2, {"B1", "B2"})),
                     at(1'000, requested_with(1, 3, {"B1"})),
                     at(1'500, confirmed(2, 121'500, review_rule::most_seats, {3})),
                     rejected(3, review_rule::fewer_seats, {2}, {"B1"}), at(121'500, unpaid(2)),
                     requested(7, {"B1"}), at(151'500, unreviewed(7)), requested(9, {"B1", "B3"}));
}

} // namespace

TEST_CASE("audit: a request has a reqId of its own, in its show") {
  auto good = contested_story();
  REQUIRE(verdict(good) == "");
  CHECK(verdict(changed_request(good, 3, [](auto& fact) { fact.id.show.text = "metropole"; })) ==
        "3: the request is for another show, metropole");
  CHECK(verdict(changed_request(good, 3, [](auto& fact) { fact.id.secret = secret_of(2); })) ==
        "3: its reqId is that of booking 2");
}

TEST_CASE("audit: a request names seats of the hall, each once, and not too many") {
  auto good = contested_story();
  auto of_seats = [&](const names& seats) {
    return verdict(changed_request(good, 2, [&](auto& fact) { fact.seats = ids(seats); }));
  };
  CHECK(of_seats({}) == "2: it names no seat");
  CHECK(of_seats({"B1", "C2"}) == "2: this show has no seat C2");
  CHECK(of_seats({"B1", "B1"}) == "2: seat B1 is named twice");
  CHECK(of_seats({"B1", "A2"}) == "2: the amount is 30000 INR, but the seats cost 35000 INR");
  CHECK(of_seats({"B3", "B4"}) ==
        "4: the rivals of booking 2 are recorded as 3, but those that lose a seat to it are none");
  names many;
  auto hall_of_eleven = recorded_as(opened(wide_hall(11)));
  for (int i = 1; i <= 11; ++i)
    many.push_back("R" + std::to_string(i));
  auto fact = requested(2, many);
  fact.amount = rupees(11'000);
  CHECK(verdict(inserted(hall_of_eleven, 2, fact)) ==
        "2: 11 seats are more than the 10 of one booking");
  fact.seats.pop_back();
  fact.amount = rupees(10'000);
  CHECK(verdict(inserted(hall_of_eleven, 2, fact)) == "");
}

TEST_CASE("audit: a request costs what its seats cost, in the show's currency") {
  auto good = contested_story();
  CHECK(verdict(changed_request(good, 2, [](auto& fact) { fact.amount.value -= 1; })) ==
        "2: the amount is 29999 INR, but the seats cost 30000 INR");
  CHECK(verdict(changed_request(good, 2, [](auto& fact) { fact.amount.currency = "USD"; })) ==
        "2: the amount is 30000 USD, but the seats cost 30000 INR");
}

TEST_CASE("audit: nothing is sold once sales have closed") {
  auto ends = recorded_as(opened(), at(sales_close_after - 1, requested(2, {"B1"})));
  CHECK(verdict(ends) == "");
  CHECK(verdict(moved(ends, 2, sales_close_after)) ==
        "2: seats are requested after sales have closed");
}

TEST_CASE("audit: a request is right if its seats are free or within the contention window") {
  auto good = contested_story();
  CHECK(verdict(moved(good, 3, 1'001)) ==
        "3: seat B1 is requested, but booking 2 claimed it 1001 ms before");
  auto held = inserted(good, 6, requested(6, {"B2"}));
  CHECK(verdict(held) == "6: seat B2 is requested, but booking 2 holds it");
  auto sold = inserted(inserted(good, 6, bought(2, "p1", 30'000)), 7, requested(7, {"B2"}));
  CHECK(verdict(sold) == "7: seat B2 is requested, but booking 2 bought it");
  auto with_blocked = inserted(inserted(good, 2, blocked({"B1"})), 3, requested(3, {"B1"}));
  CHECK(verdict(with_blocked) == "3: seat B1 is requested, but it is blocked already");
}

TEST_CASE("audit: a booking that ran out is expired before another gets its seat") {
  auto good = contested_story();
  CHECK(verdict(without(good, 6)) ==
        "6: seat B1 is requested, but the BookingExpired of booking 2, which ran out, is missing");
  CHECK(verdict(without(good, 8)) ==
        "8: seat B1 is requested, but the BookingExpired of booking 7, which ran out, is missing");
}

TEST_CASE("audit: an Idempotency-Key stands for its first booking for a day") {
  constexpr time_ms day = 24LL * 3'600'000;
  auto good = recorded_as(opened(), at(0, requested_with(1, 2, {"B1"})),
                          at(10, cancelled(2, canceller::by_customer)),
                          at(day, requested_with(1, 4, {"B2"})));
  CHECK(verdict(good) == "");
  std::string stands = "4: the customer's Idempotency-Key still stands for booking 2";
  CHECK(verdict(moved(good, 4, day - 1)) == stands);
  auto other = [&](auto&& change) { return changed_request(moved(good, 4, day - 1), 4, change); };
  CHECK(verdict(other([](auto& fact) { fact.customer = customer(2); })) == "");
  CHECK(verdict(other([](auto& fact) { fact.key_hash = key(2); })) == "");
  CHECK(verdict(other([](auto& fact) { fact.key_hash = {}; })) == "");
}

TEST_CASE("audit: a booking expires once it ran out, for the right reason") {
  auto good = contested_story();
  CHECK(verdict(moved(moved(good, 6, 121'499), 7, 121'499)) ==
        "6: booking 2 expires by payment_timeout 1 ms too early");
  CHECK(verdict(moved(moved(good, 8, 151'499), 9, 151'499)) ==
        "8: booking 7 expires by review_timeout 1 ms too early");
  CHECK(verdict(changed(good, 6, unreviewed(2))) ==
        "6: booking 2 expires by review_timeout, but it is confirmed");
  CHECK(verdict(changed(good, 8, unpaid(7))) ==
        "8: booking 7 expires by payment_timeout, but it is under review");
  CHECK(verdict(changed(good, 6, unpaid(3))) ==
        "6: booking 3 expires by payment_timeout, but it is rejected");
  CHECK(verdict(changed(good, 6, unpaid(5))) == "6: there is no booking 5");
  auto in_round = unpaid(2);
  in_round.round = 2;
  CHECK(verdict(changed(good, 6, in_round)) == "6: a round expires claims, not what was confirmed");
}

TEST_CASE("audit: outside of reviews a claim expires only before an event of the same time") {
  auto good = contested_story();
  std::string why =
      "booking 7 was expired outside of a review, before something that must follow at "
      "that time";
  CHECK(verdict(without(good, 9)) == "end: " + why);
  CHECK(verdict(moved(good, 9, 151'501)) == "9: BookingRequested cannot come here: " + why);
  CHECK(verdict(changed(good, 9, sales_paused{})) == "9: SalesPaused cannot come here: " + why);
  auto of_round = unreviewed(7, 2);
  CHECK(verdict(inserted(good, 9, of_round)) == "9: BookingExpired cannot come here: " + why);
}

TEST_CASE("audit: an expired claim may make room beside an expired hold") {
  auto good = recorded_as(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                          at(91'000, requested(4, {"B3"})), at(121'000, unreviewed(4)), unpaid(2),
                          requested(7, {"B1", "B3"}));
  CHECK(verdict(good) == "");
  CHECK(verdict(without(good, 7)) ==
        "end: booking 4 was expired outside of a review, before something that must follow at that "
        "time");
}

TEST_CASE("audit: customers cancel open bookings, operators also paid ones") {
  auto good = recorded_as(
      opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B3"}), requested(4, {"B4"}),
      cancelled(4, canceller::by_customer), at(1'000, confirmed(2)), confirmed(3),
      at(2'000, bought(2, "p1", 30'000)), cancelled(2, canceller::by_operator),
      due(2, "p1", 30'000, refund_reason::cancelled), cancelled(3, canceller::by_operator));
  CHECK(verdict(good) == "");
  CHECK(verdict(changed(good, 9, cancelled(2, canceller::by_customer))) ==
        "9: booking 2 is cancelled by_customer, but it is paid");
  CHECK(verdict(changed(good, 9, cancelled(4, canceller::by_operator))) ==
        "9: booking 4 is cancelled by_operator, but it is cancelled");
  CHECK(verdict(changed(good, 11, cancelled(3, canceller::by_customer))) == "");
  CHECK(verdict(changed(good, 11, cancelled(3, canceller::show_cancelled))) ==
        "11: booking 3 ends with the show, which is not being cancelled");
  CHECK(verdict(changed(good, 11, cancelled(10, canceller::by_customer))) ==
        "11: there is no booking 10");
}

} // namespace boxoffice::events::tests

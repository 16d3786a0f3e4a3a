// REFUNDED for a PAID booking: refunds of returned seats, and money that the provider took back.
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

/// paid_family() after B1 and B2 were returned one by one: 15000 of p1 are due at seq 6 and 8.
show_state two_refunds() {
  auto show = after(paid_family(), 3'000, when(paid_family(), at(3'000, take_back(2, {"B1"}))));
  return after(show, 4'000, when(show, at(4'000, take_back(2, {"B2"}))));
}

} // namespace

TEST_CASE("refund: several of one payment are settled one by one, the oldest of the amount first") {
  auto show = two_refunds();
  REQUIRE(show.find(2)->details->refunds.size() == 2);
  auto first = when(show, at(5'000, give_back(2, "p1", 15'000)));
  CHECK(first == then(refunded(2, "p1", 15'000, 6)));
  auto one_left = after(show, 5'000, first);
  auto second = when(one_left, at(6'000, give_back(2, "p1", 15'000)));
  CHECK(second == then(refunded(2, "p1", 15'000, 8)));
  auto none_left = after(one_left, 6'000, second);
  CHECK(none_left.find(2)->details->refunds.empty());
  CHECK(when(none_left, at(7'000, give_back(2, "p1", 15'000))) == then());
}

TEST_CASE("refund: of several amounts the one that was paid back is settled") {
  auto show = after(two_refunds(), 5'000,
                    when(two_refunds(), at(5'000, cancel_by(canceller::by_operator, 2))));
  auto result = when(show, at(6'000, give_back(2, "p1", 20'000)));
  CHECK(result == then(refunded(2, "p1", 20'000)));
  CHECK(after(show, 6'000, result).find(2)->details->refunds.size() == 2);
  CHECK(invalid_fields(when(show, at(6'000, give_back(2, "p1", 50'000)))) == names{"amount"});
}

TEST_CASE("refund: one that was settled is the same again while others are due") {
  auto show = after(two_refunds(), 5'000,
                    when(two_refunds(), at(5'000, cancel_by(canceller::by_operator, 2))));
  show = after(show, 6'000, when(show, at(6'000, give_back(2, "p1", 20'000))));
  REQUIRE(show.find(2)->details->refunds.size() == 2);
  CHECK(when(show, at(7'000, give_back(2, "p1", 20'000))) == then());
}

TEST_CASE("reversal: the whole amount cancels the booking, and nothing more is due") {
  auto result = when(paid_family(), at(3'000, give_back(2, "p1", 50'000)));
  CHECK(result == then(reversed(2, "p1", 50'000), cancelled(2, canceller::payment_reversed)));
  auto show = after(paid_family(), 3'000, result);
  CHECK(show.find(2)->status == booking_status::cancelled);
  CHECK(when(show, at(3'000, ask(7, {"A1", "B1"}))) == then(requested(7, {"A1", "B1"})));
  CHECK(when(show, at(4'000, give_back(2, "p1", 50'000))) == then());
  CHECK(when(show, at(4'000, pay(2, "p2", 50'000))) ==
        then(due(2, "p2", 50'000, refund_reason::cancelled)));
}

TEST_CASE("reversal: a part is recorded once and changes nothing but what is left") {
  auto result = when(paid_family(), at(3'000, give_back(2, "p1", 10'000)));
  CHECK(result == then(reversed(2, "p1", 10'000)));
  auto show = after(paid_family(), 3'000, result);
  CHECK(show.find(2)->status == booking_status::paid);
  CHECK(show.find(2)->amount == 50'000);
  CHECK(when(show, at(4'000, give_back(2, "p1", 10'000))) == then());
  CHECK(when(show, at(4'000, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator), due(2, "p1", 40'000, refund_reason::cancelled)));
  CHECK(when(show, at(4'000, give_back(2, "p1", 40'000))) ==
        then(reversed(2, "p1", 40'000), cancelled(2, canceller::payment_reversed)));
}

TEST_CASE("reversal: not more than is left, not nothing, and in the currency of the payment") {
  auto show =
      after(paid_family(), 3'000, when(paid_family(), at(3'000, give_back(2, "p1", 10'000))));
  for (std::int64_t amount : {0, 40'001, 50'000})
    CHECK(invalid_fields(when(show, at(4'000, give_back(2, "p1", amount)))) == names{"amount"});
  auto dollars = give_back(2, "p1", 40'000);
  dollars.amount.currency = "USD";
  CHECK(invalid_fields(when(show, at(4'000, dollars))) == names{"amount"});
}

TEST_CASE("reversal: of a payment of which nothing is left, nothing can be taken back") {
  auto body = priced_hall();
  auto two = requested(2, {"B1", "B2"});
  two.types = {{"ADULT"}, {"GUEST"}};
  two.amount = rupees(15'000);
  auto show =
      given(opened(body), at(0, two), at(1'000, confirmed(2)), at(2'000, bought(2, "p1", 15'000)));
  show = after(show, 3'000, when(show, at(3'000, take_back(2, {"B1"}))));
  show = after(show, 4'000, when(show, at(4'000, give_back(2, "p1", 15'000))));
  REQUIRE(show.find(2)->status == booking_status::paid);
  for (std::int64_t amount : {0, 10'000})
    CHECK(invalid_fields(when(show, at(5'000, give_back(2, "p1", amount)))) == names{"amount"});
  CHECK(when(show, at(5'000, give_back(2, "p1", 15'000))) == then());
}

TEST_CASE("reversal: while a refund of the payment is due, another amount is invalid") {
  CHECK(invalid_fields(when(two_refunds(), at(5'000, give_back(2, "p1", 20'000)))) ==
        names{"amount"});
}

TEST_CASE("reversal: seats that are returned later give back at most what is left") {
  auto show =
      after(paid_family(), 3'000, when(paid_family(), at(3'000, give_back(2, "p1", 40'000))));
  auto result = when(show, at(4'000, take_back(2, {"A1"})));
  CHECK(result ==
        then(returned(2, {"A1"}, 20'000), due(2, "p1", 10'000, refund_reason::seats_returned)));
  auto less = after(show, 4'000, result);
  CHECK(when(less, at(5'000, take_back(2, {"B1"}))) == then(returned(2, {"B1"}, 15'000)));
  CHECK(when(less, at(5'000, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator)));
  CHECK(when(less, at(5'000, cancel_show{})) ==
        then(show_cancelled{}, cancelled(2, canceller::show_cancelled)));
}

} // namespace boxoffice::events::tests

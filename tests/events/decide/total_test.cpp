// REFUNDED messages that say the total that went back of a payment, as Stripe's events do.
#include "events/codec/snapshot.hpp"
#include "tests/events/audit/audit_scenario.hpp"
#include "tests/events/reference_show.hpp"

#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

record_payment back_in_total(std::int64_t total) {
  auto message = give_back(2, "p1", total);
  message.in_total = true;
  return message;
}

payment_reversed reversed_to(std::int64_t amount, std::int64_t total) {
  auto fact = reversed(2, "p1", amount);
  fact.total = total;
  return fact;
}

refund_completed refunded_to(std::int64_t amount, std::int64_t total,
                             std::optional<std::uint64_t> due = std::nullopt) {
  auto fact = refunded(2, "p1", amount, due);
  fact.total = total;
  return fact;
}

/// The show after the message, which must not be refused.
show_state taken(const show_state& show, time_ms after_noon, const record_payment& message) {
  return after(show, after_noon, when(show, at(after_noon, message)));
}

/// paid_family(), whose seats cost 20000, 15000 and 15000, after A1 and then B1 were returned: due
/// are 20000 at seq 6 and 15000 at seq 8.
show_state two_due() {
  auto show = after(paid_family(), 3'000, when(paid_family(), at(3'000, take_back(2, {"A1"}))));
  return after(show, 4'000, when(show, at(4'000, take_back(2, {"B1"}))));
}

} // namespace

TEST_CASE("total: only what is new of it went back now") {
  auto first = when(paid_family(), at(3'000, back_in_total(10'000)));
  CHECK(first == then(reversed_to(10'000, 10'000)));
  auto show = after(paid_family(), 3'000, first);
  CHECK(when(show, at(4'000, back_in_total(10'000))) == then());
  CHECK(when(show, at(4'000, back_in_total(7'000))) == then());
  // The same amount once more, which a message without a total could not say.
  auto second = when(show, at(4'000, back_in_total(20'000)));
  CHECK(second == then(reversed_to(10'000, 20'000)));
  auto less = after(show, 4'000, second);
  CHECK(when(less, at(5'000, back_in_total(50'000))) ==
        then(reversed_to(30'000, 50'000), cancelled(2, canceller::payment_reversed)));
  CHECK(when(less, at(5'000, back_in_total(50'001))) ==
        then(exceeded(reversed_to(30'000, 50'001), 1), cancelled(2, canceller::payment_reversed)));
}

TEST_CASE("total: messages without one are counted apart") {
  auto show = taken(paid_family(), 3'000, back_in_total(10'000));
  // A dispute of the same amount.
  auto disputed = when(show, at(4'000, give_back(2, "p1", 10'000)));
  CHECK(disputed == then(reversed(2, "p1", 10'000)));
  auto less = after(show, 4'000, disputed);
  CHECK(when(less, at(5'000, give_back(2, "p1", 10'000))) == then());
  CHECK(when(less, at(5'000, back_in_total(10'000))) == then());
  CHECK(when(less, at(5'000, back_in_total(15'000))) == then(reversed_to(5'000, 15'000)));
}

TEST_CASE("total: it settles the refund of its amount, whichever is older") {
  auto show = two_due();
  CHECK(when(show, at(5'000, back_in_total(15'000))) == then(refunded_to(15'000, 15'000, 8)));
  CHECK(when(show, at(5'000, back_in_total(20'000))) == then(refunded_to(20'000, 20'000, 6)));
  auto one_left = taken(show, 5'000, back_in_total(15'000));
  CHECK(when(one_left, at(6'000, back_in_total(35'000))) == then(refunded_to(20'000, 35'000, 6)));
}

TEST_CASE("total: one message may stand for several refunds, and for a reversal behind them") {
  auto show = two_due();
  CHECK(when(show, at(5'000, back_in_total(35'000))) ==
        then(refunded_to(20'000, 20'000, 6), refunded_to(15'000, 35'000, 8)));
  CHECK(when(show, at(5'000, back_in_total(40'000))) == then(refunded_to(20'000, 20'000, 6),
                                                             refunded_to(15'000, 35'000, 8),
                                                             reversed_to(5'000, 40'000)));
  CHECK(when(show, at(5'000, back_in_total(50'000))) ==
        then(refunded_to(20'000, 20'000, 6), refunded_to(15'000, 35'000, 8),
             reversed_to(15'000, 50'000), cancelled(2, canceller::payment_reversed)));
  CHECK(when(show, at(5'000, back_in_total(50'001))) ==
        then(refunded_to(20'000, 20'000, 6), refunded_to(15'000, 35'000, 8),
             exceeded(reversed_to(15'000, 50'001), 1), cancelled(2, canceller::payment_reversed)));
}

TEST_CASE("total: a part of a refund that is due waits for a total with the rest of it") {
  auto part = when(two_due(), at(5'000, back_in_total(25'000)));
  CHECK(part == then(refunded_to(20'000, 20'000, 6), exceeded(reversed_to(0, 25'000), 5'000)));
  auto show = after(two_due(), 5'000, part);
  CHECK(show.find(2)->details->kept.value == 15'000);
  for (std::int64_t repeated : {0, 20'000, 25'000})
    CHECK(when(show, at(6'000, back_in_total(repeated))) == then());
  CHECK(when(show, at(6'000, back_in_total(35'000))) == then(refunded_to(15'000, 35'000, 8)));
  CHECK(when(show, at(6'000, back_in_total(36'000))) ==
        then(refunded_to(15'000, 35'000, 8), reversed_to(1'000, 36'000)));
  // Only the smaller one is paid back in full.
  CHECK(when(two_due(), at(5'000, back_in_total(16'000))) ==
        then(refunded_to(15'000, 15'000, 8), exceeded(reversed_to(0, 16'000), 1'000)));
}

TEST_CASE("total: of a payment of which nothing is left, more is recorded once") {
  auto show = taken(paid_family(), 3'000, back_in_total(50'000));
  auto more = when(show, at(4'000, back_in_total(50'700)));
  CHECK(more == then(exceeded(reversed_to(0, 50'700), 700)));
  show = after(show, 4'000, more);
  CHECK(when(show, at(5'000, back_in_total(50'700))) == then());
  CHECK(when(show, at(5'000, back_in_total(51'000))) ==
        then(exceeded(reversed_to(0, 51'000), 1'000)));
}

TEST_CASE("total: of nothing it changes nothing, also before the payment is known") {
  auto held = given(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)));
  for (const auto& show : {held, paid_family(), two_due()})
    CHECK(when(show, at(5'000, back_in_total(0))) == then());
}

TEST_CASE("total: before the payment is known nothing is due, and afterwards it is recorded") {
  auto held = given(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(2'000, back_in_total(15'000))) == refuses(errc::no_refund_due));
  auto paid = after(held, 3'000, when(held, at(3'000, pay(2, "p1", 15'000))));
  CHECK(when(paid, at(4'000, back_in_total(15'000))) ==
        then(reversed_to(15'000, 15'000), cancelled(2, canceller::payment_reversed)));
}

TEST_CASE("total: a payment message may name its booking by reference") {
  auto show = given(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)));
  auto message = pay(2, "p1", 15'000);
  message.reference = reference_of(show.id, 2, show.find(booking_number{2})->secret);
  message.secret = {};
  CHECK(when(show, at(2'000, message)) == then(bought(2, "p1", 15'000)));
  message.reference->check.back() ^= 1U;
  CHECK(when(show, at(2'000, message)) == refuses(errc::booking_not_found));
  message.reference = reference_of(show.id, 3, show.find(booking_number{2})->secret);
  CHECK(when(show, at(2'000, message)) == refuses(errc::booking_not_found));
}

TEST_CASE("total: repeated and in any order, totals lead to the same state of the money") {
  CHECK(rc::check("until each was accepted", [] {
    const auto seats_returned = *rc::gen::arbitrary<bool>();
    const std::vector<std::int64_t> totals =
        seats_returned ? std::vector<std::int64_t>{5'000, 17'000, 20'000, 35'000, 40'000}
                       : std::vector<std::int64_t>{10'000, 20'000, 45'000, 50'000};
    auto show = seats_returned ? two_due() : paid_family();
    auto waiting = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::elementOf(totals));
    waiting.insert(waiting.end(), totals.begin(), totals.end());
    time_ms now = 5'000;
    while (!waiting.empty()) {
      auto place = *rc::gen::inRange<std::size_t>(0, waiting.size());
      auto message = at(++now, back_in_total(waiting[place]));
      auto decided = when(show, message);
      RC_ASSERT(!decided.refused);
      show = after(show, now, decided);
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(place));
    }
    const auto& booked = *show.find(booking_number{2});
    RC_ASSERT(booked.details->refunds.empty());
    RC_ASSERT(booked.details->kept.value == (seats_returned ? 10'000 : 0));
    RC_ASSERT((booked.status == booking_status::cancelled) == !seats_returned);
  }));
}

TEST_CASE("total: a refund of nothing, as older versions owed, is settled without a total") {
  auto show = after(paid_family(), 3'000,
                    then(due(2, "p1", 0, refund_reason::wrong_amount),
                         due(2, "p1", 1'000, refund_reason::wrong_amount)));
  CHECK(when(show, at(4'000, back_in_total(51'001))) ==
        then(refunded(2, "p1", 0), refunded_to(1'000, 1'000),
             exceeded(reversed_to(50'000, 51'001), 1), cancelled(2, canceller::payment_reversed)));
  // They settled it by a total of 0.
  CHECK(verdict(recorded_as(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)),
                            at(before_pay_by, due(2, "p1", 0, refund_reason::wrong_amount)),
                            refunded_to(0, 0))) == "");
}

TEST_CASE("total: one in another currency is refused, however small") {
  auto show = after(paid_family(), 3'000, when(paid_family(), at(3'000, back_in_total(10'000))));
  auto message = back_in_total(9'000);
  message.amount.currency = "USD";
  CHECK(when(show, at(4'000, message)).refused);
  message.amount.value = 0;
  CHECK(when(show, at(4'000, message)) == then());
}

TEST_CASE("total: the auditor takes what is decided, and no other total") {
  auto objection = [](const payment_reversed& second) {
    return verdict(recorded_as(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)),
                               at(before_pay_by, bought(2, "p1", 15'000)),
                               reversed_to(1'000, 1'000), second));
  };
  CHECK(objection(reversed_to(1'000, 2'000)) == "");
  CHECK(objection(reversed(2, "p1", 1'000)) == "");
  for (std::int64_t wrong : {0, 1'000, 2'001})
    CHECK(objection(reversed_to(1'000, wrong)).find("in total " + std::to_string(wrong)) !=
          std::string::npos);
  CHECK(objection(exceeded(reversed_to(1'000, 2'001), 1)) ==
        "6: payment p1 is exceeded by 1, but 14000 is left of it");
  CHECK(objection(exceeded(reversed(2, "p1", 1'000), 1)) ==
        "6: payment p1 has an excess without a dispute or a total");
}

TEST_CASE("total: the auditor takes a part of a refund that is due, and no more of it") {
  auto objection = [](const payment_reversed& part) {
    return verdict(recorded_as(
        opened(), at(0, requested(2, {"A1", "B1", "B2"})), at(1'000, confirmed(2)),
        at(2'000, bought(2, "p1", 50'000)), at(3'000, returned(2, {"B1"}, 15'000)),
        due(2, "p1", 15'000, refund_reason::seats_returned), part, refunded_to(15'000, 15'000, 6)));
  };
  CHECK(objection(exceeded(reversed_to(0, 5'000), 5'000)) == "");
  const std::string is_due = "7: payment p1 is reversed, but 15000 INR of it is due back";
  CHECK(objection(exceeded(reversed_to(0, 15'000), 15'000)) == is_due);
  CHECK(objection(exceeded(reversed_to(1'000, 5'000), 4'000)) == is_due);
  CHECK(objection(exceeded(reversed_to(0, 5'001), 5'000)).find("in total 5001") !=
        std::string::npos);
}

TEST_CASE("total: a snapshot keeps it") {
  auto show = taken(paid_family(), 3'000, back_in_total(10'000));
  auto stored = encode_snapshot(show, {});
  auto read = decode_snapshot(bytes_of(stored), show.id, show.plan);
  REQUIRE(read.has_value());
  CHECK(text_of(read->state) == text_of(show));
  CHECK(when(read->state, at(4'000, back_in_total(10'000))) == then());
}

} // namespace boxoffice::events::tests

// REFUNDED messages with the id of a dispute: money that the customer's bank took from the cinema.
#include "events/decide/payment.hpp"
#include "tests/events/audit/audit_scenario.hpp"
#include "tests/events/explain/explained.hpp"

#include <algorithm>

namespace boxoffice::events::tests {

namespace {

record_payment charged_back(std::int64_t amount, const std::string& dispute = "du_1") {
  auto message = give_back(2, "p1", amount);
  message.dispute = dispute;
  return message;
}

any_command at_time(time_ms after_noon, any_command command) {
  std::visit([&](auto& each) { each.at = noon + after_noon; }, command);
  return command;
}

/// The show after the message, which must not be refused.
show_state after_message(const show_state& show, time_ms after_noon,
                         const record_payment& message) {
  return after(show, after_noon, when(show, at(after_noon, message)));
}

/// paid_family(), whose seats cost 20000, 15000 and 15000, after B1 was returned: 15000 are due at
/// seq 6, and 35000 are left.
show_state one_due() {
  return after(paid_family(), 3'000, when(paid_family(), at(3'000, take_back(2, {"B1"}))));
}

} // namespace

TEST_CASE("dispute: one of the amount of an earlier refund takes money of its own") {
  auto show = after_message(one_due(), 4'000, give_back(2, "p1", 15'000));
  CHECK(when(show, at(5'000, give_back(2, "p1", 15'000))) == then());
  auto result = when(show, at(5'000, charged_back(15'000)));
  CHECK(result == then(disputed(reversed(2, "p1", 15'000), "du_1")));
  auto less = after(show, 5'000, result);
  CHECK(when(less, at(6'000, charged_back(15'000))) == then());
  CHECK(
      when(less, at(6'000, charged_back(20'000, "du_2"))) ==
      then(disputed(reversed(2, "p1", 20'000), "du_2"), cancelled(2, canceller::payment_reversed)));
}

TEST_CASE("dispute: of the last seat, after the other one was paid back, it cancels the booking") {
  auto two = given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                   at(2'000, bought(2, "p1", 30'000)), at(3'000, returned(2, {"B1"}, 15'000)),
                   due(2, "p1", 15'000, refund_reason::seats_returned),
                   at(4'000, refunded(2, "p1", 15'000, 6)));
  CHECK(
      when(two, at(5'000, charged_back(15'000))) ==
      then(disputed(reversed(2, "p1", 15'000), "du_1"), cancelled(2, canceller::payment_reversed)));
}

TEST_CASE("dispute: a refund is no repetition of one, and one is none of a refund") {
  auto show = after_message(paid_family(), 3'000, charged_back(10'000));
  auto refund = when(show, at(4'000, give_back(2, "p1", 10'000)));
  CHECK(refund == then(reversed(2, "p1", 10'000)));
  auto less = after(show, 4'000, refund);
  CHECK(when(less, at(5'000, give_back(2, "p1", 10'000))) == then());
  CHECK(when(less, at(5'000, charged_back(10'000))) == then());
  CHECK(when(less, at(5'000, charged_back(10'000, "du_2"))) ==
        then(disputed(reversed(2, "p1", 10'000), "du_2")));
}

TEST_CASE("dispute: of the whole payment it settles what is due and takes back the rest") {
  auto result = when(one_due(), at(5'000, charged_back(50'000)));
  CHECK(result == then(disputed(refunded(2, "p1", 15'000, 6), "du_1"),
                       disputed(reversed(2, "p1", 35'000), "du_1"),
                       cancelled(2, canceller::payment_reversed)));
  auto show = after(one_due(), 5'000, result);
  CHECK(show.find(2)->details->refunds.empty());
  CHECK(when(show, at(6'000, charged_back(50'000))) == then());
  CHECK(when(show, at(6'000, charged_back(50'000, "du_2"))) ==
        then(exceeded(disputed(reversed(2, "p1", 0), "du_2"), 50'000)));
}

TEST_CASE("dispute: of what is due it settles that, and of another amount as much as it reaches") {
  CHECK(when(one_due(), at(5'000, charged_back(15'000))) ==
        then(disputed(refunded(2, "p1", 15'000, 6), "du_1")));
  CHECK(when(one_due(), at(5'000, charged_back(14'999))) ==
        then(disputed(reversed(2, "p1", 14'999), "du_1")));
  CHECK(when(one_due(), at(5'000, charged_back(50'001))) ==
        then(disputed(refunded(2, "p1", 15'000, 6), "du_1"),
             exceeded(disputed(reversed(2, "p1", 35'000), "du_1"), 1),
             cancelled(2, canceller::payment_reversed)));
  CHECK(invalid_fields(when(one_due(), at(5'000, charged_back(0)))) == names{"amount"});
  auto dollars = charged_back(50'000);
  dollars.amount.currency = "USD";
  CHECK(invalid_fields(when(one_due(), at(5'000, dollars))) == names{"amount"});
  CHECK(when(one_due(), at(5'000, charged_back(20'000))) ==
        then(disputed(refunded(2, "p1", 15'000, 6), "du_1"),
             disputed(reversed(2, "p1", 5'000), "du_1")));
}

TEST_CASE("dispute: of the whole payment, after a refund of it that failed at the provider") {
  auto show = after_message(one_due(), 4'000, give_back(2, "p1", 15'000));
  auto result = when(show, at(5'000, charged_back(50'000)));
  CHECK(result == then(exceeded(disputed(reversed(2, "p1", 35'000), "du_1"), 15'000),
                       cancelled(2, canceller::payment_reversed)));
  show = after(show, 5'000, result);
  CHECK(when(show, at(6'000, charged_back(50'000))) == then());
}

TEST_CASE("dispute: of less than what is due, when nothing else is left, it is recorded alone") {
  auto show =
      after(paid_show(), 3'000, when(paid_show(), at(3'000, cancel_by(canceller::by_operator, 2))));
  auto result = when(show, at(5'000, charged_back(5'000)));
  CHECK(result == then(exceeded(disputed(reversed(2, "p1", 0), "du_1"), 5'000)));
  show = after(show, 5'000, result);
  CHECK(show.find(2)->details->refunds.size() == 1);
  CHECK(when(show, at(6'000, charged_back(5'000))) == then());
  CHECK(when(show, at(6'000, give_back(2, "p1", 15'000))) == then(refunded(2, "p1", 15'000)));
}

TEST_CASE("dispute: of money that bought nothing it settles that, and a second one is recorded") {
  auto show = after(paid_show(), 3'000, then(due(2, "p2", 700, refund_reason::already_paid)));
  auto other = [](std::int64_t amount, const std::string& dispute) {
    auto message = charged_back(amount, dispute);
    message.payment = payment_id{"p2"};
    return message;
  };
  show = after_message(show, 4'000, other(700, "du_1"));
  CHECK(show.find(2)->details->refunds.empty());
  CHECK(when(show, at(5'000, other(700, "du_2"))) ==
        then(exceeded(disputed(reversed(2, "p2", 0), "du_2"), 700)));
  auto dollars = other(700, "du_2");
  dollars.amount.currency = "USD";
  CHECK(invalid_fields(when(show, at(5'000, dollars))) == names{"amount"});
  dollars.payment = payment_id{"p3"};
  CHECK(when(show, at(5'000, dollars)) == refuses(errc::no_refund_due));
}

TEST_CASE("dispute: with totals and a return, in each order all money is recorded") {
  auto total = [](std::int64_t amount) {
    auto message = give_back(2, "p1", amount);
    message.in_total = true;
    return message;
  };
  const std::vector<any_command> commands{pay(2, "p1", 30'000, 1'500), take_back(2, {"B1"}),
                                          total(15'000), total(20'000), charged_back(5'000)};
  std::vector<std::size_t> order{0, 1, 2, 3, 4};
  auto count = 0;
  do {
    auto show = given(opened(), at(10, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)));
    time_ms now = 2'000;
    for (auto again : {false, true}) // What is refused comes again.
      for (auto which : order) {
        auto result = when(show, at_time(++now, commands[which]));
        CHECK((!again || which == 1 || !result.refused));
        if (!result.refused)
          show = after(show, now, result);
      }
    std::int64_t reached = 0;
    auto has_dispute = false;
    for (const auto& entry : show.find(2)->details->payments) {
      reached = std::max(reached, entry.total);
      has_dispute = has_dispute || entry.dispute == "du_1";
    }
    CHECK(reached == 20'000);
    CHECK(has_dispute);
    ++count;
  } while (std::ranges::next_permutation(order).found);
  CHECK(count == 120);
}

TEST_CASE("dispute: its id is text of a payment's form and comes with REFUNDED only") {
  for (const auto& wrong : {std::string{}, std::string{"a b"}, std::string(256, 'x')})
    CHECK(invalid_fields(when(paid_show(), charged_back(15'000, wrong))) == names{"dispute"});
  auto success = pay(2, "p1", 15'000);
  success.dispute = "du_1";
  CHECK(invalid_fields(when(paid_show(), success)) == names{"dispute"});
}

TEST_CASE("refund: once all refunds are settled, only the same message again is accepted") {
  auto over = after_message(
      after(paid_show(), 3'000, when(paid_show(), at(3'000, cancel_by(canceller::by_operator, 2)))),
      4'000, give_back(2, "p1", 15'000));
  CHECK(when(over, at(5'000, give_back(2, "p1", 15'000))) == then());
  for (std::int64_t other : {0, 1, 14'999, 15'001})
    CHECK(when(over, at(5'000, give_back(2, "p1", other))) == refuses(errc::no_refund_due));
  auto dollars = give_back(2, "p1", 15'000);
  dollars.amount.currency = "USD";
  CHECK(when(over, at(5'000, dollars)) == refuses(errc::no_refund_due));
  CHECK(when(over, at(5'000, give_back(2, "p2", 15'000))) == refuses(errc::no_refund_due));
}

TEST_CASE("refund: of money that bought nothing, the same message again is accepted") {
  auto show = after(paid_show(), 3'000, then(due(2, "p2", 700, refund_reason::already_paid)));
  show = after_message(show, 4'000, give_back(2, "p2", 700));
  CHECK(when(show, at(5'000, give_back(2, "p2", 700))) == then());
  CHECK(when(show, at(5'000, give_back(2, "p2", 701))) == refuses(errc::no_refund_due));
}

TEST_CASE("payment: a success without money buys what costs nothing, and else changes nothing") {
  auto without_money = [](std::int64_t amount) {
    auto message = pay(2, "p1", amount);
    message.without_money = true;
    return message;
  };
  // As older versions left them: a booking of 0 was not paid with its confirmation.
  auto free = requested(2, {"B1"});
  free.types = {{"GUEST"}};
  free.amount = rupees(0);
  auto held = given(opened(priced_hall()), at(0, free), at(1'000, confirmed(2)));
  auto result = when(held, at(2'000, without_money(0)));
  CHECK(result == then(bought(2, "p1", 0)));
  CHECK(when(after(held, 2'000, result), at(3'000, without_money(0))) == then());
  auto paid = after(held, 2'000, then(bought(2, "free", 0)));
  CHECK(invalid_fields(when(paid, at(3'000, without_money(0)))) == names{"amount"});
  auto costly = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  for (std::int64_t amount : {0, 15'000})
    CHECK(invalid_fields(when(costly, at(2'000, without_money(amount)))) == names{"amount"});
}

TEST_CASE("audit: a dispute exceeds a payment only by what is neither due nor left") {
  auto objection = [](const payment_reversed& fact) {
    return verdict(
        recorded_as(opened(), at(0, requested(2, {"A1", "B1", "B2"})), at(1'000, confirmed(2)),
                    at(2'000, bought(2, "p1", 50'000)), at(3'000, returned(2, {"B1"}, 15'000)),
                    due(2, "p1", 15'000, refund_reason::seats_returned), disputed(fact, "du_1")));
  };
  CHECK(objection(reversed(2, "p1", 14'999)) == "");
  const std::string is_due = "7: payment p1 is reversed, but 15000 INR of it is due back";
  CHECK(objection(reversed(2, "p1", 15'000)) == is_due);
  CHECK(objection(exceeded(reversed(2, "p1", 14'999), 1)) == is_due);
  CHECK(objection(exceeded(reversed(2, "p1", 0), 1)) ==
        "7: payment p1 is exceeded by 1, but 35000 is left of it");
  CHECK(objection(exceeded(reversed(2, "p1", 1'000), 0)) == "7: the excess of payment p1 is 0");
  CHECK(objection(exceeded(reversed(2, "p2", 0), 1)) ==
        "7: payment p2 is reversed, but booking 2 has no such payment in INR");
  CHECK(objection(reversed(2, "p1", 0)) != "");
}

TEST_CASE("audit: a dispute takes money once, in one append") {
  auto good =
      recorded_as(opened(), at(0, requested(2, {"A1", "B1", "B2"})), at(1'000, confirmed(2)),
                  at(2'000, bought(2, "p1", 50'000)), at(3'000, returned(2, {"B1"}, 15'000)),
                  due(2, "p1", 15'000, refund_reason::seats_returned),
                  at(5'000, disputed(refunded(2, "p1", 15'000, 6), "du_1")),
                  disputed(reversed(2, "p1", 15'000), "du_1"));
  CHECK(verdict(good) == "");
  CHECK(verdict(inserted(good, 9, disputed(reversed(2, "p1", 15'000), "du_2"))) == "");
  const std::string again = "dispute du_1 of payment p1 took money before";
  CHECK(verdict(inserted(good, 9, disputed(reversed(2, "p1", 15'000), "du_1"))) == "9: " + again);
  CHECK(verdict(moved(good, 8, 6'000)) == "8: " + again);
  auto with_total = disputed(reversed(2, "p1", 15'000), "du_2");
  with_total.total = 15'000;
  CHECK(verdict(inserted(good, 9, with_total)) == "9: dispute du_2 says the total of the refunds");
  CHECK(verdict(inserted(good, 9, reversed(2, "p1", 15'000))) == "");
}

TEST_CASE("explain: what a dispute took, due or not") {
  const auto explanation =
      explanation_of({opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                      at(2'000, bought(2, "pay-1", 30'000)), at(3'000, returned(2, {"B1"}, 15'000)),
                      due(2, "pay-1", 15'000, refund_reason::seats_returned),
                      at(5'000, disputed(refunded(2, "pay-1", 15'000, 6), "du_1")),
                      disputed(reversed(2, "pay-1", 5'000), "du_1")},
                     2);
  CHECK(explanation.find(text(R"(
At 2027-01-15T08:00:05.000Z the payment provider reported dispute du_1 of payment pay-1,
which took back the 150.00 INR that was due back.

At 2027-01-15T08:00:05.000Z the payment provider reported dispute du_1 of payment pay-1,
which took back 50.00 INR that was not due back. The booking stayed as it was, with
100.00 INR left of the payment.
)")) != std::string::npos);
}

TEST_CASE("explain: what a dispute took beyond the payment") {
  auto explanation =
      explanation_of({opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                      at(2'000, bought(2, "pay-1", 15'000)),
                      at(5'000, exceeded(disputed(reversed(2, "pay-1", 15'000), "du_1"), 100)),
                      cancelled(2, canceller::payment_reversed),
                      at(6'000, exceeded(disputed(reversed(2, "pay-1", 0), "du_2"), 200))},
                     2);
  std::ranges::replace(explanation, '\n', ' ');
  CHECK(explanation.find("1.00 INR went back for which nothing was due") != std::string::npos);
  CHECK(explanation.find("reported dispute du_2") != std::string::npos);
  CHECK(explanation.find("2.00 INR went back") != std::string::npos);
}

} // namespace boxoffice::events::tests

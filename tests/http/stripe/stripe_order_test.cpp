// Whatever order Stripe's events come in, and however often, the money ends in the same place.
#include "events/audit/audit.hpp"
#include "events/decide/decide.hpp"
#include "http/api/stripe/stripe_event.hpp"
#include "tests/http/stripe/stripe_events.hpp"
#include "tests/support/noon.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::http::tests {

using namespace events;
using boxoffice::tests::noon;

namespace {

constexpr bytes16 holder_secret{1, 2, 3};

/// A show with one confirmed booking of two seats for 40000, and its auditor.
class stripe_show {
public:
  stripe_show() {
    show_.id = {"regal-1"};
    show_body body{"Metropolis", "Small", noon + 86'400'000,   noon + 86'400'000,
                   "INR",        20'000,  {{"ALL", "All", 0}}, {}};
    body.rows.push_back({"A", "ALL", {seat_id{"A1"}, seat_id{"A2"}}});
    take(open_show{noon, body});
    take(request_booking{noon, {show_.id, holder_secret}, {}, {{"A1"}, {"A2"}}, {}});
    take(hold_review{noon + 1'000, {7}});
    REQUIRE(booked().status == booking_status::confirmed);
  }

  [[nodiscard]] const booking& booked() const { return *show_.find(holder_secret); }
  [[nodiscard]] std::string reference() const {
    return to_text(reference_of(show_.id, booked().number, holder_secret));
  }

  /// Handles an event as the gateway and the show do; false if Stripe must resend it.
  bool deliver(const nlohmann::json& event, time_ms at) {
    auto read = read_stripe_event(event.dump());
    RC_ASSERT(read.has_value());
    if (std::holds_alternative<ignored_event>(*read))
      return true;
    auto& body = std::get<payment_body>(*read);
    body.payment.at = at;
    body.payment.reference = parse_payment_reference(body.reference);
    RC_ASSERT(body.payment.reference.has_value());
    return take(body.payment);
  }

  void return_seat(time_ms at) { take(return_seats{at, holder_secret, {{"A1"}}, {}}); }

  [[nodiscard]] bool is_whole() const { return !judge_.finish().has_value(); }

private:
  template <class Command>
  bool take(const Command& command) {
    auto decided = decide(show_, command, rules{});
    if (!decided)
      return false;
    for (auto& fact : *decided) {
      recorded next{show_.seq + 1, command.at, std::move(fact)};
      auto objection = judge_.take(next);
      RC_ASSERT(!objection.has_value());
      evolve(show_, next);
    }
    return true;
  }

  show_state show_;
  auditor judge_{show_id{"regal-1"}};
};

using event_list = std::vector<nlohmann::json>;

/// Delivers each at least once, in any order; what is refused is sent again.
void deliver_in_any_order(stripe_show& show, const event_list& all) {
  auto waiting = all;
  for (const auto& again :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, all.size())))
    waiting.push_back(all[again]);
  time_ms now = noon + 60'000;
  for (int left = 10'000; !waiting.empty() && left != 0; --left) {
    auto place = *rc::gen::inRange<std::size_t>(0, waiting.size());
    if (show.deliver(waiting[place], ++now))
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(place));
  }
  RC_ASSERT(waiting.empty());
  RC_ASSERT(show.is_whole());
}

} // namespace

TEST_CASE("stripe order: a payment and its partial refunds, up to all of it") {
  CHECK(rc::check("in any order and repeated", [] {
    stripe_show show;
    const auto whole = *rc::gen::arbitrary<bool>();
    const auto ref = show.reference();
    event_list all{event_of("checkout.session.completed", session_of(ref, 40'000)),
                   event_of("charge.refunded", charge_of(ref, 5'000)),
                   event_of("charge.refunded", charge_of(ref, 10'000)),
                   event_of("charge.updated", charge_of(ref, 10'000))};
    if (whole)
      all.push_back(event_of("charge.refunded", charge_of(ref, 40'000)));
    deliver_in_any_order(show, all);
    RC_ASSERT(show.booked().details->kept.value == (whole ? 0 : 30'000));
    RC_ASSERT(show.booked().status == (whole ? booking_status::cancelled : booking_status::paid));
  }));
}

TEST_CASE("stripe order: a payment that is late, its failure before, and a partial refund beside a "
          "dispute of the rest") {
  CHECK(rc::check("in any order and repeated", [] {
    stripe_show show;
    const auto ref = show.reference();
    const event_list all{
        event_of("checkout.session.completed", session_of(ref, 40'000, "unpaid")),
        event_of("checkout.session.async_payment_failed", session_of(ref, 40'000, "unpaid")),
        event_of("checkout.session.async_payment_succeeded", session_of(ref, 40'000)),
        event_of("charge.refunded", charge_of(ref, 10'000)),
        event_of("charge.dispute.created", dispute_of(ref, 30'000))};
    deliver_in_any_order(show, all);
    RC_ASSERT(show.booked().status == booking_status::cancelled);
    RC_ASSERT(show.booked().details->kept.value == 0);
    RC_ASSERT(show.booked().details->refunds.empty());
  }));
}

TEST_CASE("stripe order: the refund of returned seats is settled, and a dispute takes the rest") {
  CHECK(rc::check("in any order and repeated", [] {
    stripe_show show;
    const auto ref = show.reference();
    RC_ASSERT(show.deliver(event_of("checkout.session.completed", session_of(ref, 40'000)),
                           noon + 50'000));
    show.return_seat(noon + 51'000);
    RC_ASSERT(show.booked().details->refunds.size() == 1);
    deliver_in_any_order(show, {event_of("checkout.session.completed", session_of(ref, 40'000)),
                                event_of("charge.refunded", charge_of(ref, 20'000)),
                                event_of("charge.dispute.created", dispute_of(ref, 15'000))});
    RC_ASSERT(show.booked().status == booking_status::paid);
    RC_ASSERT(show.booked().details->refunds.empty());
    RC_ASSERT(show.booked().details->kept.value == 5'000);
  }));
}

TEST_CASE("stripe order: a dispute of the seat that is left, of the amount of the refund") {
  CHECK(rc::check("in any order and repeated", [] {
    stripe_show show;
    const auto ref = show.reference();
    RC_ASSERT(show.deliver(event_of("checkout.session.completed", session_of(ref, 40'000)),
                           noon + 50'000));
    show.return_seat(noon + 51'000);
    deliver_in_any_order(show, {event_of("charge.refunded", charge_of(ref, 20'000)),
                                event_of("charge.dispute.created", dispute_of(ref, 20'000))});
    RC_ASSERT(show.booked().status == booking_status::cancelled);
    RC_ASSERT(show.booked().details->refunds.empty());
    RC_ASSERT(show.booked().details->kept.value == 0);
  }));
}

TEST_CASE("stripe order: a dispute of the whole payment, a part of which is due back") {
  stripe_show show;
  const auto ref = show.reference();
  REQUIRE(
      show.deliver(event_of("checkout.session.completed", session_of(ref, 40'000)), noon + 50'000));
  show.return_seat(noon + 51'000);
  const auto dispute = event_of("charge.dispute.created", dispute_of(ref, 40'000));
  CHECK(show.deliver(dispute, noon + 52'000));
  CHECK(show.deliver(dispute, noon + 53'000));
  CHECK(show.booked().status == booking_status::cancelled);
  CHECK(show.booked().details->refunds.empty());
  CHECK(show.booked().details->kept.value == 0);
  CHECK(show.is_whole());
}

TEST_CASE("stripe order: a second payment of the booking is due back until its refund") {
  CHECK(rc::check("in any order and repeated", [] {
    stripe_show show;
    const auto ref = show.reference();
    RC_ASSERT(show.deliver(event_of("checkout.session.completed", session_of(ref, 40'000)),
                           noon + 50'000));
    auto second = session_of(ref, 40'000);
    second["payment_intent"] = "pi_2";
    auto returned = charge_of(ref, 40'000);
    returned["payment_intent"] = "pi_2";
    deliver_in_any_order(show, {event_of("checkout.session.completed", second),
                                event_of("charge.refunded", returned)});
    RC_ASSERT(show.booked().status == booking_status::paid);
    RC_ASSERT(show.booked().details->refunds.empty());
    RC_ASSERT(show.booked().details->kept.value == 40'000);
  }));
}

} // namespace boxoffice::http::tests

#include "http/api/stripe/stripe_event.hpp"
#include "tests/http/stripe/stripe_events.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using events::payment_status;

namespace {

const std::string ref = "regal-1-7-8c14b4c33a38188b2c6a";

stripe_event event_in(const nlohmann::json& body) {
  auto read = read_stripe_event(body.dump());
  REQUIRE(read.has_value());
  return std::move(*read);
}

payment_body payment_in(const nlohmann::json& body) {
  auto read = event_in(body);
  REQUIRE(std::holds_alternative<payment_body>(read));
  return std::get<payment_body>(std::move(read));
}

ignored_event ignored_in(const nlohmann::json& body) {
  auto read = event_in(body);
  REQUIRE(std::holds_alternative<ignored_event>(read));
  return std::get<ignored_event>(std::move(read));
}

/// The fields of the errors in an event.
std::string errors_of(const nlohmann::json& body) {
  auto read = read_stripe_event(body.dump());
  std::string fields;
  if (!read)
    for (const auto& each : read.error().errors)
      fields += each.field + ' ';
  return fields;
}

nlohmann::json session_event(const std::string& what, nlohmann::json object) {
  return event_of("checkout.session." + what, std::move(object));
}

} // namespace

TEST_CASE("stripe event: a paid session is a SUCCESS at the time of the event") {
  for (const auto* what : {"completed", "async_payment_succeeded"}) {
    auto read = payment_in(session_event(what, session_of(ref, 40'000)));
    CHECK(read.reference == ref);
    CHECK(read.reqid.empty());
    CHECK(read.payment.payment.text == "pi_1");
    CHECK(read.payment.status == payment_status::success);
    CHECK(read.payment.amount == events::money{40'000, "INR"});
    CHECK(read.payment.paid_at == stripe_created * 1'000);
    CHECK_FALSE(read.payment.in_total);
  }
}

TEST_CASE("stripe event: a payment that failed later is a FAILED") {
  auto read = payment_in(session_event("async_payment_failed", session_of(ref, 40'000, "unpaid")));
  CHECK(read.payment.status == payment_status::failed);
  CHECK(read.payment.payment.text == "pi_1");
  CHECK_FALSE(read.payment.paid_at.has_value());
}

TEST_CASE("stripe event: a refund says the total, a dispute its own amount") {
  auto refund = payment_in(event_of("charge.refunded", charge_of(ref, 15'000)));
  CHECK(refund.payment.status == payment_status::refunded);
  CHECK(refund.payment.payment.text == "pi_1");
  CHECK(refund.payment.amount == events::money{15'000, "INR"});
  CHECK(refund.payment.in_total);
  auto dispute = payment_in(event_of("charge.dispute.created", dispute_of(ref, 25'000)));
  CHECK(dispute.payment.status == payment_status::refunded);
  CHECK(dispute.payment.payment.text == "pi_1");
  CHECK(dispute.payment.amount == events::money{25'000, "INR"});
  CHECK_FALSE(dispute.payment.in_total);
  CHECK(dispute.payment.dispute == "du_1");
  CHECK_FALSE(refund.payment.dispute);
  auto nameless = dispute_of(ref, 25'000);
  nameless.erase("id");
  CHECK(errors_of(event_of("charge.dispute.created", nameless)) == "dispute ");
}

TEST_CASE("stripe event: the booking is that of the metadata, else of the session, else expanded") {
  auto session = session_of("other", 40'000);
  session["metadata"]["reference"] = ref;
  CHECK(payment_in(session_event("completed", session)).reference == ref);
  auto dispute = dispute_of(ref, 25'000);
  dispute["metadata"] = nlohmann::json::object();
  auto unnamed = payment_in(event_of("charge.dispute.created", dispute));
  CHECK(unnamed.reference.empty()); // Its payment names the booking.
  CHECK(unnamed.payment.payment.text == "pi_1");
  dispute["charge"] = charge_of(ref, 0);
  CHECK(payment_in(event_of("charge.dispute.created", dispute)).reference == ref);
  dispute["charge"] = "ch_1";
  dispute["payment_intent"] = {{"id", "pi_1"}, {"metadata", {{"reference", ref}}}};
  auto read = payment_in(event_of("charge.dispute.created", dispute));
  CHECK(read.reference == ref);
  CHECK(read.payment.payment.text == "pi_1");
}

TEST_CASE("stripe event: without a payment intent the session or charge names the payment") {
  auto charge = charge_of(ref, 15'000);
  charge["payment_intent"] = nullptr;
  CHECK(payment_in(event_of("charge.refunded", charge)).payment.payment.text == "ch_1");
  auto dispute = dispute_of(ref, 25'000);
  dispute["payment_intent"] = nullptr;
  CHECK(payment_in(event_of("charge.dispute.created", dispute)).payment.payment.text == "ch_1");
  auto session = session_of(ref, 40'000);
  session.erase("payment_intent");
  CHECK(payment_in(session_event("completed", session)).payment.payment.text == "cs_1");
}

TEST_CASE("stripe event: what says nothing about the payment of a booking is ignored") {
  CHECK_FALSE(ignored_in(event_of("charge.updated", charge_of(ref, 0))).has_money);
  CHECK_FALSE(ignored_in(event_of("customer.created", nlohmann::json::object())).has_money);
  CHECK_FALSE(ignored_in(session_event("expired", session_of(ref, 40'000, "unpaid"))).has_money);
  for (const auto* status : {"unpaid", "no_payment_required"})
    CHECK_FALSE(ignored_in(session_event("completed", session_of(ref, 40'000, status))).has_money);
  auto subscription = session_of(ref, 40'000);
  subscription["mode"] = "subscription";
  CHECK_FALSE(ignored_in(session_event("completed", subscription)).has_money);
  for (const auto* status : {"warning_needs_response", "warning_under_review", "prevented", "won"})
    CHECK_FALSE(
        ignored_in(event_of("charge.dispute.created", dispute_of(ref, 25'000, status))).has_money);
  for (const auto* status : {"needs_response", "under_review", "lost"})
    CHECK(payment_in(event_of("charge.dispute.created", dispute_of(ref, 25'000, status)))
              .payment.status == payment_status::refunded);
}

TEST_CASE("stripe event: money for no booking is ignored, and known to be money") {
  auto session = session_of(ref, 40'000);
  session["client_reference_id"] = nullptr;
  CHECK(ignored_in(session_event("completed", session)).has_money);
  session["payment_status"] = "unpaid";
  CHECK_FALSE(ignored_in(session_event("async_payment_failed", session)).has_money);
  auto charge = charge_of(ref, 15'000);
  charge["metadata"].erase("reference");
  CHECK(payment_in(event_of("charge.refunded", charge)).reference.empty());
  charge["amount_refunded"] = 15'001;
  charge["currency"] = "isk"; // Of something that this server cannot have sold.
  CHECK(ignored_in(event_of("charge.refunded", charge)).has_money);
}

TEST_CASE("stripe event: a session without a payment pays what costs nothing") {
  auto free = payment_in(session_event("completed", session_of(ref, 0, "no_payment_required")));
  CHECK(free.payment.status == payment_status::success);
  CHECK(free.payment.amount == events::money{0, "INR"});
  CHECK(free.payment.without_money);
  CHECK_FALSE(payment_in(session_event("completed", session_of(ref, 0))).payment.without_money);
  auto unnamed = session_of(ref, 0, "no_payment_required");
  unnamed["client_reference_id"] = nullptr;
  CHECK_FALSE(ignored_in(session_event("completed", unnamed)).has_money);
}

TEST_CASE("stripe event: a refund that failed is told from one that did not") {
  for (const auto* type : {"refund.failed", "refund.updated", "charge.refund.updated"}) {
    for (const auto* status : {"failed", "canceled"}) {
      auto read = event_in(event_of(type, refund_of(ref, 15'000, status)));
      REQUIRE(std::holds_alternative<failed_refund>(read));
      const auto& refund = std::get<failed_refund>(read).refund;
      CHECK(refund.reference == ref);
      CHECK(refund.payment.payment.text == "pi_1");
      CHECK(refund.payment.amount == events::money{15'000, "INR"});
    }
    for (const auto* status : {"pending", "succeeded", "requires_action"})
      CHECK_FALSE(ignored_in(event_of(type, refund_of(ref, 15'000, status))).has_money);
  }
}

TEST_CASE("stripe event: amounts are turned into minor units of ISO 4217") {
  auto session = session_of(ref, 4'000);
  session["currency"] = "isk";
  CHECK(payment_in(session_event("completed", session)).payment.amount == events::money{40, "ISK"});
  session["amount_total"] = 4'001;
  CHECK(errors_of(session_event("completed", session)) == "data.object.amount_total ");
}

TEST_CASE("stripe event: a member that is missing or of another type is named") {
  auto good = session_event("completed", session_of(ref, 40'000));
  auto with = [&](const char* pointer, nlohmann::json value) {
    auto changed = good;
    changed[nlohmann::json::json_pointer{pointer}] = std::move(value);
    return errors_of(changed);
  };
  CHECK(errors_of(good).empty());
  CHECK(with("/type", 7) == "type ");
  CHECK(with("/data", nullptr) == "data.object ");
  CHECK(with("/created", "now") == "created ");
  CHECK(with("/created", -1) == "created ");
  CHECK(with("/data/object/payment_status", "maybe") == "data.object.payment_status ");
  CHECK(with("/data/object/payment_status", nullptr) == "data.object.payment_status ");
  CHECK(with("/data/object/amount_total", "40000") == "data.object.amount_total ");
  CHECK(with("/data/object/amount_total", -1) == "amount.value ");
  CHECK(with("/data/object/currency", 5) == "data.object.currency ");
  CHECK(with("/data/object/currency", "rupees") == "amount.currency ");
  for (const auto* text : {"", "[]", "7", "{", "{}x"})
    CHECK_MESSAGE(!read_stripe_event(text).has_value(), text);
}

} // namespace boxoffice::http::tests

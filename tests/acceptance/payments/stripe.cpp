// Payments by Stripe's webhook events, and the checkout that leads there.
#include "tests/support/cinema/stripe.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

const stripe at_stripe;

settings with_stripe() {
  auto all = quick_reviews();
  all["payment.stripe_secret"] = at_stripe.secret();
  all["payment.checkout_url"] = "https://pay.example/?r={reference}&a={amount}&back={returnUrl}";
  all["payment.return_url"] = "https://tickets.example/";
  return all;
}

class stripe_cinema : public cinema_fixture {
public:
  stripe_cinema() : cinema_fixture{server_binary(), with_stripe()} {}

  /// An event that must be accepted; returns the answer without the reference.
  json accepted(const std::string& type, const json& object, const json& ticket) {
    auto got = at_stripe.send(client(), type, object);
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    CHECK(got.body.at("reference") == ticket.at("reference"));
    CHECK_FALSE(got.body.contains("reqId"));
    got.body.erase("reference");
    return got.body;
  }
  json pay(const json& ticket, const std::string& intent) {
    return accepted("checkout.session.completed", stripe::session(ticket, intent), ticket);
  }
  json refund(const json& ticket, const std::string& intent, std::int64_t total) {
    return accepted("charge.refunded", stripe::charge(ticket, intent, total), ticket);
  }
  json now(const json& ticket) { return this->ticket(ticket.at("reqId")); }
};

const json paid_outcome{{"outcome", "PAID"}};
const json recorded_outcome{{"outcome", "RECORDED"}};

} // namespace

TEST_CASE("stripe: sessions pay bookings once, and refunds, disputes and failures are recorded") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(2, 6));

  const auto held = cinema.confirmed("s", {"A1", "A2"});
  const auto reference = held.at("reference").get<std::string>();
  CHECK(held.at("checkoutUrl") ==
        "https://pay.example/?r=" + reference + "&a=" + std::to_string(2 * seat_price) +
            "&back=https%3A%2F%2Ftickets.example%2F%3Fpayment%3D" + reference);
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  const auto paid = cinema.now(held);
  CHECK(paid.at("status") == "PAID");
  CHECK_FALSE(paid.contains("checkoutUrl"));
  const auto version = cinema.version("s");
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  CHECK(cinema.version("s") == version);

  // A second payment of the same booking is due back until its refund is reported.
  CHECK(cinema.pay(held, "pi_2") == json{{"outcome", "REFUND_DUE"}, {"reason", "already_paid"}});
  REQUIRE(cinema.refunds().size() == 1);
  CHECK(cinema.refunds().at(0).at("paymentId") == "pi_2");
  CHECK(cinema.refund(held, "pi_2", 2 * seat_price) == recorded_outcome);
  CHECK(cinema.refunds().empty());

  // A seat that the operator returns, its refund, and a dispute of the rest.
  CHECK(cinema
            .operate("/api/ticket/" + held.at("reqId").get<std::string>() + "/cancel",
                     {{"seats", {"A2"}}})
            .status == 200);
  REQUIRE(cinema.refunds().size() == 1);
  CHECK(cinema.refund(held, "pi_1", seat_price) == recorded_outcome);
  CHECK(cinema.refund(held, "pi_1", seat_price) == recorded_outcome);
  CHECK(cinema.refunds().empty());
  CHECK(cinema.now(held).at("status") == "PAID");
  const auto dispute = stripe::dispute(held, "pi_1", seat_price);
  CHECK(cinema.accepted("charge.dispute.created", dispute, held) == recorded_outcome);
  CHECK(cinema.now(held).at("status") == "CANCELLED");
  CHECK(cinema.now(held).at("reason") == "payment_reversed");
  CHECK(cinema.seat("s", "A1") == "available");

  // A payment method that takes time, and fails first.
  const auto slow = cinema.confirmed("s", {"B1"});
  auto pending = stripe::session(slow, "pi_3");
  pending["payment_status"] = "unpaid";
  const auto waits = at_stripe.send(cinema.client(), "checkout.session.completed", pending);
  CHECK(waits.status == 200);
  CHECK(waits.body.at("outcome") == "IGNORED");
  CHECK(cinema.accepted("checkout.session.async_payment_failed", pending, slow) ==
        recorded_outcome);
  CHECK(cinema.now(slow).at("status") == "CONFIRMED");
  CHECK(cinema.accepted("checkout.session.async_payment_succeeded", stripe::session(slow, "pi_4"),
                        slow) == paid_outcome);

  // A booking that its holder has cancelled meanwhile.
  const auto left = cinema.confirmed("s", {"B2"});
  REQUIRE(cinema.cancel(left.at("reqId")).status == 200);
  CHECK(cinema.pay(left, "pi_5") == json{{"outcome", "REFUND_DUE"}, {"reason", "cancelled"}});
  CHECK(cinema.refund(left, "pi_5", seat_price) == recorded_outcome);

  const auto before = cinema.version("s");
  cinema.crash();
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  CHECK(cinema.refund(held, "pi_1", seat_price) == recorded_outcome);
  CHECK(cinema.refund(left, "pi_5", seat_price) == recorded_outcome);
  CHECK(cinema.version("s") == before);
  CHECK(cinema.refunds().empty());
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("stripe: a refund that comes before its session is sent again until it is recorded") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(1, 6));
  const auto held = cinema.confirmed("s", {"A1", "A2"});
  const auto whole = stripe::charge(held, "pi_1", 2 * seat_price);
  check_code(at_stripe.send(cinema.client(), "charge.refunded", whole), 409, "NO_REFUND_DUE");
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  CHECK(cinema.refund(held, "pi_1", 2 * seat_price) == recorded_outcome);
  CHECK(cinema.refund(held, "pi_1", 5'000) == recorded_outcome); // An earlier one, late.
  CHECK(cinema.now(held).at("status") == "CANCELLED");
  CHECK(cinema.refunds().empty());

  // Two parts of the same amount.
  const auto other = cinema.confirmed("s", {"A3"});
  CHECK(cinema.pay(other, "pi_2") == paid_outcome);
  CHECK(cinema.refund(other, "pi_2", 5'000) == recorded_outcome);
  CHECK(cinema.refund(other, "pi_2", 10'000) == recorded_outcome);
  const auto taken = require_status(cinema.client().get("/api/refund?reversed=true", as_operator()),
                                    200, "reversed refunds");
  std::int64_t sum = 0;
  for (const auto& each : taken.body.at("refunds"))
    if (each.at("paymentId") == "pi_2")
      sum += each.at("amount").at("value").get<std::int64_t>();
  CHECK(sum == 10'000);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("stripe: a dispute of more than is left is recorded once, logged and counted") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(1, 6));
  const auto held = cinema.confirmed("s", {"A1", "A2", "A3"});
  const auto reference = held.at("reference").get<std::string>();
  auto dispute = stripe::dispute(held, "pi_1", 3 * seat_price);
  check_code(at_stripe.send(cinema.client(), "charge.dispute.created", dispute), 409,
             "NO_REFUND_DUE");
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  CHECK(cinema
            .operate("/api/ticket/" + held.at("reqId").get<std::string>() + "/cancel",
                     {{"seats", {"A2"}}})
            .status == 200);
  CHECK(cinema.refund(held, "pi_1", 0) == recorded_outcome);
  CHECK(cinema.refund(held, "pi_1", seat_price) == recorded_outcome);

  auto dollars = dispute;
  dollars["currency"] = "usd";
  check_code(at_stripe.send(cinema.client(), "charge.dispute.created", dollars), 422,
             "INVALID_REQUEST");
  CHECK(cinema.server().reports("of payment pi_1 of booking " + reference +
                                " is refused: INVALID_REQUEST, amount is not in the currency"));
  CHECK(cinema.now(held).at("status") == "PAID");
  CHECK(cinema.accepted("charge.dispute.created", dispute, held) == recorded_outcome);
  CHECK(cinema.now(held).at("status") == "CANCELLED");
  CHECK(cinema.server().reports("INR of payment pi_1 of booking " + reference +
                                " for which nothing was due and nothing left"));
  const auto version = cinema.version("s");
  CHECK(cinema.accepted("charge.dispute.created", dispute, held) == recorded_outcome);
  CHECK(cinema.version("s") == version);
  const auto metrics = cinema.client().get("/metrics", as_operator()).text;
  const std::string name = "boxoffice_unmatched_refunds_total";
  CHECK(metrics.find(name + "{outcome=\"excess\"} 1\n") != std::string::npos);
  CHECK(metrics.find(name + "{outcome=\"refused\"} 2\n") != std::string::npos);

  cinema.crash();
  CHECK(cinema.accepted("charge.dispute.created", dispute, held) == recorded_outcome);
  CHECK(cinema.version("s") == version);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("stripe: refunds and disputes without metadata find the booking by its payment") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(1, 6));
  const auto held = cinema.confirmed("s", {"A1", "A2"});
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  CHECK(cinema
            .operate("/api/ticket/" + held.at("reqId").get<std::string>() + "/cancel",
                     {{"seats", {"A2"}}})
            .status == 200);
  const auto refund = stripe::unnamed(stripe::charge(held, "pi_1", seat_price));
  CHECK(cinema.accepted("charge.refunded", refund, held) == recorded_outcome);
  CHECK(cinema.refunds().empty());
  CHECK(cinema.now(held).at("status") == "PAID");

  cinema.crash();
  // Of the amount of that refund: the seat that is left.
  const auto dispute = stripe::unnamed(stripe::dispute(held, "pi_1", seat_price));
  CHECK(cinema.accepted("charge.dispute.created", dispute, held) == recorded_outcome);
  CHECK(cinema.now(held).at("status") == "CANCELLED");
  const auto version = cinema.version("s");
  CHECK(cinema.accepted("charge.dispute.created", dispute, held) == recorded_outcome);
  CHECK(cinema.version("s") == version);

  const auto strange = stripe::unnamed(stripe::dispute(held, "pi_of_another_shop", seat_price));
  const auto ignored = at_stripe.send(cinema.client(), "charge.dispute.created", strange);
  CHECK(ignored.status == 200);
  CHECK(ignored.body.at("outcome") == "IGNORED");
  CHECK(cinema.server().reports("names no booking. The payment is of no booking."));
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("stripe: a refund that failed is logged and counted, and nothing is recorded") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(1, 6));
  const auto held = cinema.confirmed("s", {"A1"});
  CHECK(cinema.pay(held, "pi_1") == paid_outcome);
  const auto version = cinema.version("s");
  const json failed{{"id", "re_1"},         {"object", "refund"},
                    {"charge", "ch_pi_1"},  {"payment_intent", "pi_1"},
                    {"amount", seat_price}, {"currency", "inr"},
                    {"status", "failed"},   {"metadata", json::object()}};
  const auto got = at_stripe.send(cinema.client(), "refund.failed", failed);
  CHECK(got.status == 200);
  CHECK(got.body.at("outcome") == "IGNORED");
  CHECK(cinema.server().reports("of payment pi_1 failed at Stripe, so the customer of booking " +
                                held.at("reference").get<std::string>()));
  const auto metrics = cinema.client().get("/metrics", as_operator());
  CHECK(metrics.text.find("boxoffice_failed_refunds_total 1\n") != std::string::npos);
  CHECK(cinema.version("s") == version);
}

TEST_CASE("stripe: a session without a payment changes nothing if the booking costs something") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(1, 6));
  const auto held = cinema.confirmed("s", {"A1"});
  auto free = stripe::session(held, "pi_1");
  free["payment_status"] = "no_payment_required";
  free["payment_intent"] = nullptr;
  free["amount_total"] = 0;
  for (auto again = 0; again < 2; ++again) {
    const auto got = at_stripe.send(cinema.client(), "checkout.session.completed", free);
    CHECK(got.status == 200);
    CHECK(got.body.at("outcome") == "IGNORED");
  }
  CHECK(cinema.now(held).at("status") == "CONFIRMED");
  CHECK(cinema.refunds().empty());
}

TEST_CASE("stripe: what is not signed, not known or not about a booking changes nothing") {
  stripe_cinema cinema;
  cinema.open_show("s", hall(1, 6));
  const auto held = cinema.confirmed("s", {"A1"});
  const auto version = cinema.version("s");
  auto& client = cinema.client();
  const std::string path = "/api/payment/stripe";
  const std::string body = R"({"type":"charge.updated","data":{"object":{}}})";
  const header_list as_json_body{{"Content-Type", "application/json"}};
  check_code(client.send("POST", path, body, as_json_body), 401, "UNAUTHENTICATED");
  auto with = [&](const std::string& type, const std::string& signature) {
    return header_list{{"Content-Type", type}, {"Stripe-Signature", signature}};
  };
  check_code(
      client.send("POST", path, body + " ", with("application/json", at_stripe.signature(body))),
      401, "UNAUTHENTICATED");
  check_code(client.send("POST", path, body, with("text/plain", at_stripe.signature(body))), 415,
             "UNSUPPORTED_MEDIA_TYPE");
  check_code(at_stripe.send_text(client, "{"), 400, "MALFORMED_JSON");
  check_code(at_stripe.send_text(client, "{}"), 422, "INVALID_REQUEST");
  check_code(client.get(path), 405, "METHOD_NOT_ALLOWED");
  CHECK(at_stripe.send_text(client, body).body.at("outcome") == "IGNORED");

  auto unnamed = stripe::session(held, "pi_1");
  unnamed["client_reference_id"] = nullptr;
  CHECK(at_stripe.send(client, "checkout.session.completed", unnamed).body.at("outcome") ==
        "IGNORED");
  CHECK(cinema.server().reports("an event of Stripe about money names no booking"));
  for (const auto& reference : {std::string{"s-99-00000000000000000000"}, std::string{"order 7"},
                                held.at("reqId").get<std::string>()}) {
    auto unknown = stripe::session(held, "pi_1");
    unknown["client_reference_id"] = reference;
    check_code(at_stripe.send(client, "checkout.session.completed", unknown), 404,
               "BOOKING_NOT_FOUND");
  }
  CHECK(cinema.version("s") == version);
  CHECK(cinema.now(held).at("status") == "CONFIRMED");
}

TEST_CASE("stripe: without its secret events are refused, and a start without payments warns") {
  auto nothing = quick_reviews();
  cinema_fixture cinema{server_binary(), nothing};
  check_code(at_stripe.send_text(cinema.client(), R"({"type":"x","data":{"object":{}}})"), 503,
             "UNAVAILABLE");
  CHECK(cinema.server().reports("every booking will expire: no page says how to pay"));
  cinema.server().terminate();
  cinema.options().set["payment.instructions"] = "At the counter.";
  cinema.start();
  CHECK_FALSE(cinema.server().errors().find("every booking will expire") != std::string::npos);
  CHECK(cinema.client().get("/api/settings").body.at("paymentInstructions") == "At the counter.");
}

} // namespace boxoffice::tests

// Where customers are sent to pay, and bookings that a provider names by their payment reference.
#include "http/api/checkout/checkout.hpp"
#include "http/api/json/json_out.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/crypto/crypto.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// Booking 7 of two seats, to be paid by 2026-12-24T12:02:01.004Z.
actors::booking_view confirmed_view() {
  events::show_body body{"Metropolis", "Small", 1'798'137'000'000,   1'798'137'000'000,
                         "INR",        20'000,  {{"ALL", "All", 0}}, {}};
  body.rows.push_back({"A", "ALL", {events::seat_id{"A1"}, events::seat_id{"A2"}}});
  events::booking booked;
  booked.number = 7;
  booked.secret = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  booked.amount = 40'000;
  booked.pay_by = 1'798'113'721'004;
  booked.status = events::booking_status::confirmed;
  return {{"regal-1"}, events::plan_of(std::move(body)), std::move(booked)};
}

constexpr const char* reference_7 = "regal-1-7-8c14b4c33a38188b2c6a";

gateway_options with_checkout(std::string url) {
  auto options = usual_options();
  options.webhook_secret = "k";
  options.checkout_url = std::move(url);
  options.return_url = "https://t.example/";
  return options;
}

std::string checkout_of(std::string url) {
  return checkout{with_checkout(std::move(url))}.url_of(confirmed_view());
}

} // namespace

TEST_CASE("checkout: every placeholder is filled in and percent-encoded") {
  CHECK(checkout_of("https://p.example/{reference}?a={amount}&c={currency}&u={payBy}"
                    "&b={returnUrl}") == std::string{"https://p.example/"} + reference_7 +
                                             "?a=40000&c=INR&u=2026-12-24T12%3A02%3A01.004Z"
                                             "&b=https%3A%2F%2Ft.example%2F%3Fpayment%3D" +
                                             reference_7);
  CHECK(checkout_of("https://p.example/{reference}{reference}") ==
        std::string{"https://p.example/"} + reference_7 + reference_7);
}

// R=regal-1-7-8c14b4c33a38188b2c6a
// printf "checkout\n$R\n40000\nINR\n2026-12-24T12:02:01.004Z\nhttps://t.example/?payment=$R" |
//   openssl dgst -sha256 -hmac k
TEST_CASE("checkout: the signature is that of the values in the order of the specification") {
  CHECK(checkout_of("https://p.example/?s={signature}&r={reference}") ==
        std::string{"https://p.example/?s="} +
            "2c5b162cf538e24055fbcdbffa2db0d32e5609213f5e0f88d4c9cea70059d08a&r=" + reference_7);
}

TEST_CASE("checkout: the return address may have a query") {
  auto options = with_checkout("https://p.example/{reference}?b={returnUrl}");
  options.return_url = "https://t.example/?lang=de";
  auto url = checkout{options}.url_of(confirmed_view());
  CHECK(url.find("%3Flang%3Dde%26payment%3Dregal-1-7-") != std::string::npos);
}

TEST_CASE("checkout: customers return to the gateway's own address if no other is set") {
  auto options = with_checkout("https://p.example/{reference}?b={returnUrl}");
  options.return_url = "";
  *options.own_address = "http://127.0.0.1:8080/";
  auto url = checkout{options}.url_of(confirmed_view());
  CHECK(url.find("?b=http%3A%2F%2F127.0.0.1%3A8080%2F%3Fpayment%3Dregal-1-7-") !=
        std::string::npos);
}

TEST_CASE("checkout: a ticket has the address while it is to be paid there") {
  auto view = confirmed_view();
  const checkout pages{with_checkout("https://p.example/{reference}")};
  CHECK(pages.ticket(view).at("checkoutUrl") == std::string{"https://p.example/"} + reference_7);
  CHECK(pages.ticket(view).at("reference") == reference_7);
  for (auto status : {events::booking_status::in_review, events::booking_status::paid,
                      events::booking_status::expired}) {
    view.booking.status = status;
    CHECK_FALSE(pages.ticket(view).contains("checkoutUrl"));
  }
  auto options = with_checkout("https://p.example/{reference}");
  options.sandbox = true;
  CHECK_FALSE(checkout{options}.ticket(confirmed_view()).contains("checkoutUrl"));
  CHECK_FALSE(checkout{usual_options()}.ticket(confirmed_view()).contains("checkoutUrl"));
}

TEST_CASE("checkout: settings say how a page lets customers pay") {
  auto options = with_checkout("https://p.example/{reference}");
  options.payment_instructions = "At the counter.";
  gateway_fixture cinema{options};
  auto got = cinema.client().get("/api/settings").body;
  CHECK(got.at("payment") == "redirect");
  CHECK(got.at("paymentInstructions") == "At the counter.");
  CHECK_FALSE(got.contains("checkoutUrl"));
}

TEST_CASE("checkout: a callback names its booking by reqId or by reference, not by both") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto booked = client.post("/api/ticket/book",
                            {{"userMail", "a@x.org"}, {"movieShowId", "s"}, {"seats", {"A1"}}});
  REQUIRE(booked.status == 202);
  auto reference = booked.body.at("reference").get<std::string>();
  CHECK(client.get("/api/ticket/" + booked.body.at("reqId").get<std::string>())
            .body.at("reference") == reference);
  auto notify = [&](json body) {
    body.update({{"paymentId", "p1"}, {"status", "FAILED"}, {"amount", booked.body.at("amount")}});
    auto text = body.dump();
    auto time = std::to_string(boxoffice::tests::unix_seconds());
    auto signature = "v1," + boxoffice::tests::base64(boxoffice::tests::hmac_sha256(
                                 webhook_bytes, "m." + time + '.' + text));
    return client.send("POST", "/api/payment/callback", text,
                       {{"Content-Type", "application/json"},
                        {"webhook-id", "m"},
                        {"webhook-timestamp", time},
                        {"webhook-signature", signature}});
  };
  CHECK(notify({{"reference", reference}}).body ==
        json{{"reference", reference}, {"outcome", "RECORDED"}});
  auto by_reqid = notify({{"reqId", booked.body.at("reqId")}});
  CHECK(by_reqid.body == json{{"reqId", booked.body.at("reqId")}, {"outcome", "RECORDED"}});
  auto both = notify({{"reqId", booked.body.at("reqId")}, {"reference", reference}});
  boxoffice::tests::check_code(both, 422, "INVALID_REQUEST");
  boxoffice::tests::check_code(notify(json::object()), 422, "INVALID_REQUEST");
  auto wrong = reference;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (const auto& text : {wrong, "t" + reference.substr(1), std::string{"x"}, std::string{}})
    boxoffice::tests::check_code(notify({{"reference", text}}), 404, "BOOKING_NOT_FOUND");
}

} // namespace boxoffice::http::tests

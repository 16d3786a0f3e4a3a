// Bookings that the operator moves or returns in part, and payments that the provider takes back.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

notice refund_of(const json& ticket, const std::string& payment, std::int64_t value) {
  notice what;
  what.booking = ticket.at("reqId");
  what.payment = payment;
  what.status = "REFUNDED";
  what.value = value;
  return what;
}

std::string path_of(const json& ticket, const std::string& call) {
  return "/api/ticket/" + ticket.at("reqId").get<std::string>() + call;
}

json reversed_refunds(cinema_fixture& cinema) {
  return require_status(cinema.client().get("/api/refund?reversed=true", as_operator()), 200,
                        "reversed refunds")
      .body.at("refunds");
}

} // namespace

TEST_CASE(
    "move: a paid booking has other seats, its amount stays, and others can have the old ones") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("move", hall(2, 4));
  const auto paid = cinema.paid("move", {"A1", "A2"}, "p1");
  const auto got = cinema.operate(path_of(paid, "/move"), {{"seats", {"B1", "A2"}}});
  CHECK(got.status == 200);
  auto expected = paid;
  expected["seats"] = json{"B1", "A2"};
  expected["lines"][0]["seat"] = "B1";
  CHECK(got.body == expected);
  CHECK(cinema.ticket(paid.at("reqId")) == expected);
  CHECK(cinema.seat("move", "A1") == "available");
  CHECK(cinema.seat("move", "B1") == "sold");
  const auto version = cinema.version("move");
  CHECK(cinema.operate(path_of(paid, "/move"), {{"seats", {"B1", "A2"}}}).status == 200);
  CHECK(cinema.version("move") == version);

  cinema.crash();
  CHECK(cinema.ticket(paid.at("reqId")) == expected);
  CHECK(cinema.paid("move", {"A1"}, "p2").at("status") == "PAID");
}

TEST_CASE("move: what cannot be moved is refused and nothing is logged") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("stay", hall(2, 4));
  const auto paid = cinema.paid("stay", {"A1"}, "p1");
  const auto held = cinema.confirmed("stay", {"A2"});
  const auto over = cinema.confirmed("stay", {"A3"});
  REQUIRE(cinema.cancel(over.at("reqId")).status == 200);
  const auto version = cinema.version("stay");
  const auto taken = cinema.operate(path_of(paid, "/move"), {{"seats", {"A2"}}});
  CHECK(taken.status == 409);
  CHECK(taken.code() == "SEATS_UNAVAILABLE");
  CHECK(taken.body.at("seats").at(0).at("reason") == "HELD");
  CHECK(cinema.operate(path_of(over, "/move"), {{"seats", {"A4"}}}).code() == "NOT_MOVABLE");
  CHECK(cinema.operate(path_of(paid, "/move"), {{"seats", {"B1", "B2"}}}).code() ==
        "INVALID_REQUEST");
  CHECK(cinema.operate(path_of(paid, "/move"), {{"seats", {"Z1"}}}).code() == "INVALID_REQUEST");
  CHECK(cinema.operate(path_of(paid, "/move"), {{"seats", {"B1"}}, {"seat", "B2"}}).code() ==
        "INVALID_REQUEST");
  CHECK(
      cinema.operate("/api/ticket/stay.AAAAAAAAAAAAAAAAAAAAAA/move", {{"seats", {"B1"}}}).code() ==
      "BOOKING_NOT_FOUND");
  CHECK(cinema.client().post(path_of(paid, "/move"), {{"seats", {"B1"}}}).status == 401);
  CHECK(cinema.version("stay") == version);
  CHECK(cinema.ticket(held.at("reqId")) == held);
}

TEST_CASE(
    "push: who follows a ticket gets the seats, the amount and the checkout that it has now") {
  auto with_checkout = quick_reviews();
  with_checkout["payment.checkout_url"] = "https://pay.example/?r={reference}&a={amount}";
  cinema_fixture cinema{server_binary(), with_checkout};
  cinema.open_show("live", hall(2, 4));
  const auto held = cinema.confirmed("live", {"A1", "A2"});
  const auto target = "/ws" + path_of(held, "").substr(std::string{"/api"}.size());
  websocket_client watcher{cinema.server().port(), target};
  CHECK(watcher.next() == held);

  const auto moved = cinema.operate(path_of(held, "/move"), {{"seats", {"B1", "A2"}}});
  REQUIRE(moved.status == 200);
  CHECK(watcher.next() == cinema.ticket(held.at("reqId")));
  const auto less = cinema.operate(path_of(held, "/cancel"), {{"seats", {"A2"}}});
  REQUIRE(less.status == 200);
  const auto left = watcher.next();
  CHECK(left == cinema.ticket(held.at("reqId")));
  CHECK(left.at("seats") == json{"B1"});
  CHECK(left.at("amount").at("value") == seat_price);
  CHECK(left.at("checkoutUrl").get<std::string>().ends_with("&a=" + std::to_string(seat_price)));
  CHECK(left.at("payBy") == held.at("payBy"));
  CHECK(websocket_client{cinema.server().port(), target}.next() == left);

  CHECK(cinema.notify(cinema.payment_for(left, "p1")).body.at("outcome") == "PAID");
  CHECK(watcher.next().at("status") == "PAID");
  CHECK(watcher.close_code() == 1000);
}

TEST_CASE("return: a part of a paid booking is on sale again and due back, each part once") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("part", hall(1, 5));
  const auto paid = cinema.paid("part", {"A1", "A2", "A3"}, "p1");
  const auto less = cinema.operate(path_of(paid, "/cancel"), {{"seats", {"A2"}}});
  CHECK(less.status == 200);
  CHECK(less.body.at("status") == "PAID");
  CHECK(less.body.at("seats") == json{"A1", "A3"});
  CHECK(less.body.at("amount").at("value") == 2 * seat_price);
  CHECK(cinema.seat("part", "A2") == "available");
  CHECK(cinema.operate(path_of(paid, "/cancel"), {{"seats", {"A1"}}}).status == 200);
  const auto due = cinema.refunds();
  REQUIRE(due.size() == 2);
  for (const auto& each : due) {
    CHECK(each.at("reason") == "seats_returned");
    CHECK(each.at("amount").at("value") == seat_price);
    CHECK(each.at("paymentId") == "p1");
  }
  CHECK(cinema.operate(path_of(paid, "/cancel"), {{"seats", {"A1"}}}).code() == "INVALID_REQUEST");
  CHECK(cinema.notify(refund_of(paid, "p1", seat_price)).body.at("outcome") == "RECORDED");
  CHECK(cinema.refunds().size() == 1);
  CHECK(cinema.notify(refund_of(paid, "p1", seat_price)).body.at("outcome") == "RECORDED");
  CHECK(cinema.refunds().empty());
  const auto version = cinema.version("part");
  CHECK(cinema.notify(refund_of(paid, "p1", seat_price)).body.at("outcome") == "RECORDED");
  CHECK(cinema.version("part") == version);
  CHECK(cinema.operate(path_of(paid, "/cancel"), json::object()).body.at("status") == "CANCELLED");
  REQUIRE(cinema.refunds().size() == 1);
  CHECK(cinema.refunds().at(0).at("reason") == "cancelled");
  CHECK(cinema.refunds().at(0).at("amount").at("value") == seat_price);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("reversal: the provider takes back a part, then all, and the seats are on sale again") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("back", hall(1, 5));
  const auto paid = cinema.paid("back", {"A1", "A2"}, "p1");
  CHECK(reversed_refunds(cinema).empty());
  CHECK(cinema.notify(refund_of(paid, "p1", 5'000)).body ==
        json{{"reqId", paid.at("reqId")}, {"outcome", "RECORDED"}});
  CHECK(cinema.ticket(paid.at("reqId")) == paid);
  CHECK(cinema.notify(refund_of(paid, "p1", 2 * seat_price)).code() == "INVALID_REQUEST");
  CHECK(cinema.notify(refund_of(paid, "p1", 2 * seat_price - 5'000)).status == 200);
  const auto ticket = cinema.ticket(paid.at("reqId"));
  CHECK(ticket.at("status") == "CANCELLED");
  CHECK(ticket.at("reason") == "payment_reversed");
  CHECK(cinema.seat("back", "A1") == "available");
  CHECK(cinema.refunds().empty());
  const auto listed = reversed_refunds(cinema);
  REQUIRE(listed.size() == 2);
  CHECK(listed.at(0).at("amount").at("value") == 5'000);
  CHECK(listed.at(1).at("amount").at("value") == 2 * seat_price - 5'000);
  CHECK(listed.at(1).at("reason") == "payment_reversed");
  CHECK(cinema.client().get("/api/refund?reversed=maybe", as_operator()).code() ==
        "INVALID_REQUEST");
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("counter: seats are sold at once, and a customer who claims them is not pushed aside") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("till", hall(1, 5));
  const json sale{{"seats", {"A1", "A2"}}, {"method", "CASH"}, {"reference", "till-1-7"}};
  const auto sold = cinema.operate("/api/movieshow/till/sell", sale);
  CHECK(sold.status == 201);
  CHECK(sold.header("Location") == path_of(sold.body, ""));
  CHECK(sold.body.at("status") == "PAID");
  CHECK(sold.body.at("amount").at("value") == 2 * seat_price);
  CHECK_FALSE(sold.body.contains("explanation"));
  CHECK(cinema.ticket(sold.body.at("reqId")) == sold.body);
  CHECK(cinema.seat("till", "A2") == "sold");
  CHECK(cinema.operate("/api/movieshow/till/sell", sale).code() == "SEATS_UNAVAILABLE");

  const json complimentary{
      {"seats", {"A3"}}, {"method", "COMPLIMENTARY"}, {"userMail", "eve@example.org"}};
  const auto given = cinema.operate("/api/movieshow/till/sell", complimentary);
  CHECK(given.status == 201);
  CHECK(given.body.at("amount").at("value") == 0);
  CHECK(cinema.operate(path_of(given.body, "/cancel")).body.at("status") == "CANCELLED");
  CHECK(cinema.refunds().empty());
  const auto held = cinema.confirmed("till", {"A4"});
  CHECK(
      cinema.operate("/api/movieshow/till/sell", {{"seats", {"A4"}}, {"method", "CARD"}}).code() ==
      "SEATS_UNAVAILABLE");
  CHECK(cinema.ticket(held.at("reqId")) == held);
  CHECK(
      cinema.operate("/api/movieshow/till/sell", {{"seats", {"A5"}}, {"method", "GOLD"}}).code() ==
      "INVALID_REQUEST");
  CHECK(cinema.operate("/api/movieshow/none/sell", sale).code() == "SHOW_NOT_FOUND");
  CHECK(cinema.client().post("/api/movieshow/till/sell", sale).status == 401);

  const json best{{"bestAvailable", {{"count", 1}}}, {"method", "CASH"}};
  const auto chosen = cinema.operate("/api/movieshow/till/sell", best);
  CHECK(chosen.status == 201);
  CHECK(chosen.body.at("seats") == json{"A3"});
  const json three{{"bestAvailable", {{"count", 3}}}, {"method", "CASH"}};
  CHECK(cinema.operate("/api/movieshow/till/sell", three).code() == "NOT_ENOUGH_SEATS");

  header_list keyed = as_operator();
  keyed.emplace_back("Idempotency-Key", "till-1-8");
  const json last{{"seats", {"A5"}}, {"method", "CARD"}};
  const auto first = cinema.client().post("/api/movieshow/till/sell", last, keyed);
  CHECK(first.status == 201);
  const auto again = cinema.client().post("/api/movieshow/till/sell", last, keyed);
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  for (const auto& other : {json{{"seats", {"A5"}}, {"method", "CASH"}},
                            json{{"seats", {"A5"}}, {"method", "CARD"}, {"reference", "slip-9"}}})
    CHECK(cinema.client().post("/api/movieshow/till/sell", other, keyed).code() ==
          "IDEMPOTENCY_KEY_REUSED");

  CHECK(cinema.operate(path_of(sold.body, "/cancel"), {{"seats", {"A1"}}}).status == 200);
  REQUIRE(cinema.refunds().size() == 1);
  CHECK(cinema.refunds().at(0).at("paymentId") == "till-1-7");
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

} // namespace boxoffice::tests

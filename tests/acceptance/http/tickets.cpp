#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <regex>

namespace boxoffice::tests {

namespace {

/// `lines` of a booking of seats in a show without price types.
json price_lines_of(const std::vector<std::string>& seats) {
  auto lines = json::array();
  for (const auto& seat : seats)
    lines.push_back({{"seat", seat}, {"price", seat_price}});
  return lines;
}

json history_of(cinema_fixture& cinema, const std::string& booking) {
  const auto target = "/api/ticket/" + booking + "/history";
  return require_status(cinema.client().get(target), 200, target).body.at("events");
}

} // namespace

TEST_CASE("ticket: a booking returns 202 with a secret handle and its location") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("my_show-1", hall(2, 5));
  const auto got = cinema.ask("my_show-1", {"A1", "A2"});
  CHECK(got.status == 202);
  CHECK(got.header("Content-Type").rfind("application/json", 0) == 0);
  const std::string booking = got.body.at("reqId");
  CHECK(std::regex_match(booking, std::regex{"my_show-1\\.[A-Za-z0-9_-]{22}"}));
  CHECK(got.header("Location") == "/api/ticket/" + booking);
  CHECK(got.body == json{{"reqId", booking},
                         {"number", 2}, // The event after ShowOpened.
                         {"status", "IN_REVIEW"},
                         {"amount", {{"value", 2 * seat_price}, {"currency", "INR"}}},
                         {"reference", got.body.at("reference")},
                         {"seats", {"A1", "A2"}},
                         {"lines", price_lines_of({"A1", "A2"})}});
  const auto other = cinema.ask("my_show-1", {"A3"}).body;
  CHECK(other.at("number") == 3);
  CHECK(other.at("reqId") != booking);
}

TEST_CASE("ticket: its holder sees it under review, confirmed and paid") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("seen", hall(2, 5));
  const std::string booking = cinema.book("seen", {"A2", "A1"}).at("reqId");
  auto ticket = cinema.ticket(booking);
  const std::string requested_at = ticket.at("requestedAt");
  CHECK_NOTHROW(parse_rfc3339(requested_at));
  CHECK(ticket == json{{"reqId", booking},
                       {"number", 2},
                       {"movieShowId", "seen"},
                       {"seats", {"A2", "A1"}},
                       {"status", "IN_REVIEW"},
                       {"amount", {{"value", 2 * seat_price}, {"currency", "INR"}}},
                       {"reference", ticket.at("reference")},
                       {"lines", price_lines_of({"A2", "A1"})},
                       {"requestedAt", requested_at}});

  cinema.options().set["review.interval"] = "50ms";
  cinema.restart();
  ticket = cinema.decided(booking);
  CHECK(ticket.at("status") == "CONFIRMED");
  CHECK_FALSE(ticket.contains("reason"));
  const auto& explanation = ticket.at("explanation");
  CHECK(explanation.at("rule") == "uncontested");
  CHECK(explanation.at("round") == 1);
  CHECK(std::regex_match(explanation.at("seed").get<std::string>(), std::regex{"[0-9a-f]{32}"}));
  const auto decided_at = parse_rfc3339(ticket.at("decidedAt").get<std::string>());
  const auto pay_by = parse_rfc3339(ticket.at("payBy").get<std::string>());
  CHECK(pay_by - decided_at == std::chrono::minutes{2});

  auto what = cinema.payment_for(ticket, "p1");
  what.paid_at = "2025-01-02T03:04:05Z";
  CHECK(cinema.notify(what).body.at("outcome") == "PAID");
  ticket = cinema.ticket(booking);
  CHECK(ticket.at("status") == "PAID");
  CHECK(ticket.at("paidAt") == "2025-01-02T03:04:05.000Z");
}

TEST_CASE("ticket: its history has its own events only") {
  auto slow = quick_reviews();
  slow["review.interval"] = "2s";
  slow["review.contention_window"] = "2s";
  cinema_fixture cinema{server_binary(), slow};
  cinema.open_show("read", hall(2, 5));
  const std::string small = cinema.book("read", {"A1"}, "ann@example.com").at("reqId");
  const std::string large = cinema.book("read", {"A1", "A2"}, "bob@example.com").at("reqId");
  const auto winner = cinema.decided(large);
  cinema.decided(small);
  CHECK(cinema.notify(cinema.payment_for(winner, "p1")).status == 200);

  const auto lost = history_of(cinema, small);
  REQUIRE(lost.size() == 2);
  CHECK(lost[0].at("type") == "BookingRequested");
  CHECK(lost[0].at("seq") == 2);
  CHECK(lost[0].at("data").at("reqId") == small);
  CHECK(lost[0].at("data").at("seats") == json{"A1"});
  CHECK(std::regex_match(lost[0].at("data").at("customer").get<std::string>(),
                         std::regex{"[0-9a-f]{32}"}));
  CHECK(lost[1].at("type") == "BookingRejected");
  const auto& rejection = lost[1].at("data");
  CHECK(rejection.at("number") == 2);
  CHECK(rejection.at("rule") == "fewer_seats");
  CHECK(rejection.at("lostTo") == json{3});
  CHECK(rejection.at("seatsLost") == json{"A1"});

  const auto won = history_of(cinema, large);
  REQUIRE(won.size() == 3);
  CHECK(won[1].at("type") == "BookingConfirmed");
  CHECK(won[1].at("data").at("rule") == "most_seats");
  CHECK(won[1].at("data").at("rivals") == json{2});
  CHECK(won[1].at("data").at("payBy") == winner.at("payBy"));
  CHECK(won[2].at("type") == "BookingPaid");
  CHECK(won[2].at("data").at("paymentId") == "p1");
  for (const auto& events : {lost, won})
    for (const auto& event : events) {
      CHECK(event.at("v").is_number_integer());
      CHECK_NOTHROW(parse_rfc3339(event.at("at").get<std::string>()));
      CHECK(std::regex_match(event.at("hash").get<std::string>(), std::regex{"[0-9a-f]{64}"}));
    }
  CHECK(lost.dump().find(large) == std::string::npos);
  CHECK(won.dump().find(small) == std::string::npos);
  CHECK((lost.dump() + won.dump()).find("example.com") == std::string::npos);
}

TEST_CASE("ticket: its holder cancels it under review and confirmed, not when it is over or paid") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("undo", hall(1, 9));
  const auto check_cancelled = [&](const response& got) {
    CHECK(got.status == 200);
    CHECK(got.body.at("status") == "CANCELLED");
    CHECK(got.body.at("reason") == "by_customer");
    CHECK(cinema.ticket(got.body.at("reqId")) == got.body);
  };
  const auto held = cinema.confirmed("undo", {"A1"});
  check_cancelled(cinema.cancel(held.at("reqId")));
  CHECK(cinema.seat("undo", "A1") == "available");
  const auto again = cinema.cancel(held.at("reqId"));
  CHECK(again.status == 409);
  CHECK(again.code() == "NOT_CANCELLABLE");

  const auto paid = cinema.paid("undo", {"A1"}, "p1");
  CHECK(cinema.cancel(paid.at("reqId")).code() == "NOT_CANCELLABLE");
  CHECK(cinema.seat("undo", "A1") == "sold");

  cinema.options().set["review.interval"] = "10m";
  cinema.options().set["review.hold"] = "20m";
  cinema.restart();
  const std::string waiting = cinema.book("undo", {"A2"}).at("reqId");
  check_cancelled(cinema.cancel(waiting));
  CHECK(cinema.seat("undo", "A2") == "available");
}

TEST_CASE("ticket: rejected and expired ones cannot be cancelled") {
  auto slow = quick_reviews();
  slow["review.interval"] = "1s";
  slow["review.contention_window"] = "1s";
  slow["payment.window"] = "300ms";
  cinema_fixture cinema{server_binary(), slow};
  cinema.open_show("over", hall(1, 9));
  const std::string small = cinema.book("over", {"A1"}).at("reqId");
  const std::string large = cinema.book("over", {"A1", "A2"}).at("reqId");
  cinema.once(small, "REJECTED");
  cinema.once(large, "EXPIRED");
  for (const auto& booking : {small, large}) {
    CHECK(cinema.cancel(booking).code() == "NOT_CANCELLABLE");
    CHECK(cinema.operate("/api/ticket/" + booking + "/cancel").code() == "NOT_CANCELLABLE");
  }
}

TEST_CASE("ticket: the operator cancels what is open") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("show", hall(1, 9));
  const auto held = cinema.confirmed("show", {"A1"});
  const auto got = cinema.operate("/api/ticket/" + held.at("reqId").get<std::string>() + "/cancel");
  CHECK(got.status == 200);
  CHECK(cinema.ticket(held.at("reqId")).at("reason") == "by_operator");
  CHECK(cinema.seat("show", "A1") == "available");
  CHECK(cinema.refunds().empty());
}

TEST_CASE("ticket: refused seats are all named with their reason, and nothing is written") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("full", hall(1, 9));
  cinema.paid("full", {"A1"}, "p1");
  const auto held = cinema.confirmed("full", {"A2"});
  CHECK(cinema.operate("/api/movieshow/full/block", {{"seats", {"A3"}}}).status == 200);
  const auto version = cinema.version("full");
  const auto got = cinema.ask("full", {"A1", "A2", "A3", "A4"});
  CHECK(got.status == 409);
  CHECK(got.code() == "SEATS_UNAVAILABLE");
  auto named = got.body.at("seats").get<std::vector<json>>();
  std::sort(named.begin(), named.end(), [](const json& left, const json& right) {
    return left.at("seat").get<std::string>() < right.at("seat").get<std::string>();
  });
  CHECK(json(named) == json{{{"seat", "A1"}, {"reason", "SOLD"}},
                            {{"seat", "A2"}, {"reason", "HELD"}, {"retryAt", held.at("payBy")}},
                            {{"seat", "A3"}, {"reason", "BLOCKED"}}});
  CHECK(cinema.version("full") == version);
  CHECK(cinema.seat("full", "A4") == "available");
}

TEST_CASE("ticket: ids may be JSON integers") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto body = hall(1, 1);
  body["rows"] = {{{"row", "1"}, {"class", "GOLD"}, {"seats", {1, 2, nullptr, 3}}}};
  const auto opened = cinema.client().put("/api/movieshow/42", body, as_operator());
  REQUIRE_MESSAGE(opened.status == 201, opened.summary());
  const json ask = {{"userMail", "ann@example.com"}, {"movieShowId", 42}, {"seats", {2, 3}}};
  const auto got = cinema.client().post("/api/ticket/book", ask);
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  const auto ticket = cinema.decided(got.body.at("reqId"));
  CHECK(ticket.at("movieShowId") == "42");
  CHECK(ticket.at("seats") == json{"2", "3"});
  CHECK(cinema.seats("42") == json{{"1", "available"}, {"2", "held"}, {"3", "held"}});
}

} // namespace boxoffice::tests

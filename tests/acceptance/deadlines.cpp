#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Reviews that never come while a test runs.
const char* const no_review = "10m";

wall_time time_of(const json& ticket, const char* member) {
  return parse_rfc3339(ticket.at(member).get<std::string>());
}

std::vector<std::string> event_types(cinema_fixture& cinema, const std::string& booking) {
  const auto target = "/api/ticket/" + booking + "/history";
  const auto got = require_status(cinema.client().get(target), 200, target);
  std::vector<std::string> types;
  for (const auto& event : got.body.at("events"))
    types.push_back(event.at("type"));
  return types;
}

} // namespace

TEST_CASE("deadlines: an unpaid booking is EXPIRED once payBy is over, and its seats are on sale") {
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "50ms"}, {"payment.window", "1500ms"}}};
  cinema.open_show("late", hall(1, 20));
  std::vector<json> tickets;
  for (unsigned i = 1; i <= 10; ++i)
    tickets.push_back(cinema.confirmed("late", {seat_name(0, i)}));
  for (const auto& ticket : tickets) {
    const auto pay_by = time_of(ticket, "payBy");
    CHECK(pay_by - time_of(ticket, "decidedAt") == milliseconds{1500});
    const std::string seat = ticket.at("seats").at(0);
    wait_until(pay_by);
    json now;
    const auto freed = [&] {
      now = cinema.ticket(ticket.at("reqId"));
      return now.at("status") == "EXPIRED" && cinema.seat("late", seat) == "available";
    };
    CHECK_MESSAGE(eventually(seconds{60}, freed), seat, " after payBy: ", now.dump());
    CHECK(now.at("reason") == "payment_timeout");
    CHECK(cinema.ask("late", {seat}).status == 202);
  }
}

TEST_CASE("deadlines: a hold that has run out does not keep the next customer from its seat") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "50ms"}, {"payment.window", "4s"}}};
  cinema.open_show("soon", hall(1, 5));
  const auto first = cinema.confirmed("soon", {"A1"});
  const auto refused = cinema.ask("soon", {"A1"}, "bob@example.com");
  CHECK(refused.status == 409);
  CHECK(refused.body.at("seats") ==
        json{{{"seat", "A1"}, {"reason", "HELD"}, {"retryAt", first.at("payBy")}}});
  wait_until(time_of(first, "payBy"));
  CHECK(cinema.ask("soon", {"A1"}, "bob@example.com").status == 202);
  CHECK(cinema.ticket(first.at("reqId")).at("status") == "EXPIRED");
}

TEST_CASE("deadlines: a claim that no review decided in time frees its seat for the next request") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "3s"}, {"review.hold", "3100ms"}}};
  cinema.open_show("stuck", hall(1, 5));
  const std::string first = cinema.book("stuck", {"A1", "A2"}).at("reqId");
  const auto requested = time_of(cinema.ticket(first), "requestedAt");
  cinema.server().stop(); // A stopped process makes the review late.
  wait_until(requested + milliseconds{3100});
  cinema.server().go_on();
  CHECK(cinema.ask("stuck", {"A1"}, "bob@example.com").status == 202);
  const auto ticket = cinema.ticket(first);
  CHECK(ticket.at("status") == "EXPIRED");
  CHECK(ticket.at("reason") == "review_timeout");
  CHECK(event_types(cinema, first) ==
        std::vector<std::string>{"BookingRequested", "BookingExpired"});
}

TEST_CASE("deadlines: a seat under review is contested within the window and not after it") {
  cinema_fixture cinema{
      server_binary(),
      {{"review.interval", no_review}, {"review.contention_window", "4s"}, {"review.hold", "15m"}}};
  cinema.open_show("wanted", hall(1, 5));
  const auto first = cinema.ticket(cinema.book("wanted", {"A1"}).at("reqId"));
  CHECK(cinema.ask("wanted", {"A1", "A2"}, "bob@example.com").status == 202);
  const auto requested = time_of(first, "requestedAt");
  wait_until(requested + milliseconds{4001});
  const auto version = cinema.version("wanted");
  const auto refused = cinema.ask("wanted", {"A1", "A5"}, "cat@example.com");
  CHECK(refused.status == 409);
  CHECK(refused.code() == "SEATS_UNAVAILABLE");
  const auto retry_at = rfc3339(requested + std::chrono::minutes{15});
  CHECK(refused.body.at("seats") ==
        json{{{"seat", "A1"}, {"reason", "IN_REVIEW"}, {"retryAt", retry_at}}});
  CHECK(cinema.seat("wanted", "A5") == "available");
  CHECK(cinema.version("wanted") == version);
}

TEST_CASE("deadlines: claims left unreviewed over a restart longer than the hold are EXPIRED") {
  // The kill comes before the first review; at the start that review is due, and too late.
  cinema_fixture cinema{server_binary(), {{"review.interval", "3s"}, {"review.hold", "3100ms"}}};
  cinema.open_show("asleep", hall(1, 5));
  std::vector<std::string> bookings;
  for (unsigned i = 1; i <= 5; ++i)
    bookings.push_back(cinema.book("asleep", {seat_name(0, i)}).at("reqId"));
  const auto requested = time_of(cinema.ticket(bookings.back()), "requestedAt");
  SUBCASE("after a SIGTERM") { CHECK(cinema.server().terminate() == exit_status{0, 0}); }
  SUBCASE("after a SIGKILL") { cinema.server().kill(); }
  wait_until(requested + milliseconds{3100});
  cinema.start();
  for (const auto& booking : bookings) {
    const auto ticket = cinema.ticket(booking);
    CHECK(ticket.at("status") == "EXPIRED");
    CHECK(ticket.value("reason", "") == "review_timeout");
  }
  const auto seats = cinema.seats("asleep");
  for (const auto& [seat, state] : seats.items())
    CHECK_MESSAGE(state == "available", seat);
}

TEST_CASE(
    "deadlines: a hold whose payBy passed while the server was down is EXPIRED at the start") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "50ms"}, {"payment.window", "1s"}}};
  cinema.open_show("down", hall(1, 5));
  const auto held = cinema.confirmed("down", {"A1"});
  cinema.server().kill();
  wait_until(time_of(held, "payBy"));
  cinema.start();
  const auto ticket = cinema.ticket(held.at("reqId"));
  CHECK(ticket.at("status") == "EXPIRED");
  CHECK(ticket.value("reason", "") == "payment_timeout");
  CHECK(cinema.seat("down", "A1") == "available");
}

TEST_CASE("deadlines: what was under review at a kill is reviewed after the start") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "700ms"}, {"review.hold", "5m"}}};
  cinema.open_show("later", hall(1, 5));
  const std::string booking = cinema.book("later", {"A1"}).at("reqId");
  cinema.crash();
  CHECK(cinema.decided(booking).at("status") == "CONFIRMED");
}

TEST_CASE("deadlines: a quiet show is reviewed one interval after its next request") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "400ms"}}};
  cinema.open_show("quiet", hall(1, 5));
  for (unsigned i = 1; i <= 2; ++i) {
    const auto ticket = cinema.confirmed("quiet", {seat_name(0, i)});
    // No sooner. That it is no later holds in virtual time (tests/actors/show/timers_test.cpp).
    CHECK(time_of(ticket, "decidedAt") - time_of(ticket, "requestedAt") >= milliseconds{400});
  }
}

} // namespace boxoffice::tests

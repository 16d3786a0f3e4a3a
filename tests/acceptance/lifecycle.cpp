#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

using std::chrono::seconds;

namespace {

/// All that the API returns about these shows and bookings, word for word.
std::vector<std::string> all_responses(cinema_fixture& cinema,
                                       const std::vector<std::string>& shows,
                                       const std::vector<std::string>& bookings) {
  std::vector<std::string> texts;
  const auto add = [&](const std::string& target, const header_list& headers = {}) {
    texts.push_back(target + " " +
                    require_status(cinema.client().get(target, headers), 200, target).text);
  };
  add("/api/movieshow");
  add("/api/refund", as_operator());
  for (const auto& show : shows)
    for (const auto* what : {"", "/seats", "/seatsavailable"})
      add("/api/movieshow/" + show + what);
  for (const auto& booking : bookings)
    for (const auto* what : {"", "/history"})
      add("/api/ticket/" + booking + what);
  return texts;
}

} // namespace

TEST_CASE("lifecycle: SIGTERM under load ends with 0 and loses no response") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  crowd_plan plan;
  plan.clients = 32;
  for (int i = 0; i < 20; ++i)
    plan.shows.push_back("show-" + std::to_string(i));
  for (const auto& show : plan.shows)
    cinema.open_show(show, hall(plan.rows, plan.seats_per_row));
  booking_history history;
  crowd clients{plan, cinema.bank(), history, cinema.server().port()};
  for (int i = 0; i < 3; ++i) {
    REQUIRE(clients.wait_for_responses(1'000, seconds{60}));
    CHECK(cinema.server().terminate(seconds{60}) == exit_status{0, 0});
    cinema.start();
    clients.moved_to(cinema.server().port());
  }
  clients.finish();
  MESSAGE(history.summary());
  for (const auto& violation : history.violations(cinema.client()))
    FAIL_CHECK(violation);
}

TEST_CASE("lifecycle: accepted requests get their whole response after SIGTERM") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(10, 100));
  std::string all;
  constexpr unsigned count = 8;
  for (unsigned i = 1; i <= count; ++i) {
    const json body = {
        {"userMail", "ann@example.com"}, {"movieShowId", "s"}, {"seats", {seat_name(0, i)}}};
    const auto text = body.dump();
    all += "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
           "Content-Length: " +
           std::to_string(text.size()) + "\r\n\r\n" + text;
  }
  std::vector<raw_connection> connections;
  for (int i = 0; i < 20; ++i)
    connections.emplace_back(cinema.server().port());
  for (auto& connection : connections)
    CHECK(connection.send(all));
  std::vector<std::string> bookings = {connections[0].expect_response().body.at("reqId")};
  cinema.server().ask_to_end();
  for (auto& connection : connections) {
    response got;
    auto outcome = connection.read(got);
    for (; outcome == raw_connection::outcome::answered; outcome = connection.read(got)) {
      CHECK((got.status == 202 || got.status == 409 || got.status == 503));
      if (got.status == 202)
        bookings.push_back(got.body.at("reqId"));
    }
    CHECK(outcome == raw_connection::outcome::closed); // Never in the middle of a response.
  }
  const auto status = cinema.server().wait_for_end(seconds{60});
  CHECK(status == exit_status{0, 0});
  cinema.start();
  for (const auto& booking : bookings)
    CHECK(cinema.client().get("/api/ticket/" + booking).status == 200);
  MESSAGE(bookings.size(), " bookings were answered");
}

TEST_CASE("lifecycle: a second start finds all as it was") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("one", hall(3, 10));
  cinema.open_show("two", detailed_hall());
  std::vector<std::string> bookings;
  const auto keep = [&](const json& ticket) {
    bookings.push_back(ticket.at("reqId"));
    return ticket;
  };
  keep(cinema.confirmed("one", {"A1", "A2"}));
  keep(cinema.paid("one", {"A3"}, "p1"));
  CHECK(cinema.cancel(keep(cinema.confirmed("one", {"A4"})).at("reqId")).status == 200);
  const auto underpaid = keep(cinema.confirmed("two", {"A1"}));
  auto what = cinema.payment_for(underpaid, "p2");
  what.value -= 1;
  CHECK(cinema.notify(what).body.at("outcome") == "REFUND_DUE");
  CHECK(cinema.operate("/api/movieshow/one/block", {{"seats", {"C1"}}}).status == 200);
  CHECK(cinema.operate("/api/movieshow/two/pause").status == 200);

  const auto before = all_responses(cinema, {"one", "two"}, bookings);
  const auto check_same = [&] {
    const auto after = all_responses(cinema, {"one", "two"}, bookings);
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
      CHECK(after[i] == before[i]);
  };
  SUBCASE("after a SIGTERM") {
    cinema.restart();
    check_same();
  }
  SUBCASE("after a SIGKILL") {
    cinema.crash();
    check_same();
  }
  SUBCASE("while the shows leave memory between requests") {
    cinema.options().set["show.idle_timeout"] = "1ms";
    cinema.restart();
    for (int round = 0; round < 10; ++round)
      check_same();
  }
}

TEST_CASE("lifecycle: a second process on the same data directory is refused, the first goes on") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto second = run_command(serve_command(cinema.options()), seconds{60});
  CHECK(second.status.code > 0);
  const auto said = second.output + second.errors;
  CHECK_MESSAGE(said.find(cinema.data_dir().string()) != std::string::npos, said);
  CHECK(second.output.find("listening on") == std::string::npos);
  CHECK(cinema.confirmed("s", {"A1"}).at("status") == "CONFIRMED");
  cinema.restart();
  CHECK(cinema.seat("s", "A1") == "held");
}

TEST_CASE("lifecycle: a missing data directory is created, an impossible one is refused") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().data_dir = cinema.data_dir() / "deep" / "er";
  cinema.start();
  cinema.open_show("s", hall(1, 5));
  cinema.restart();
  CHECK(cinema.version("s") == 1);
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().data_dir = "/proc/nowhere";
  const auto refused = run_command(serve_command(cinema.options()), seconds{60});
  CHECK(refused.status.code > 0);
  CHECK(refused.errors.find("/proc/nowhere") != std::string::npos);
}

} // namespace boxoffice::tests

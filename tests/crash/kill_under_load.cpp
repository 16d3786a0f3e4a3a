#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

namespace boxoffice::tests {

namespace {

crowd_plan plan_for(unsigned kills) {
  crowd_plan plan;
  plan.clients = 64;
  plan.rows = 20;
  plan.seats_per_row = 30;
  for (unsigned i = 0; i < 10 + kills; ++i)
    plan.shows.push_back("show-" + std::to_string(i));
  return plan;
}

} // namespace

TEST_CASE("crash: after SIGKILLs under 64 booking and paying clients every response still holds") {
  const unsigned kills = long_form() ? 50 : 5;
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "50ms"},
                         {"review.contention_window", "50ms"},
                         {"payment.window", "30m"}}};
  const auto plan = plan_for(kills);
  for (const auto& show : plan.shows)
    cinema.open_show(show, hall(plan.rows, plan.seats_per_row));

  booking_history history;
  crowd clients{plan, cinema.bank(), history, cinema.server().port()};
  std::mt19937 random{20261224};
  std::vector<std::int64_t> times_to_ready;
  for (unsigned kill = 0; kill < kills; ++kill) {
    // Any number of responses is a random moment: some kills hit a server that has just started.
    const auto responses = random() % 4 == 0 ? random() % 20 : random() % 2'000;
    REQUIRE(clients.wait_for_responses(responses, patience));
    cinema.crash();
    times_to_ready.push_back(cinema.server().time_to_ready().count());
    clients.moved_to(cinema.server().port());
  }
  REQUIRE(clients.wait_for_responses(500, patience));
  clients.finish();

  const auto slowest = *std::max_element(times_to_ready.begin(), times_to_ready.end());
  MESSAGE("kills: ", kills, ", ", history.summary(), ", ", history.responses(),
          " responses, slowest start: ", slowest, " ms");
  for (const auto& violation : history.violations(cinema.client()))
    FAIL_CHECK(violation);
  MESSAGE(printed_by(cinema.data_dir(), {"verify"}));
  cinema.restart();
  for (const auto& violation : history.violations(cinema.client()))
    FAIL_CHECK("after one more start: " << violation);
}

} // namespace boxoffice::tests

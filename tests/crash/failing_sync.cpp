#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

bool blames_sync(const std::string& errors) {
  for (const auto* word : {"sync", "I/O error", "IO error", "Input/output error"})
    if (errors.find(word) != std::string::npos)
      return true;
  return false;
}

} // namespace

TEST_CASE("crash: a failing sync ends the process, and nothing acknowledged is missing after it") {
  for (const std::string fails_at : {"20", "100", "500"}) {
    CAPTURE(fails_at);
    cinema_fixture cinema{server_binary(),
                          {{"review.interval", "50ms"}, {"payment.window", "30m"}}};
    crowd_plan plan;
    plan.clients = 32;
    for (int i = 0; i < 20; ++i)
      plan.shows.push_back("show-" + std::to_string(i));
    for (const auto& show : plan.shows)
      cinema.open_show(show, hall(plan.rows, plan.seats_per_row));
    REQUIRE(cinema.server().terminate() == exit_status{0, 0});

    cinema.options().binary = faulty_server_binary();
    cinema.options().environment["FAULTY_SYNC_AFTER"] = fails_at;
    cinema.start();
    booking_history history;
    crowd clients{plan, cinema.bank(), history, cinema.server().port()};
    const auto status = cinema.server().wait_for_end(patience);
    REQUIRE_MESSAGE(status, "the server goes on although its log cannot be synced");
    const auto errors = cinema.server().errors();
    CHECK(*status == exit_status{74, 0});
    CHECK_MESSAGE(blames_sync(errors), "stderr does not say why: ", errors);
    const auto responses_before = history.responses();

    cinema.options().binary = server_binary();
    cinema.options().environment.clear();
    cinema.start();
    clients.moved_to(cinema.server().port());
    REQUIRE(clients.wait_for_responses(100, patience));
    clients.finish();
    MESSAGE("responses before the failure: ", responses_before, ", ", history.summary());
    for (const auto& violation : history.violations(cinema.client()))
      FAIL_CHECK(violation);
  }
}

TEST_CASE("crash: a start whose first write cannot be synced ends with 74") {
  cinema_fixture cinema{server_binary()};
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  temporary_directory fresh;
  cinema.options().data_dir = fresh.path() / "data";
  cinema.options().binary = faulty_server_binary();
  cinema.options().environment["FAULTY_SYNC_AFTER"] = "1";
  auto ended = run_command(serve_command(cinema.options()), patience);
  CHECK((ended.status == exit_status{74, 0}));
  CHECK(ended.output == "");
  CHECK_MESSAGE(blames_sync(ended.errors), "stderr does not say why: ", ended.errors);
}

} // namespace boxoffice::tests

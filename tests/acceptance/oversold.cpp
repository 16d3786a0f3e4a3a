// A double sale that was forged into a copy of the log shows in the metrics of a server on it.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/prometheus_process.hpp"
#include "tests/support/readers/metrics_text.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

metrics_text metrics_of(http_client& client) {
  const auto got = client.get("/metrics", as_operator());
  REQUIRE_MESSAGE(got.status == 200, got.summary());
  return metrics_text{got.text};
}

/// Waits until the check has read everything once.
bool was_checked(http_client& client) {
  return eventually(patience, [&] {
    return metrics_of(client).sum("boxoffice_oversold_check_passes_total") >= 1;
  });
}

} // namespace

TEST_CASE("oversold: a double sale forged into a copy of the log shows in the copy's metrics") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "50ms"}}};
  cinema.open_show("s", hall(2, 5));
  cinema.paid("s", {"A1", "A2"}, "p1");
  const temporary_directory place;
  const auto copy = place.path() / "copy";
  printed_by(cinema.data_dir(), {"backup", copy.string()});
  REQUIRE(was_checked(cinema.client()));
  CHECK(metrics_of(cinema.client()).sum("boxoffice_oversold_seats") == 0);

  const auto forged =
      run_command({BOXOFFICE_FORGER_BINARY, {copy.string(), "s", "A2"}, {}}, patience);
  REQUIRE_MESSAGE(forged.status.code == 0, forged.errors);
  server_options on_copy;
  on_copy.binary = server_binary();
  on_copy.data_dir = copy;
  server_process server{on_copy};
  http_client client{server.port()};
  REQUIRE(was_checked(client));
  CHECK(metrics_of(client).sum("boxoffice_oversold_seats") == 1);
  prometheus_process prometheus{server.port(),
                                std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "config/alerts.yml"};
  CHECK(eventually(patience, [&] {
    return prometheus.value_of("ALERTS{alertname='BoxofficeOversold',alertstate='firing'}") == 1;
  }));
  CHECK(server.errors().find("show s: seat A2 was sold twice") != std::string::npos);
  // What it says is what verify says.
  CHECK(run_on(copy, {"verify"}).output.find("A2") != std::string::npos);
}

} // namespace boxoffice::tests

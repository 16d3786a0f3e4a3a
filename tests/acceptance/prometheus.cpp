// Debian's Prometheus against a real server: it reads the metrics, the rules hold, and the board
// shows nothing that does not exist.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/prometheus_process.hpp"
#include "tests/support/readers/metrics_text.hpp"

#include <fstream>
#include <regex>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

const fs::path source_directory = BOXOFFICE_SOURCE_DIR;
const fs::path alert_rules = source_directory / "config/alerts.yml";
const fs::path alert_tests = source_directory / "tests/acceptance/alerts_test.yml";

std::string printed_by_promtool(std::vector<std::string> arguments) {
  auto ended = run_command({"/usr/bin/promtool", std::move(arguments), {}}, patience);
  CHECK_MESSAGE(ended.status.code == 0, ended.output, ended.errors);
  return ended.output;
}

std::set<std::string> all_matches(const std::string& text, const std::string& pattern) {
  const std::regex form{pattern};
  std::set<std::string> found;
  for (std::sregex_iterator each{text.begin(), text.end(), form}, end; each != end; ++each)
    found.insert((*each)[1]);
  return found;
}

std::set<std::string> alert_names() {
  return all_matches(content_of(alert_rules), "- alert: (\\w+)");
}

/// Names that an expression may use: of samples.
std::set<std::string> sample_names(const metrics_text& seen) {
  std::set<std::string> names;
  for (const auto& [family, type] : seen.types)
    if (type == "histogram")
      for (const auto* ending : {"_bucket", "_sum", "_count"})
        names.insert(family + ending);
    else
      names.insert(family);
  return names;
}

metrics_text scraped(http_client& client) {
  const auto got = client.get("/metrics", as_operator());
  REQUIRE_MESSAGE(got.status == 200, got.summary());
  return metrics_text{got.text};
}

} // namespace

TEST_CASE("prometheus: it scrapes the server, and its answers are what happened") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "50ms"}}};
  cinema.open_show("s", hall(1, 9));
  cinema.paid("s", {"A1", "A2"}, "p1");
  CHECK(cinema.ask("s", {"A1"}).code() == "SEATS_UNAVAILABLE");
  prometheus_process prometheus{cinema.server().port(), alert_rules};
  CHECK(
      eventually(patience, [&] { return prometheus.value_of("boxoffice_seats_sold_total") == 2; }));
  CHECK(prometheus.value_of("up{job='boxoffice'}") == 1);
  CHECK(prometheus.value_of("boxoffice_bookings_total{outcome='confirmed',rule='uncontested'}") ==
        1);
  CHECK(prometheus.value_of("boxoffice_payments_total{outcome='paid',reason='in_time'}") == 1);
  CHECK(prometheus.value_of("boxoffice_bookings_refused_total{code='SEATS_UNAVAILABLE'}") == 1);
  CHECK(prometheus.value_of("boxoffice_http_request_seconds_count{route='/api/ticket/book',"
                            "status='202'}") == 1);
  CHECK(prometheus.value_of("histogram_quantile(1, boxoffice_booking_decision_seconds_bucket)") >
        0);
  // A booking after the first scrape is in a later one.
  cinema.paid("s", {"A3"}, "p2");
  CHECK(
      eventually(patience, [&] { return prometheus.value_of("boxoffice_seats_sold_total") == 3; }));
  const auto target = prometheus.ask("/api/v1/targets").at("activeTargets").at(0);
  CHECK(target.at("health") == "up");
  CHECK(target.at("lastError") == "");
}

TEST_CASE("prometheus: promtool finds no fault in names, types and helps of the metrics") {
  cinema_fixture cinema{server_binary()};
  const temporary_directory place;
  const auto scrape = place.path() / "scrape";
  std::ofstream{scrape} << cinema.client().get("/metrics", as_operator()).text;
  const auto judged = run_command(
      {"/bin/sh", {"-c", "exec promtool check metrics <" + scrape.string()}, {}}, patience);
  CHECK_MESSAGE(judged.status.code == 0, judged.errors);
  CHECK(judged.output + judged.errors == "");
}

TEST_CASE("prometheus: every alert can be evaluated, and none fires for a server that is well") {
  cinema_fixture cinema{server_binary()};
  prometheus_process prometheus{cinema.server().port(), alert_rules};
  REQUIRE(eventually(patience, [&] {
    const auto groups = prometheus.ask("/api/v1/rules").at("groups");
    return !groups.empty() && std::ranges::none_of(groups.at(0).at("rules"), [](const json& rule) {
      return rule.at("health") == "unknown";
    }) && prometheus.value_of("up") == 1;
  }));
  std::set<std::string> evaluated;
  const auto rules = prometheus.ask("/api/v1/rules").at("groups").at(0).at("rules");
  for (const auto& rule : rules) {
    evaluated.insert(rule.at("name").get<std::string>());
    CHECK_MESSAGE(rule.at("health") == "ok", rule.dump());
    CHECK_MESSAGE(rule.at("state") != "firing", rule.dump());
  }
  CHECK(evaluated == alert_names());
}

TEST_CASE("alerts: promtool finds the rules right, and each fires for its cause alone") {
  CHECK(printed_by_promtool({"check", "rules", alert_rules.string()}).find("SUCCESS") !=
        std::string::npos);
  CHECK(printed_by_promtool({"test", "rules", alert_tests.string()}).find("SUCCESS") !=
        std::string::npos);
  const auto tests = content_of(alert_tests);
  for (const auto& name : alert_names()) {
    CHECK_MESSAGE(tests.find("- name: " + name + "\n") != std::string::npos, name,
                  " is not tested");
    CHECK_MESSAGE(tests.find("- name: " + name + " is quiet\n") != std::string::npos, name,
                  " is not tested without its cause");
  }
}

TEST_CASE("alerts: docs/operations.md says what to do about each, and has no other") {
  CHECK(all_matches(content_of(source_directory / "docs/operations.md"),
                    "\n\\| `(Boxoffice\\w+)`") == alert_names());
}

TEST_CASE("board and alerts: every metric that they use exists, and every metric is on the board") {
  cinema_fixture cinema{server_binary()};
  const auto seen = scraped(cinema.client());
  const auto names = sample_names(seen);
  const auto board = content_of(source_directory / "config/dashboard.json");
  REQUIRE(json::accept(board));
  for (const auto& text : {board, content_of(alert_rules)})
    for (const auto& name : all_matches(text, "(boxoffice_\\w+)"))
      CHECK_MESSAGE(names.contains(name), name);
  for (const auto& [family, type] : seen.types)
    CHECK_MESSAGE(board.find(family) != std::string::npos, family, " is not on the board");
}

} // namespace boxoffice::tests

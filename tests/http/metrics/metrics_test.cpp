// GET /metrics of a gateway with a real engine.
#include "logging/access_log.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/cinema/provider.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/readers/metrics_text.hpp"

#include <regex>
#include <sstream>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::metric_labels;
using boxoffice::tests::metrics_text;

namespace {

metrics_text scraped(const gateway_fixture& cinema) {
  auto got = cinema.client().get("/metrics", as_operator());
  REQUIRE_MESSAGE(got.status == 200, got.summary());
  return metrics_text{got.text};
}

double requests(const metrics_text& seen, const std::string& method, const std::string& route,
                unsigned status) {
  return seen.sum("boxoffice_http_requests_total",
                  {{"method", method}, {"route", route}, {"status", std::to_string(status)}});
}

void notify_of_unknown(const gateway_fixture& cinema, const json& amount,
                       const std::string& status) {
  const boxoffice::tests::provider bank{"whsec_" + boxoffice::tests::base64(webhook_bytes)};
  json body{{"reqId", "s.AAAAAAAAAAAAAAAAAAAAAA"},
            {"paymentId", "p1"},
            {"status", status},
            {"amount", amount}};
  if (status == "SUCCESS")
    body["paidAt"] = "2026-01-01T00:00:00Z";
  auto through = cinema.client();
  auto got = bank.notify_text(through, body.dump());
  REQUIRE_MESSAGE(got.status == 404, got.summary());
}

struct documented {
  std::string type;
  std::set<std::string> labels;
};

/// The rows of docs/metrics.md.
std::map<std::string, documented> documented_metrics() {
  static const std::regex row{R"re(\| `(boxoffice_\w+)` \| (\w+) \|([^|]*)\| .*\w.* \|)re"};
  static const std::regex label{R"(`(\w+)`)"};
  std::map<std::string, documented> all;
  std::istringstream lines{boxoffice::tests::content_of(
      std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "docs/metrics.md")};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `boxoffice_"))
      continue;
    std::smatch found;
    REQUIRE_MESSAGE(std::regex_match(line, found, row), line);
    auto& one = all[found[1]];
    one.type = found[2];
    auto labels = found[3].str();
    for (std::sregex_iterator each{labels.begin(), labels.end(), label}, end; each != end; ++each)
      one.labels.insert((*each)[1]);
  }
  return all;
}

} // namespace

TEST_CASE("metrics: only the operator may read them") {
  gateway_fixture cinema;
  auto through = cinema.client();
  CHECK(through.get("/metrics").status == 401);
  CHECK(through.get("/metrics", {{"Authorization", "Bearer another-token-of-somebody"}}).status ==
        401);
  auto got = through.get("/metrics", as_operator());
  CHECK(got.status == 200);
  CHECK(got.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(got.header("Cache-Control") == "no-store");
}

TEST_CASE("metrics: they are answered while the node starts and while it has too much to do") {
  auto options = usual_options();
  options.max_in_flight = 1;
  gateway_fixture cinema{options, false};
  CHECK(cinema.client().get("/api/movieshow").status == 503);
  CHECK(scraped(cinema).sum("boxoffice_ready") == 0);
  cinema.gate().set_ready();
  cinema.open_show("s");
  cinema.hold_log();
  auto waiting = cinema.connect();
  waiting.send(book("A1"));
  cinema.wait_for_append();
  CHECK(cinema.client().get("/api/movieshow").status == 503);
  auto seen = scraped(cinema);
  CHECK(seen.sum("boxoffice_ready") == 1);
  CHECK(seen.sum("boxoffice_queue_depth", {{"queue", "requests"}}) == 1);
  CHECK(seen.sum("boxoffice_http_refused_total", {{"code", "OVERLOADED"}}) == 1);
  cinema.let_go_log();
}

TEST_CASE("metrics: requests are counted by method, route and status") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto through = cinema.client();
  for (const auto* seat : {"A1", "A2"})
    CHECK(through.post("/api/ticket/book", json::parse(booking_of(seat))).status == 202);
  CHECK(through.post("/api/ticket/book", json::parse(booking_of("Z1"))).status == 422);
  CHECK(through.get("/api/movieshow/s/seats").status == 200);
  CHECK(through.get("/api/movieshow/s/seats?seq=1", as_operator()).status == 200);
  CHECK(through.get("/nothing").status == 404);
  CHECK(through.send("BREW", "/readyz", "", {}).status == 405);
  auto seen = scraped(cinema);
  CHECK(requests(seen, "POST", "/api/ticket/book", 202) == 2);
  CHECK(requests(seen, "POST", "/api/ticket/book", 422) == 1);
  CHECK(requests(seen, "GET", "/api/movieshow/{}/seats", 200) == 2); // One of them of the past.
  CHECK(seen.sum("boxoffice_http_requests_total", {{"route", "unmatched"}}) == 2);
  CHECK(seen.sum("boxoffice_http_request_seconds_count",
                 {{"route", "/api/ticket/book"}, {"status", "202"}}) == 2);
  CHECK(seen.sum("boxoffice_http_request_seconds_bucket",
                 {{"route", "/api/ticket/book"}, {"status", "202"}, {"le", "+Inf"}}) == 2);
}

TEST_CASE("metrics: refused bookings are counted by code, those of other calls beside them") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto through = cinema.client();
  CHECK(through.post("/api/ticket/book", json::parse(booking_of("A1"))).status == 202);
  through.post_nothing("/api/movieshow/s/pause", as_operator());
  CHECK(through.post("/api/ticket/book", json::parse(booking_of("A2"))).code() == "SALES_CLOSED");
  CHECK(through.post("/api/ticket/book", json::parse(booking_of("A2", "other"))).code() ==
        "SHOW_NOT_FOUND");
  CHECK(through.get("/api/movieshow/other").code() == "SHOW_NOT_FOUND");
  auto seen = scraped(cinema);
  CHECK(seen.sum("boxoffice_bookings_refused_total") == 2);
  CHECK(seen.sum("boxoffice_bookings_refused_total", {{"code", "SALES_CLOSED"}}) == 1);
  CHECK(seen.sum("boxoffice_bookings_refused_total", {{"code", "SHOW_NOT_FOUND"}}) == 1);
  CHECK(seen.sum("boxoffice_http_refused_total", {{"code", "SHOW_NOT_FOUND"}}) == 2);
  CHECK(seen.sum("boxoffice_booking_requests_total") == 1);
}

TEST_CASE("metrics: money for unknown bookings is counted in units of its currency") {
  gateway_fixture cinema;
  notify_of_unknown(cinema, {{"value", 1250}, {"currency", "EUR"}}, "SUCCESS");
  notify_of_unknown(cinema, {{"value", 30}, {"currency", "EUR"}}, "SUCCESS");
  notify_of_unknown(cinema, {{"value", 900}, {"currency", "JPY"}}, "SUCCESS");
  notify_of_unknown(cinema, {{"value", 500}, {"currency", "ZZZ"}}, "SUCCESS");
  notify_of_unknown(cinema, {{"value", 100}, {"currency", "EUR"}}, "FAILED");
  auto seen = scraped(cinema);
  CHECK(seen.sum("boxoffice_unknown_payments_total", {{"status", "SUCCESS"}}) == 4);
  CHECK(seen.sum("boxoffice_unknown_payments_total", {{"status", "FAILED"}}) == 1);
  const std::string name = "boxoffice_unknown_payments_amount_total";
  CHECK(seen.sum(name, {{"currency", "EUR"}}) == doctest::Approx(12.8));
  CHECK(seen.sum(name, {{"currency", "JPY"}}) == 900);
  CHECK(seen.sum(name, {{"currency", "other"}}) == 5);
}

TEST_CASE("metrics: connections and WebSockets are counted") {
  gateway_fixture cinema;
  cinema.open_show("s");
  {
    boxoffice::tests::websocket_client watcher{cinema.port(), "/ws/movieshow/s"};
    watcher.next();
    auto seen = scraped(cinema);
    CHECK(seen.sum("boxoffice_websockets") == 1);
    CHECK(seen.sum("boxoffice_websocket_messages_total") == 1);
    CHECK(seen.sum("boxoffice_http_connections") >= 2);
    CHECK(requests(seen, "GET", "/ws/movieshow/{}", 101) == 1);
  }
  CHECK(scraped(cinema).sum("boxoffice_http_connections_total") >= 3);
}

TEST_CASE("metrics: connections that get a 503 for want of room are counted") {
  auto options = usual_options();
  options.max_connections = 1;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto only = cinema.connect();
  cinema.hold_log();
  REQUIRE(only.send(book("A1")));
  cinema.wait_for_append();
  for (int i = 0; i < 3; ++i) {
    auto refused = cinema.connect();
    CHECK(refused.expect_response().status == 503);
  }
  cinema.let_go_log();
  CHECK(only.expect_response().status == 202);
  CHECK(scraped(cinema).sum("boxoffice_http_connections_refused_total") == 3);
}

TEST_CASE("metrics: requests that are refused in an overload are counted") {
  auto options = usual_options();
  options.max_in_flight = 1;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  cinema.hold_log();
  auto waiting = cinema.connect();
  waiting.send(book("A1"));
  cinema.wait_for_append();
  for (int i = 0; i < 3; ++i)
    CHECK(cinema.client().get("/api/movieshow").status == 503);
  CHECK(scraped(cinema).sum("boxoffice_http_shed_total") == 3);
  cinema.let_go_log();
  CHECK(waiting.expect_response().status == 202);
}

TEST_CASE("metrics: lines of the access log that the device refuses are counted") {
  auto options = usual_options();
  auto full = logging::access_log::open("/dev/full", logging::format::text);
  REQUIRE(full);
  options.access = *full;
  gateway_fixture cinema{options};
  auto through = cinema.client();
  CHECK(boxoffice::tests::eventually(std::chrono::minutes{1}, [&] {
    static_cast<void>(through.get("/healthz"));
    return scraped(cinema).sum("boxoffice_access_log_dropped_total") > 0;
  }));
}

TEST_CASE("metrics: the log, the program and its process have their figures") {
  auto options = usual_options();
  options.metrics = {"1.2.3", "/"};
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto seen = scraped(cinema);
  CHECK(seen.sum("boxoffice_build_info", {{"version", "1.2.3"}}) == 1);
  CHECK(seen.sum("boxoffice_process_resident_memory_bytes") > 1'000'000);
  CHECK(seen.sum("boxoffice_process_start_time_seconds") > 1'600'000'000);
  CHECK(seen.sum("boxoffice_process_cpu_seconds_total") >= 0);
  CHECK(seen.sum("boxoffice_process_threads") > 3);
  CHECK(seen.sum("boxoffice_process_open_fds") > 3);
  CHECK(seen.sum("boxoffice_process_max_fds") >= seen.sum("boxoffice_process_open_fds"));
  CHECK(seen.sum("boxoffice_data_free_bytes") > 0);
  CHECK(seen.sum("boxoffice_data_size_bytes") >= seen.sum("boxoffice_data_free_bytes"));
  CHECK(seen.sum("boxoffice_shows_resident") == 1);
}

TEST_CASE("metrics: docs/metrics.md has every metric with its type and labels, and no other") {
  auto options = usual_options();
  options.metrics = {"1.2.3", "/"};
  gateway_fixture cinema{options};
  cinema.open_show("s");
  notify_of_unknown(cinema, {{"value", 1250}, {"currency", "EUR"}}, "SUCCESS");
  auto seen = scraped(cinema);
  auto written = documented_metrics();
  for (const auto& [family, type] : seen.types) {
    CHECK_MESSAGE(family.starts_with("boxoffice_"), family);
    CHECK_MESSAGE((type == "counter") == family.ends_with("_total"), family);
    CHECK_MESSAGE(!seen.helps[family].empty(), family, " has no help");
    REQUIRE_MESSAGE(written.contains(family), family, " is not in docs/metrics.md");
    CHECK_MESSAGE(written[family].type == type, family);
    CHECK_MESSAGE(written[family].labels == seen.labels_of(family), family);
  }
  for (const auto& [family, row] : written)
    CHECK_MESSAGE(seen.types.contains(family), family, " is not in a scrape");
}

} // namespace boxoffice::http::tests

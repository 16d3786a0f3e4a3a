#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <map>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

/// Of each node one show.
std::map<std::size_t, std::string> one_of_each(const cluster_fixture& cluster,
                                               const std::vector<std::string>& shows) {
  std::map<std::size_t, std::string> found;
  for (const auto& show : shows)
    found.emplace(cluster.home_of(show), show);
  REQUIRE(found.size() == cluster.size());
  return found;
}

json book(http_client& through, const std::string& show, const std::string& seat,
          const std::string& mail = "ann@example.com") {
  auto got = through.post("/api/ticket/book",
                          {{"userMail", mail}, {"movieShowId", show}, {"seats", {seat}}});
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  return got.body;
}

} // namespace

TEST_CASE("partitioned: any node serves any request") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(12);
  cluster.open(shows, 2, 6);
  for (const auto& [home, show] : one_of_each(cluster, shows)) {
    CAPTURE(show);
    auto there = cluster.client(home);
    auto here = cluster.client((home + 1) % cluster.size());
    const auto booked = book(here, show, "A1");
    const auto ticket = "/api/ticket/" + booked.at("reqId").get<std::string>();
    REQUIRE(
        eventually(patience, [&] { return here.get(ticket).body.at("status") == "CONFIRMED"; }));
    CHECK(here.get(ticket).body == there.get(ticket).body);
    notice paid;
    paid.booking = booked.at("reqId");
    paid.payment = "pay-" + show;
    paid.value = booked.at("amount").at("value");
    paid.paid_at = there.get(ticket).body.at("decidedAt");
    CHECK(cluster.bank().notify(here, paid).body.at("outcome") == "PAID");
    CHECK(here.post_nothing(ticket + "/cancel", as_operator()).body.at("status") == "CANCELLED");
    for (const auto& call :
         {"/api/movieshow/" + show, "/api/movieshow/" + show + "/seats",
          "/api/movieshow/" + show + "/seatsavailable", "/api/movieshow/" + show + "/seats?seq=2",
          "/api/movieshow/" + show + "/events", ticket, ticket + "/history",
          "/api/movieshow/" + show + "/bookings", std::string{"/api/movieshow?limit=5"},
          std::string{"/api/movieshow?q=THIRD&status=OPEN&limit=3"}, std::string{"/api/refund"},
          std::string{"/api/movieshow?order=start&limit=5"}, std::string{"/api/programme"},
          std::string{"/api/booking?mail=ANN%40example.com"},
          std::string{"/api/report/sales?by=method"}}) {
      CAPTURE(call);
      const auto got = here.get(call, as_operator());
      CHECK(got.status == 200);
      CHECK(got.text == there.get(call, as_operator()).text);
    }
    const auto target = "/api/movieshow/" + show;
    CHECK(here.post(target + "/block", {{"seats", {"B1"}}}, as_operator()).status == 200);
    CHECK(there.get(target + "/seats").body.at("seats").at("B1") == "blocked");
    CHECK(here.post(target + "/unblock", {{"seats", {"B1"}}}, as_operator()).status == 200);
    CHECK(here.post_nothing(target + "/pause", as_operator()).body.at("status") == "PAUSED");
    CHECK(here.post_nothing(target + "/resume", as_operator()).body.at("status") == "OPEN");
  }
  auto any = cluster.client(0);
  CHECK(all_pages(any, "/api/movieshow", "shows", 5, {}).size() == shows.size());
  CHECK(all_pages(any, "/api/movieshow?order=start", "shows", 5, {}).size() == shows.size());
  std::size_t in_programme = 0;
  const auto programme = any.get("/api/programme").body;
  for (const auto& day : programme.at("days"))
    in_programme += day.at("shows").get<std::size_t>();
  CHECK(in_programme == shows.size());
  CHECK(all_pages(any, "/api/refund", "refunds", 2, as_operator()).size() == cluster.size());
  CHECK(all_pages(any, "/api/movieshow?q=THIRD", "shows", 5, {}).size() == shows.size());
  CHECK(
      all_pages(any, "/api/booking?mail=ann%40example.com", "bookings", 2, as_operator()).size() ==
      cluster.size());
  const auto report = any.get("/api/report/sales", as_operator()).body;
  CHECK(report.at("rows").size() == shows.size());
  CHECK(report.at("totals").at(0).at("seatsSold") == cluster.size());
}

TEST_CASE("partitioned: a report of one node's log says that it has not all shows") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(12);
  cluster.open(shows, 1, 2);
  const auto& node = cluster.options(0);
  std::vector<std::string> report{"report", "--json"};
  const auto alone = printed_by(node.data_dir, report); // Without the settings of the cluster.
  for (const auto& [key, value] : node.set)
    report.insert(report.end(), {"--set", key + '=' + value});
  const auto warned = run_on(node.data_dir, report);
  CHECK((warned.status == exit_status{0, 0}));
  CHECK(warned.output == alone);
  CHECK(json::parse(warned.output).at("rows").size() < shows.size());
  CHECK(warned.errors == "boxoffice: only shows of node " + node.set.at("cluster.node") +
                             " are counted, which this log has; GET /api/report/sales counts those "
                             "of all nodes\n");
}

TEST_CASE("partitioned: a key repeated at another node gets the first response") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(1);
  cluster.open(shows, 1, 6);
  const json body = {{"userMail", "ann@example.com"}, {"movieShowId", shows[0]}, {"seats", {"A1"}}};
  std::vector<std::string> responses;
  for (std::size_t node = 0; node < cluster.size(); ++node) {
    auto got = cluster.client(node).post("/api/ticket/book", body, {{"Idempotency-Key", "k"}});
    CHECK(got.status == 202);
    responses.push_back(got.text);
  }
  CHECK(std::ranges::count(responses, responses.front()) == 3);
}

TEST_CASE("partitioned: a customer is forgotten on every node, and only when all are there") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(12);
  cluster.open(shows, 1, 6);
  const auto homes = one_of_each(cluster, shows);
  auto through = cluster.client(0);
  for (const auto& [home, show] : homes)
    book(through, show, "A1", "Eve@example.com");
  const std::string erase = "/api/customer/eve@example.com";
  cluster.node(2).kill();
  CHECK(through.del(erase, as_operator()).status == 503);
  cluster.start(2);
  REQUIRE(cluster.all_serve(shows, patience));
  CHECK(through.del(erase, as_operator()).body.at("erased") == true);
  CHECK(cluster.client(1).del(erase, as_operator()).body.at("erased") == false);
  for (std::size_t node = 0; node < cluster.size(); ++node)
    CHECK(printed_by(cluster.options(node).data_dir, {"customer", "export", "eve@example.com"})
              .find("Eve") == std::string::npos);
}

TEST_CASE("partitioned: a killed node takes its own shows only, and brings them back") {
  const unsigned kills = long_form() ? 20 : 3;
  cluster_fixture cluster{{{"review.interval", "50ms"},
                           {"review.contention_window", "50ms"},
                           {"payment.window", "30m"}}};
  crowd_plan plan;
  plan.clients = 32;
  plan.rows = 20;
  plan.seats_per_row = 30;
  plan.shows = shows_named(12 + kills);
  cluster.open(plan.shows, plan.rows, plan.seats_per_row);
  std::map<std::string, std::size_t> homes;
  for (const auto& show : plan.shows)
    homes[show] = cluster.home_of(show);

  constexpr std::size_t nobody = 99;
  std::atomic<std::size_t> down{nobody};
  std::atomic<unsigned> refused{0};
  booking_history history;
  plan.on_no_response = [&](const std::string& show, std::size_t server) {
    ++refused;
    // A call that was under way at the kill may be noticed after the node is back.
    if (const auto gone = down.load(); server != gone && homes.at(show) != gone)
      history.unexpected("no response for " + show + ", which lives at node " +
                         std::to_string(homes.at(show)) + ", from node " + std::to_string(server) +
                         " while node " + std::to_string(gone) + " was down");
  };
  std::vector<std::int64_t> times_to_serve;
  {
    crowd clients{plan, cluster.bank(), history, cluster.ports()};
    for (unsigned kill = 0; kill < kills; ++kill) {
      REQUIRE(clients.wait_for_responses(300, patience));
      const auto place = kill % cluster.size();
      down = place;
      cluster.node(place).kill();
      // The others go on. Few, because in the end all wait for the shows of the dead node.
      REQUIRE(clients.wait_for_responses(10, patience));
      cluster.start(place);
      clients.moved_to(cluster.node(place).port(), place);
      const auto started = std::chrono::steady_clock::now();
      REQUIRE(cluster.all_serve(plan.shows, patience));
      const auto gone_by =
          std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
      times_to_serve.push_back((gone_by + cluster.node(place).time_to_ready()).count());
      // Until the last client of the dead node has turned to another.
      REQUIRE(clients.wait_for_responses(300, patience));
    }
    clients.finish();
  }
  const auto slowest = std::ranges::max(times_to_serve);
  MESSAGE("kills: ", kills, ", ", history.summary(), ", ", history.responses(), " responses, ",
          refused.load(), " calls without one, slowest return: ", slowest, " ms");
  auto any = cluster.client(0);
  for (const auto& violation : history.violations(any))
    FAIL_CHECK(violation);
  for (std::size_t node = 0; node < cluster.size(); ++node)
    MESSAGE(printed_by(cluster.options(node).data_dir, {"verify"}));
}

TEST_CASE("partitioned: a node with another list of peers is refused with the reason") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(6);
  cluster.open(shows, 1, 6);
  cluster.node(1).terminate();
  cluster.options(1).set["cluster.peers"] += ",east=127.0.0.1:1";
  temporary_directory fresh;
  cluster.options(1).data_dir = fresh.path();
  cluster.start(1);
  const std::string why = "its cluster.peers is another list than this one's";
  CHECK(eventually(patience, [&] {
    return cluster.node(0).errors().find("node south: refuses") != std::string::npos ||
           cluster.node(0).errors().find(why) != std::string::npos;
  }));
  CHECK(eventually(patience,
                   [&] { return cluster.node(1).errors().find(why) != std::string::npos; }));
}

TEST_CASE("partitioned: a log is not served under a list that assigns its shows to other nodes") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(12);
  cluster.open(shows, 1, 6);
  cluster.node(0).terminate();
  auto moved = cluster.options(0);
  moved.set["cluster.node"] = "south"; // As if the disk were put into another machine.
  moved.set["cluster.listen"] = "127.0.0.1:0";
  try {
    server_process started{moved};
    FAIL("it was served");
  } catch (const std::runtime_error& error) {
    CHECK(std::string{error.what()}.find("belong to other nodes by cluster.peers") !=
          std::string::npos);
  }
}

} // namespace boxoffice::tests

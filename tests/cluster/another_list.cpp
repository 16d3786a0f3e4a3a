#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/cinema/halls.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

/// A crowd that has booked and paid at three nodes, and one booking of Eve's under a key in each of
/// some other shows.
struct season {
  cluster_fixture cluster{{{"review.interval", "50ms"},
                           {"review.contention_window", "50ms"},
                           {"payment.window", "30m"}}};
  crowd_plan plan;
  booking_history history;
  std::vector<std::string> hers;
  std::vector<std::string> responses; ///< to Eve, by show of hers

  season() {
    plan.clients = 16;
    plan.rows = 10;
    plan.seats_per_row = 20;
    plan.shows = shows_named(12);
    for (unsigned i = 0; i < 8; ++i)
      hers.push_back("eve-" + std::to_string(i));
    cluster.open(plan.shows, plan.rows, plan.seats_per_row);
    cluster.open(hers, 10, 20);
    for (const auto& show : hers)
      responses.push_back(ask_as_eve(show).text);
    sell();
  }

  void sell() {
    ++plan.seed; // Other customers, with keys of their own.
    crowd clients{plan, cluster.bank(), history, cluster.ports()};
    REQUIRE(clients.wait_for_responses(500, patience));
    clients.finish();
  }

  response ask_as_eve(const std::string& show) {
    auto through = cluster.client(0);
    return through.post(
        "/api/ticket/book",
        {{"userMail", "Eve@example.com"}, {"movieShowId", show}, {"seats", {"J20"}}},
        {{"Idempotency-Key", "eve"}});
  }

  /// Eve is known by her key.
  void check_eve() {
    for (std::size_t i = 0; i < hers.size(); ++i)
      CHECK(ask_as_eve(hers[i]).text == responses[i]);
  }

  /// All that was acknowledged is there; once, at the end.
  void check() {
    check_eve();
    auto any = cluster.client(0);
    for (const auto& violation : history.violations(any))
      FAIL_CHECK(violation);
  }
};

} // namespace

TEST_CASE("another list: shows move to the nodes of a new list, and lose nothing on the way") {
  season one;
  const auto printed = one.cluster.go_on_as({"south", "west", "east", "middle"});
  std::size_t streams = 0;
  for (std::size_t node = 0; node < one.cluster.size(); ++node) {
    const auto lines = lines_of(printed[node]);
    REQUIRE(lines.size() == 4); // One for each old log.
    for (std::size_t from = 0; from < 3; ++from) {
      const auto count = lines[from].substr(lines[from].find(": ") + 2);
      streams += std::stoul(count);
    }
  }
  CHECK(streams == one.plan.shows.size() + one.hers.size());
  REQUIRE(one.cluster.all_serve(one.plan.shows, patience));
  one.check_eve();
  one.sell();
  one.check();
  for (std::size_t node = 0; node < one.cluster.size(); ++node)
    MESSAGE(printed_by(one.cluster.options(node).data_dir, {"verify"}));

  // Who is in shows of several origins is exported whole, and forgotten everywhere.
  std::size_t bookings = 0;
  auto export_at = [&](std::size_t node) {
    return json::parse(
        printed_by(one.cluster.options(node).data_dir, {"customer", "export", "eve@example.com"}));
  };
  for (std::size_t node = 0; node < one.cluster.size(); ++node)
    bookings += export_at(node).at("bookings").size();
  CHECK(bookings == one.hers.size());
  auto any = one.cluster.client(0);
  CHECK(any.del("/api/customer/eve@example.com", as_operator()).body.at("erased") == true);
  for (std::size_t node = 0; node < one.cluster.size(); ++node)
    CHECK(export_at(node).at("mail").is_null());
}

TEST_CASE("another list: the logs of all nodes are moved into one database and served from it") {
  season one;
  std::vector<std::string> move{"migrate", "--from", "rocksdb", "--to", "postgres"};
  for (std::size_t node = 0; node < one.cluster.size(); ++node) {
    one.cluster.node(node).terminate();
    move.insert(move.end(), {"--from-dir", one.cluster.options(node).data_dir.string()});
  }
  postgres_server database;
  const auto connection = database.new_database();
  const settings on_database{{"storage.engine", "postgres"}, {"storage.postgres", connection}};
  const auto at_database = [&](std::vector<std::string> arguments) {
    for (const auto& [key, value] : on_database)
      arguments.insert(arguments.end(), {"--set", key + '=' + value});
    return arguments;
  };
  const auto& place = one.cluster.options(0).data_dir;
  MESSAGE(printed_by(place, at_database(move)));
  MESSAGE(printed_by(place, at_database({"verify"})));
  auto& only = one.cluster.options(0);
  only.set = on_database;
  only.set["limits.enabled"] = "false";
  only.set["review.interval"] = "50ms";
  only.set["review.contention_window"] = "50ms";
  one.cluster.start(0);
  one.check();
}

TEST_CASE("another list: migrate refuses contradictory arguments") {
  temporary_directory place;
  const auto old = (place.path() / "old").string();
  const auto data = place.path() / "data";
  check_refused(data, {"migrate", "--from", "rocksdb", "--to", "rocksdb"}, 2, "--from-dir");
  check_refused(data, {"migrate", "--from", "postgres", "--to", "rocksdb", "--from-dir", old}, 2,
                "--from-dir names logs of rocksdb");
  check_refused(data,
                {"migrate", "--from", "rocksdb", "--to", "rocksdb", "--from-dir", data.string()}, 2,
                "is where the new log goes");
  check_refused(data, {"migrate", "--from", "rocksdb", "--to", "rocksdb", "--from-dir", old}, 1,
                "there is no log in " + old);
  CHECK_FALSE(std::filesystem::exists(data / "CURRENT"));
}

} // namespace boxoffice::tests

// Nodes that share one log: whatever becomes of a node, its shows go on at another, and nothing
// that it had in memory is told or written any more.
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/free_ports.hpp"
#include "tests/support/processes/postgres_server.hpp"

#include <algorithm>
#include <future>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

milliseconds since(std::chrono::steady_clock::time_point moment) {
  return std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - moment);
}

/// How many shards each node has, by name.
std::map<std::string, int> shards_by_node(const postgres_server& database,
                                          const std::string& connection) {
  std::map<std::string, int> out;
  for (const auto& line : lines_of(
           database.run(connection, "SELECT node || ' ' || count(*) FROM shard GROUP BY node"))) {
    auto space = line.rfind(' ');
    out[line.substr(0, space)] = std::stoi(line.substr(space + 1));
  }
  return out;
}

bool even(const std::map<std::string, int>& shards, std::size_t nodes) {
  const auto share = 256.0 / static_cast<double>(nodes);
  return shards.size() == nodes && std::ranges::all_of(shards, [&](const auto& each) {
           return each.second >= 0.8 * share && each.second <= 1.2 * share;
         });
}

} // namespace

TEST_CASE("shared: any node serves any request, and a key has one response at all of them") {
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), the_lease(), 12};
  auto& cluster = fixture.cluster();
  const json body = {{"userMail", "ann@example.com"}, {"movieShowId", "show-1"}, {"seats", {"A1"}}};
  std::set<std::string> responses;
  for (std::size_t node = 0; node < cluster.size(); ++node) {
    auto got = cluster.client(node).post("/api/ticket/book", body, {{"Idempotency-Key", "k"}});
    CHECK_MESSAGE(got.status == 202, got.summary());
    responses.insert(got.text);
  }
  REQUIRE(responses.size() == 1);
  const auto ticket =
      "/api/ticket/" + json::parse(*responses.begin()).at("reqId").get<std::string>();
  auto first = cluster.client(0);
  REQUIRE(eventually(patience, [&] { return first.get(ticket).body.at("status") == "CONFIRMED"; }));
  for (const auto& call :
       {ticket, ticket + "/history", std::string{"/api/movieshow/show-1/seats"},
        std::string{"/api/movieshow/show-1/seats?seq=2"},
        std::string{"/api/movieshow/show-1/events"}, std::string{"/api/movieshow?limit=5"},
        std::string{"/api/refund"}, std::string{"/api/movieshow?order=start&limit=5"},
        std::string{"/api/programme"}}) {
    CAPTURE(call);
    std::set<std::string> texts;
    for (std::size_t node = 0; node < cluster.size(); ++node)
      texts.insert(cluster.client(node).get(call, as_operator()).text);
    CHECK(texts.size() == 1);
  }
  // Forgotten by one, forgotten by all: it is one table.
  auto second = cluster.client(1);
  CHECK(second.del("/api/customer/ann@example.com", as_operator()).body.at("erased") == true);
  CHECK(first.del("/api/customer/ann@example.com", as_operator()).body.at("erased") == false);
}

TEST_CASE("shared: the shows of a killed node are served again once its lease is over") {
  const unsigned kills = long_form() ? 30 : 3;
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), the_lease(), 12 + 8 * kills};
  auto& cluster = fixture.cluster();
  std::vector<std::int64_t> took;
  {
    auto clients = fixture.new_crowd();
    for (unsigned kill = 0; kill < kills; ++kill) {
      REQUIRE(clients->wait_for_responses(200, patience));
      const auto place = kill % cluster.size();
      const auto killed = std::chrono::steady_clock::now();
      cluster.node(place).kill();
      REQUIRE(fixture.served_by(all_but(place), patience));
      took.push_back(since(killed).count());
      cluster.start(place);
      clients->moved_to(cluster.node(place).port(), place);
      REQUIRE(fixture.served_by({0, 1, 2}, patience));
    }
    clients->finish();
  }
  const auto slowest = std::ranges::max(took);
  MESSAGE("kills: ", kills, ", slowest return: ", slowest, " ms of a lease of ",
          the_lease().count(), " ms");
  fixture.check();
}

TEST_CASE("shared: a node stopped beyond its lease neither returns nor writes its old state") {
  const unsigned stops = long_form() ? 20 : 3;
  postgres_server database;
  const auto connection = database.new_database();
  shared_cluster_fixture fixture{connection, the_lease(), 12 + 8 * stops};
  auto& cluster = fixture.cluster();
  {
    auto clients = fixture.new_crowd();
    for (unsigned stop = 0; stop < stops; ++stop) {
      REQUIRE(clients->wait_for_responses(100, patience));
      const auto place = stop % cluster.size();
      cluster.node(place).stop();
      // Asked now, it reads this only when it goes on.
      std::vector<std::future<std::pair<std::string, response>>> pending;
      for (std::size_t i = 0; i < 12; ++i)
        pending.push_back(std::async(std::launch::async, [&, show = fixture.shows().at(i)] {
          http_client patient{cluster.node(place).port(), 2 * patience};
          return std::pair{show, patient.get("/api/movieshow/" + show + "/seats")};
        }));
      REQUIRE(fixture.served_by(all_but(place), patience));
      REQUIRE(clients->wait_for_responses(100, patience));
      const auto before = fixture.versions_at((place + 1) % cluster.size());
      cluster.node(place).go_on();
      for (auto& each : pending) {
        const auto [show, got] = each.get();
        CAPTURE(show);
        CHECK_MESSAGE((got.status == 503 || got.status == 200), got.summary());
        if (got.status == 200 && before.contains(show)) // By way of the node that has it now.
          CHECK(got.body.at("version").get<std::uint64_t>() >= before.at(show));
      }
      for (const auto& [show, version] : fixture.versions_at(place))
        if (before.contains(show))
          CHECK(version >= before.at(show));
      REQUIRE(fixture.served_by({0, 1, 2}, patience));
    }
    clients->finish();
  }
  for (std::size_t place = 0; place < cluster.size(); ++place)
    CHECK(cluster.node(place).running());
  fixture.check();
}

TEST_CASE("shared: nodes that join and leave share evenly, and clients see at most a retry") {
  postgres_server database;
  const auto connection = database.new_database();
  const unsigned rounds = long_form() ? 20 : 3;
  shared_cluster_fixture fixture{connection, the_lease(), 24 + 8 * rounds};
  auto& cluster = fixture.cluster();
  REQUIRE(eventually(patience, [&] { return even(shards_by_node(database, connection), 3); }));
  {
    auto clients = fixture.new_crowd();
    for (unsigned round = 0; round < rounds; ++round) {
      REQUIRE(clients->wait_for_responses(100, patience));
      const auto place = round % cluster.size();
      CHECK(cluster.node(place).terminate() == exit_status{0, 0});
      CHECK(even(shards_by_node(database, connection), 2));
      CHECK(fixture.served_by(all_but(place), patience));
      REQUIRE(clients->wait_for_responses(100, patience));
      cluster.start(place);
      clients->moved_to(cluster.node(place).port(), place);
      CHECK(eventually(patience, [&] { return even(shards_by_node(database, connection), 3); }));
    }
    clients->finish();
  }
  fixture.check();
}

TEST_CASE("shared: while the database is away nodes are not ready, and continue when it is back") {
  postgres_server database;
  const auto connection = database.new_database();
  shared_cluster_fixture fixture{connection, the_lease(), 12};
  auto& cluster = fixture.cluster();
  auto ready = [&](std::size_t place) {
    return cluster.client(place).get("/readyz").status == 200;
  };
  auto clients = fixture.new_crowd();
  for (unsigned outage = 0; outage < (long_form() ? 10U : 2U); ++outage) {
    REQUIRE(clients->wait_for_responses(100, patience));
    database.kill();
    // A node whose append failed is not ready at once, and still routes to those with a lease.
    for (std::size_t place : {0, 1, 2})
      CHECK(eventually(patience, [&] { return !ready(place); }));
    for (std::size_t place : {0, 1, 2})
      CHECK(fixture.versions_at(place).empty());
    database.start();
    for (std::size_t place : {0, 1, 2})
      CHECK(eventually(patience, [&] { return ready(place); }));
    REQUIRE(fixture.served_by({0, 1, 2}, patience));
  }
  clients->finish();
  for (std::size_t place : {0, 1, 2})
    CHECK(cluster.node(place).running());
  fixture.check();
}

TEST_CASE("shared: a second node of one name waits until the first one's lease is over") {
  postgres_server database;
  const auto connection = database.new_database();
  shared_cluster_fixture fixture{connection, the_lease(), 2};
  auto& cluster = fixture.cluster();
  auto twin = cluster.options(1);
  temporary_directory elsewhere;
  twin.data_dir = elsewhere.path();
  twin.set["cluster.listen"] = "127.0.0.1:0";
  twin.set["cluster.advertise"] = "127.0.0.1:1";
  twin.ready_within = the_lease() * 2;
  try {
    server_process started{twin};
    FAIL("both run");
  } catch (const std::runtime_error& error) {
    CHECK(std::string{error.what()}.find("another node of this name") != std::string::npos);
  }
  CHECK(cluster.node(1).running());
  CHECK(fixture.served_by({0, 1, 2}, patience));
}

TEST_CASE("shared: one process alone and a cluster do not open the same log") {
  postgres_server database;
  const auto connection = database.new_database();
  shared_cluster_fixture fixture{connection, the_lease(), 2};
  auto alone = fixture.cluster().options(0);
  temporary_directory elsewhere;
  alone.data_dir = elsewhere.path();
  for (const auto* key : {"cluster.enabled", "cluster.node", "cluster.listen", "cluster.lease"})
    alone.set.erase(key);
  try {
    server_process started{alone};
    FAIL("both run");
  } catch (const std::runtime_error& error) {
    CHECK(std::string{error.what()}.find("another process has the log in the database open") !=
          std::string::npos);
  }
}

TEST_CASE("shared: a node whose log is in another database is refused with the reason") {
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), the_lease(), 2};
  auto& cluster = fixture.cluster();
  const auto other = database.new_database();
  auto wrong_log = cluster.options(0);
  temporary_directory elsewhere;
  wrong_log.data_dir = elsewhere.path();
  wrong_log.set["storage.postgres"] = other;
  wrong_log.set["cluster.node"] = "alpha"; // Of two nodes it is the one that connects.
  wrong_log.set["cluster.listen"] = "127.0.0.1:" + std::to_string(free_ports(1).front());
  server_process started{wrong_log};
  database.run(other, "INSERT INTO node (node, incarnation, address, lease_ms, lease_until) VALUES "
                      "('north', gen_random_uuid(), '127.0.0.1:" +
                          std::to_string(cluster.cluster_port(0)) +
                          "', 60000, clock_timestamp() + interval '60 s')");
  CHECK(eventually(patience, [&] {
    return started.errors().find("node north: refuses this node: its log is in another "
                                 "database than this one's") != std::string::npos;
  }));
  CHECK(cluster.node(0).reports("node alpha is refused: its log is in another"));
  CHECK(fixture.served_by({0, 1, 2}, patience));
}

} // namespace boxoffice::tests

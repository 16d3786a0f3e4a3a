// Nodes that share one log, and what lies between them and it: a primary that dies with its
// machine, and networks that let nothing through, or only one way.
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/crypto/certificates.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/network.hpp"
#include "tests/support/processes/postgres_pair.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

/// Three nodes and a database, each a host of a network.
struct country {
  network roads;
  const network_host& capital = roads.add_host("database");
  std::vector<const network_host*> towns{&roads.add_host("north"), &roads.add_host("south"),
                                         &roads.add_host("west")};
  postgres_server database{postgres_server::syncing::off, &capital};
  temporary_directory certificates;
  authority ours{certificates.path(), "ours"};
  shared_cluster_fixture fixture{database.new_database(), the_lease(), long_form() ? 250U : 20U,
                                 [this](std::size_t place, server_options& of_node) {
                                   auto files = ours.sign("node-" + std::to_string(place));
                                   of_node.where = towns.at(place);
                                   of_node.set["cluster.listen"] =
                                       towns.at(place)->address() + ":4040";
                                   of_node.set["cluster.tls.certificate"] = files.certificate;
                                   of_node.set["cluster.tls.key"] = files.key;
                                   of_node.set["cluster.tls.ca"] = files.ca;
                                 }};
};

/// A cut of one town's roads, and whether the others can do without that town.
struct cut {
  const char* name;
  void (*make)(country& in, std::size_t town);
  bool loses_database;
};

const cut cuts[] = {
    {"from the database",
     [](country& in, std::size_t town) { in.roads.cut(*in.towns[town], in.capital); }, true},
    {"on the way to the database",
     [](country& in, std::size_t town) { in.roads.cut(*in.towns[town], in.capital, way::a_to_b); },
     true},
    {"on the way from the database",
     [](country& in, std::size_t town) { in.roads.cut(in.capital, *in.towns[town], way::a_to_b); },
     true},
    {"from its peers",
     [](country& in, std::size_t town) {
       for (auto other : all_but(town))
         in.roads.cut(*in.towns[town], *in.towns[other]);
     },
     false},
    {"on the way to its peers",
     [](country& in, std::size_t town) {
       for (auto other : all_but(town))
         in.roads.cut(*in.towns[town], *in.towns[other], way::a_to_b);
     },
     false},
};

} // namespace

TEST_CASE("shared: a primary that dies loses nothing, and nodes go on with the standby") {
  const unsigned deaths = long_form() ? 10 : 2;
  postgres_pair databases;
  shared_cluster_fixture fixture{databases.new_database(), the_lease(), 12};
  auto& cluster = fixture.cluster();
  {
    auto clients = fixture.new_crowd();
    for (unsigned death = 0; death < deaths; ++death) {
      REQUIRE(clients->wait_for_responses(100, patience));
      databases.kill_primary();
      databases.promote();
      CHECK(fixture.served_by({0, 1, 2}, patience));
      REQUIRE(clients->wait_for_responses(50, patience));
      databases.rejoin();
    }
    clients->finish();
  }
  for (std::size_t place = 0; place < cluster.size(); ++place)
    CHECK(cluster.node(place).running());
  fixture.check();
}

TEST_CASE("shared: a node that is cut off, whichever way, loses no seat") {
  country land;
  auto& fixture = land.fixture;
  {
    auto clients = fixture.new_crowd();
    const unsigned rounds = long_form() ? 4 : 1;
    for (unsigned round = 0; round < rounds; ++round)
      for (std::size_t kind = 0; kind < std::size(cuts); ++kind) {
        const auto town = (round + kind) % land.towns.size();
        CAPTURE(cuts[kind].name);
        REQUIRE(clients->wait_for_responses(50, patience));
        cuts[kind].make(land, town);
        if (cuts[kind].loses_database) {
          // An ask that was under way at the cut is refused after five seconds only.
          CHECK(fixture.served_by(all_but(town), patience));
          CHECK(eventually(patience, [&] {
            return fixture.cluster().client(town).get("/readyz").status == 503;
          }));
        }
        REQUIRE(clients->wait_for_responses(20, patience));
        land.roads.heal();
        REQUIRE(fixture.served_by({0, 1, 2}, patience));
      }
    clients->finish();
  }
  for (std::size_t place = 0; place < land.towns.size(); ++place)
    CHECK(fixture.cluster().node(place).running());
  fixture.check();
}

} // namespace boxoffice::tests

// A node that is ready serves the other nodes' shows too.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// Starts all nodes at the same time, and asks each for all shows as soon as all are ready. Gives
/// those that failed.
std::vector<std::string> unserved_after_start(cluster_fixture& cluster,
                                              const std::vector<std::string>& shows) {
  cluster.start_all();
  std::vector<std::string> failed;
  for (unsigned round = 0; round < 3; ++round)
    for (std::size_t node = 0; node < cluster.size(); ++node) {
      auto through = cluster.client(node);
      if (through.get("/readyz").status != 200)
        failed.push_back("node " + std::to_string(node) + " is not ready");
      for (const auto& show : shows)
        if (auto got = through.get("/api/movieshow/" + show + "/seats"); got.status != 200)
          failed.push_back(show + " at node " + std::to_string(node) + ": " + got.summary());
    }
  if (!failed.empty())
    for (std::size_t node = 0; node < cluster.size(); ++node)
      failed.push_back("node " + std::to_string(node) + " logged:\n" + cluster.node(node).errors());
  return failed;
}

void check_starts(cluster_fixture& cluster, const std::vector<std::string>& shows) {
  for (unsigned start = 0; start < (long_form() ? 30U : 4U); ++start) {
    CAPTURE(start);
    for (std::size_t node = 0; node < cluster.size(); ++node)
      cluster.node(node).ask_to_end();
    for (const auto& each : unserved_after_start(cluster, shows))
      FAIL_CHECK(each);
  }
}

} // namespace

TEST_CASE("ready: partitioned nodes that start together serve each other's shows at once") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(12);
  cluster.open(shows, 1, 4);
  check_starts(cluster, shows);
}

TEST_CASE("ready: nodes that share a database and start together do so too") {
  postgres_server database;
  // The default lease: a node that a busy host stops for a shorter one would rightly serve nothing.
  constexpr std::chrono::seconds lease{5};
  shared_cluster_fixture fixture{database.new_database(), lease, 12};
  check_starts(fixture.cluster(), fixture.shows());
}

TEST_CASE("ready: a node whose peers are away is ready without them") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(6);
  cluster.open(shows, 1, 4);
  const auto of_first = cluster.home_of(shows.front());
  for (std::size_t node = 0; node < cluster.size(); ++node)
    cluster.node(node).terminate();
  cluster.start(of_first); // Throws unless it gets ready.
  CHECK(cluster.client(of_first).get("/api/movieshow/" + shows.front() + "/seats").status == 200);
}

} // namespace boxoffice::tests

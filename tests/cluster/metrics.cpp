// What nodes of both forms of a cluster say about it in their metrics.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/readers/metrics_text.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

metrics_text metrics_of_node(cluster_fixture& cluster, std::size_t place) {
  auto through = cluster.client(place);
  const auto got = through.get("/metrics", as_operator());
  REQUIRE_MESSAGE(got.status == 200, got.summary());
  return metrics_text{got.text};
}

double sum_over(cluster_fixture& cluster, const std::vector<std::size_t>& places,
                const std::string& name, const metric_labels& labels = {}) {
  double sum = 0;
  for (auto place : places)
    sum += metrics_of_node(cluster, place).sum(name, labels);
  return sum;
}

} // namespace

TEST_CASE("metrics: a partitioned node counts its peers and notices that one is gone") {
  cluster_fixture cluster{quick_reviews()};
  const auto peers = [&](std::size_t place) {
    return metrics_of_node(cluster, place).sum("boxoffice_cluster_peers_connected");
  };
  for (std::size_t place : {0, 1, 2})
    CHECK(eventually(patience, [&] { return peers(place) == 2; }));
  CHECK(sum_over(cluster, {0, 1, 2}, "boxoffice_cluster_nodes") == 9);
  CHECK(sum_over(cluster, {0, 1, 2}, "boxoffice_cluster_shards_owned") == 0);
  cluster.node(2).kill();
  for (std::size_t place : {0, 1})
    CHECK(eventually(patience, [&] { return peers(place) == 1; }));
}

TEST_CASE("metrics: nodes on one log own every shard once, and count those that they hand over") {
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), the_lease(), 4};
  auto& cluster = fixture.cluster();
  const auto owned = [&](const std::vector<std::size_t>& places) {
    return sum_over(cluster, places, "boxoffice_cluster_shards_owned");
  };
  REQUIRE(eventually(patience, [&] { return owned({0, 1, 2}) == 256; }));
  for (std::size_t place : {0, 1, 2}) {
    auto seen = metrics_of_node(cluster, place);
    CHECK(seen.sum("boxoffice_cluster_nodes") == 3);
    CHECK(seen.sum("boxoffice_cluster_lease_seconds") > 0);
    CHECK(seen.sum("boxoffice_cluster_leases_lost_total") == 0);
  }
  const auto taken = [&] {
    return sum_over(cluster, {0, 1}, "boxoffice_cluster_handovers_total", {{"direction", "taken"}});
  };
  const auto before = taken();
  const auto of_the_third = owned({2});
  CHECK(cluster.node(2).terminate() == exit_status{0, 0});
  CHECK(eventually(patience, [&] { return owned({0, 1}) == 256; }));
  CHECK(taken() - before >= of_the_third);
  // The three nodes check the shows of their own shards: together all of them.
  CHECK(eventually(patience, [&] {
    return sum_over(cluster, {0, 1}, "boxoffice_oversold_check_events_total") >= 4;
  }));
  CHECK(sum_over(cluster, {0, 1}, "boxoffice_oversold_seats") == 0);
}

} // namespace boxoffice::tests

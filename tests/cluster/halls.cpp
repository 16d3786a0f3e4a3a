// Templates of halls in both forms of a cluster: any node answers, and no change is lost.
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <future>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

json body_of_hall(const std::string& name) {
  const auto show = hall(1, 4);
  return {{"name", name}, {"classes", show.at("classes")}, {"rows", show.at("rows")}};
}

std::vector<std::string> six_halls() {
  std::vector<std::string> all;
  for (int i = 0; i < 6; ++i)
    all.push_back("hall-" + std::to_string(i));
  return all;
}

response put_hall(cluster_fixture& cluster, std::size_t node, const std::string& id,
                  const json& body) {
  return cluster.client(node).put("/api/hall/" + id, body, as_operator());
}

response read_hall(cluster_fixture& cluster, std::size_t node, const std::string& id) {
  return cluster.client(node).get("/api/hall/" + id, as_operator());
}

json listed_halls(cluster_fixture& cluster, std::size_t node, const std::string& query = {}) {
  const auto target = "/api/hall" + query;
  return require_status(cluster.client(node).get(target, as_operator()), 200, target).body;
}

/// Makes a hall at one node, changes it at the next and checks the answers of all.
void check_halls_at_all(cluster_fixture& cluster) {
  const auto halls = six_halls();
  for (std::size_t i = 0; i < halls.size(); ++i) {
    const auto made = put_hall(cluster, i % cluster.size(), halls[i], body_of_hall("Regal"));
    CHECK_MESSAGE(made.status == 201, made.summary());
    auto change = body_of_hall("Regal 1");
    change["version"] = 1;
    const auto changed = put_hall(cluster, (i + 1) % cluster.size(), halls[i], change);
    CHECK_MESSAGE(changed.status == 200, changed.summary());
    const auto refused = put_hall(cluster, (i + 2) % cluster.size(), halls[i], change);
    check_code(refused, 409, "HALL_CHANGED");
    CHECK(refused.body.at("version") == 2);
    for (std::size_t node = 0; node < cluster.size(); ++node)
      CHECK(read_hall(cluster, node, halls[i]).body == changed.body);
  }
  for (std::size_t node = 0; node < cluster.size(); ++node) {
    const auto all = listed_halls(cluster, node);
    REQUIRE(all.at("halls").size() == halls.size());
    for (std::size_t i = 0; i < halls.size(); ++i)
      CHECK(all.at("halls")[i].at("id") == halls[i]);
    CHECK_FALSE(all.contains("missingNodes"));
  }
  CHECK(listed_halls(cluster, 1, "?limit=4").at("next") == "hall-3");
  CHECK(listed_halls(cluster, 2, "?after=hall-3").at("halls").size() == 2);
  CHECK(cluster.client(1).del("/api/hall/hall-0", as_operator()).status == 200);
  for (std::size_t node = 0; node < cluster.size(); ++node)
    check_code(read_hall(cluster, node, "hall-0"), 404, "HALL_NOT_FOUND");
}

} // namespace

TEST_CASE("partitioned: a hall is made, changed and read at any node") {
  cluster_fixture cluster{quick_reviews()};
  cluster.open(shows_named(4), 1, 4);
  check_halls_at_all(cluster);
}

TEST_CASE("partitioned: the list goes on without the halls of a node that is away, and names it") {
  cluster_fixture cluster{quick_reviews()};
  cluster.open(shows_named(4), 1, 4);
  const auto halls = six_halls();
  for (const auto& each : halls)
    REQUIRE(put_hall(cluster, 0, each, body_of_hall("Regal")).status == 201);
  cluster.node(2).kill();
  REQUIRE(eventually(patience, [&] {
    return listed_halls(cluster, 0).value("missingNodes", json::array()).size() == 1;
  }));
  const auto left = listed_halls(cluster, 0).at("halls").size();
  CHECK(left > 0);
  CHECK(left < halls.size());
  auto served = std::ranges::count_if(
      halls, [&](const auto& id) { return read_hall(cluster, 0, id).status == 200; });
  CHECK(static_cast<std::size_t>(served) == left);
  cluster.start(2);
  CHECK(eventually(patience, [&] { return listed_halls(cluster, 0).at("halls").size() == 6; }));
}

TEST_CASE("partitioned: each hall goes with the shows to the node that the new list gives it to") {
  cluster_fixture cluster{quick_reviews()};
  const auto shows = shows_named(4);
  cluster.open(shows, 1, 4);
  json before = json::object();
  for (const auto& each : six_halls())
    before[each] = put_hall(cluster, 0, each, body_of_hall("Hall " + each)).body;
  static_cast<void>(cluster.go_on_as({"north", "south", "west", "east"}));
  REQUIRE(cluster.all_serve(shows, patience));
  for (std::size_t node = 0; node < cluster.size(); ++node) {
    CHECK(listed_halls(cluster, node).at("halls").size() == 6);
    for (const auto& each : six_halls())
      CHECK(read_hall(cluster, node, each).body == before.at(each));
  }
}

TEST_CASE("shared: a hall is made, changed and read at any node") {
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), the_lease(), 3};
  check_halls_at_all(fixture.cluster());
}

TEST_CASE("shared: of changes of one version at several nodes one is made") {
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), the_lease(), 3};
  auto& cluster = fixture.cluster();
  REQUIRE(put_hall(cluster, 0, "regal", body_of_hall("Regal")).status == 201);
  for (int version = 1; version <= 10; ++version) {
    std::vector<std::future<unsigned>> changes;
    for (std::size_t node = 0; node < cluster.size(); ++node)
      changes.push_back(std::async(std::launch::async, [&cluster, node, version] {
        auto body = body_of_hall("Regal of " + std::to_string(node));
        body["name"] = body.at("name").get<std::string>() + ' ' + std::to_string(version);
        body["version"] = version;
        return put_hall(cluster, node, "regal", body).status;
      }));
    std::vector<unsigned> statuses;
    for (auto& each : changes)
      statuses.push_back(each.get());
    CHECK(std::ranges::count(statuses, 200U) == 1);
    CHECK(std::ranges::count(statuses, 409U) == 2);
  }
  CHECK(read_hall(cluster, 1, "regal").body.at("version") == 11);
}

} // namespace boxoffice::tests

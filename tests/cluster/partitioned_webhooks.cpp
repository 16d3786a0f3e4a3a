// Webhooks of nodes that have a log each: every node delivers its own shows, any node answers for
// all of them.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/hook_record.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

settings hooked_settings() {
  auto all = quick_reviews();
  all["webhook.allow_private"] = "true";
  all["webhook.backoff"] = "20ms";
  all["webhook.max_backoff"] = "100ms";
  return all;
}

/// With a webhook that gets all events, and twelve shows.
class hooked_partition {
public:
  hook_record record;
  webhook_receiver receiver{[this](const auto& received) { return record.take(received); }};
  cluster_fixture cluster{hooked_settings()};
  std::vector<std::string> shows = shows_named(12);
  std::string webhook;

  hooked_partition() {
    cluster.open(shows, 1, 6);
    auto added = cluster.client(0).post(
        "/api/webhook", {{"url", receiver.url()}, {"from", "start"}}, as_operator());
    REQUIRE_MESSAGE(added.status == 201, added.summary());
    CHECK_FALSE(added.body.contains("missingNodes"));
    webhook = "/api/webhook/" + added.body.at("id").get<std::string>();
  }

  json view(std::size_t place) {
    auto got = cluster.client(place).get(webhook, as_operator());
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    return got.body;
  }
  json change(std::size_t place, const json& body) {
    auto done = cluster.client(place).send("PATCH", webhook, body.dump(),
                                           as_operator({{"Content-Type", "application/json"}}));
    REQUIRE_MESSAGE(done.status == 200, done.summary());
    return done.body;
  }
  /// Two events of each show, through the nodes in turn.
  void toggle_all() {
    for (std::size_t i = 0; i < shows.size(); ++i)
      for (const auto* each : {"/pause", "/resume"}) {
        auto done = cluster.client(i % cluster.size())
                        .post_nothing("/api/movieshow/" + shows[i] + each, as_operator());
        REQUIRE_MESSAGE(done.status == 200, done.summary());
      }
  }
  [[nodiscard]] bool gets_all() {
    return eventually(patience, [&] {
      auto client = cluster.client(0);
      return std::ranges::all_of(shows, [&](const auto& show) {
        return client.get("/api/movieshow/" + show + "/seats").body.at("version") ==
               record.last(show);
      });
    });
  }
};

} // namespace

TEST_CASE("partitioned webhooks: three nodes deliver each event once, and any of them takes the "
          "calls") {
  hooked_partition hooked;
  for (auto round = 0; round < 3; ++round)
    hooked.toggle_all();
  REQUIRE(hooked.gets_all());
  for (std::size_t place : {0, 1, 2})
    CHECK(eventually(patience, [&] {
      return hooked.view(place).at("behind") == json{{"shows", 0}, {"events", 0}};
    }));
  auto call = [&](std::size_t place, const char* what) {
    return hooked.cluster.client(place)
        .post(hooked.webhook + what, json::object(), as_operator())
        .status;
  };
  CHECK(call(1, "/disable") == 200);
  for (std::size_t place : {0, 1, 2})
    CHECK(hooked.view(place).at("state") == "DISABLED");
  const auto before = hooked.record.requests();
  hooked.toggle_all();
  CHECK(hooked.record.requests() == before);
  CHECK(call(2, "/enable") == 200);
  REQUIRE(hooked.gets_all());
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
  CHECK(hooked.record.requests() == hooked.record.distinct());
  CHECK(hooked.cluster.client(1).del(hooked.webhook, as_operator()).status == 200);
  for (std::size_t place : {0, 1, 2})
    CHECK(hooked.cluster.client(place).get(hooked.webhook, as_operator()).status == 404);
}

TEST_CASE("partitioned webhooks: a node that was away gets to know a change, and a new list of "
          "nodes takes the webhooks along") {
  hooked_partition hooked;
  hooked.toggle_all();
  REQUIRE(hooked.gets_all());
  CHECK(hooked.cluster.node(1).terminate() == exit_status{0, 0});
  const auto away = json::array({"south"});
  CHECK(hooked.change(0, {{"description", "while south is away"}}).at("missingNodes") == away);
  CHECK(hooked.view(2).at("missingNodes") == away);
  CHECK(hooked.view(2).at("description") == "while south is away");
  hooked.cluster.start(1);
  CHECK(eventually(
      patience, [&] { return hooked.view(1).value("description", "") == "while south is away"; }));
  REQUIRE(hooked.cluster.all_serve(hooked.shows, patience));
  hooked.toggle_all();
  REQUIRE(hooked.gets_all());
  static_cast<void>(hooked.cluster.go_on_as({"north", "south", "west", "east"}));
  REQUIRE(hooked.cluster.all_serve(hooked.shows, patience));
  hooked.toggle_all();
  REQUIRE(hooked.gets_all());
  CHECK(hooked.view(3).at("description") == "while south is away");
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
  CHECK(hooked.record.requests() == hooked.record.distinct());
}

} // namespace boxoffice::tests

// Webhooks of nodes that share one log: each is delivered by the owner of its shard, any node
// answers for it, and whatever becomes of the owner, nothing is lost and no order is broken.
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/hook_record.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

class hooked_cluster {
public:
  explicit hooked_cluster(unsigned shows, const settings& more = {})
      : fixture{connection, the_lease(), shows, [&](std::size_t, server_options& of_node) {
                  of_node.set["webhook.allow_private"] = "true";
                  of_node.set["webhook.backoff"] = "20ms";
                  of_node.set["webhook.max_backoff"] = "100ms";
                  for (const auto& [key, value] : more)
                    of_node.set[key] = value;
                }} {}

  postgres_server database;
  std::string connection = database.new_database();
  hook_record record;
  webhook_receiver receiver{[this](const auto& request) { return record.take(request); }};
  shared_cluster_fixture fixture;

  cluster_fixture& cluster() { return fixture.cluster(); }
  /// Adds the receiver, which gets all events of the log; returns its path in the API.
  std::string add(std::size_t place) {
    auto added = cluster().client(place).post(
        "/api/webhook", {{"url", receiver.url()}, {"from", "start"}}, as_operator());
    REQUIRE_MESSAGE(added.status == 201, added.summary());
    return "/api/webhook/" + added.body.at("id").get<std::string>();
  }
  json view(std::size_t place, const std::string& webhook) {
    auto got = cluster().client(place).get(webhook, as_operator());
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    return got.body;
  }
  response call(std::size_t place, const std::string& path, const json& body = json::object()) {
    return cluster().client(place).post(path, body, as_operator());
  }
  /// Two events of each show, through the nodes in turn.
  void toggle_all() {
    for (std::size_t i = 0; i < fixture.shows().size(); ++i)
      toggle(i % cluster().size(), fixture.shows()[i]);
  }
  void toggle(std::size_t place, const std::string& show) {
    for (const auto* each : {"/pause", "/resume"}) {
      auto done =
          cluster().client(place).post_nothing("/api/movieshow/" + show + each, as_operator());
      REQUIRE_MESSAGE(done.status == 200, done.summary());
    }
  }
  /// Whether the receiver gets all that the log has.
  [[nodiscard]] bool gets_all() {
    return eventually(patience, [&] {
      const auto versions = fixture.versions_at(0);
      return versions.size() == fixture.shows().size() &&
             std::ranges::all_of(versions, [&](const auto& each) {
               return record.last(each.first) == each.second;
             });
    });
  }

  std::string queried(const std::string& sql) { return database.run(connection, sql); }
  /// The place of the node that delivers.
  std::size_t owner_of(const std::string& webhook) {
    const auto id = webhook.substr(webhook.rfind('/') + 1);
    const auto name = lines_of(queried("SELECT node FROM shard WHERE shard = "
                                       "get_byte(sha256(convert_to('" +
                                       id + "', 'UTF8')), 7)"));
    if (name.empty())
      return 3;
    return name.front() == "north" ? 0 : name.front() == "south" ? 1 : 2;
  }
  /// Whether no shard moves any more: several renewals of all nodes go by without one.
  [[nodiscard]] bool settles() {
    return eventually(patience, [&] {
      const auto before = queried("SELECT sum(epoch) FROM shard");
      const auto renewed = std::stoull(queried("SELECT min(renewals) FROM node"));
      return eventually(patience,
                        [&] {
                          return std::stoull(queried("SELECT min(renewals) FROM node")) >=
                                 renewed + 5;
                        }) &&
             queried("SELECT sum(epoch) FROM shard") == before &&
             std::stoi(queried("SELECT count(DISTINCT holder) FROM shard")) == 3;
    });
  }
};

} // namespace

TEST_CASE("shared webhooks: three nodes deliver each event once, and any of them takes the calls") {
  hooked_cluster hooked{12};
  REQUIRE(hooked.settles());
  const auto webhook = hooked.add(0);
  for (auto round = 0; round < 5; ++round)
    hooked.toggle_all();
  REQUIRE(hooked.gets_all());
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
  CHECK(hooked.record.requests() == hooked.record.distinct());
  const auto url = hooked.receiver.url();
  for (std::size_t place : {0, 1, 2}) {
    CHECK(hooked.view(place, webhook).at("url") == url);
    auto listed = hooked.cluster().client(place).get("/api/webhook", as_operator());
    CHECK(listed.body.at("webhooks").size() == 1);
  }
  // Two that are not its owner disable and enable it.
  const auto others = all_but(hooked.owner_of(webhook));
  CHECK(hooked.call(others[0], webhook + "/disable").body.at("state") == "DISABLED");
  for (std::size_t place : {0, 1, 2})
    CHECK(hooked.view(place, webhook).at("state") == "DISABLED");
  hooked.toggle_all();
  CHECK(hooked.call(others[1], webhook + "/enable").body.at("state") != "DISABLED");
  REQUIRE(hooked.gets_all());
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
  CHECK(hooked.cluster().client(others[0]).del(webhook, as_operator()).status == 200);
  for (std::size_t place : {0, 1, 2})
    CHECK(hooked.cluster().client(place).get(webhook, as_operator()).status == 404);
}

TEST_CASE("shared webhooks: the list of any node says what each webhook has not got") {
  hooked_cluster hooked{6};
  REQUIRE(hooked.settles());
  hooked.add(0);
  hooked.add(1);
  auto all_are = [&](const json& behind) {
    for (std::size_t place : {0, 1, 2})
      CHECK(eventually(patience, [&] {
        auto list = hooked.cluster().client(place).get("/api/webhook", as_operator());
        return list.status == 200 && list.body.at("webhooks").size() == 2 &&
               std::ranges::all_of(list.body.at("webhooks"),
                                   [&](const json& each) { return each.at("behind") == behind; });
      }));
  };
  all_are({{"shows", 0}, {"events", 0}});
  hooked.record.respond([](const webhook_request&) { return webhook_reply{500}; });
  hooked.toggle_all();
  all_are({{"shows", 6}, {"events", 12}});
}

TEST_CASE("shared webhooks: a dead letter is listed and sent once more by any node") {
  hooked_cluster hooked{3, {{"webhook.give_up", "3s"}}};
  REQUIRE(hooked.settles());
  hooked.record.respond([](const webhook_request& request) {
    return request.id.starts_with("evt_show-0_2_") ? webhook_reply{500} : webhook_reply{};
  });
  const auto webhook = hooked.add(1);
  hooked.toggle(2, "show-0");
  REQUIRE(eventually(patience, [&] {
    hooked.toggle(0, "show-1"); // What gets through shows that only the other event is dead.
    return hooked.view(0, webhook).at("deadLetters") == 1;
  }));
  for (std::size_t place : {0, 1, 2}) {
    auto dead = hooked.cluster().client(place).get(webhook + "/dead", as_operator());
    REQUIRE_MESSAGE(dead.body.at("deadLetters").size() == 1, dead.summary());
    CHECK(dead.body.at("deadLetters")[0].at("seq") == 2);
  }
  hooked.record.respond({});
  const auto before = hooked.record.delivered();
  auto resent = hooked.call(all_but(hooked.owner_of(webhook))[0], webhook + "/resend");
  CHECK_MESSAGE(resent.body.value("resent", 0) == 1, resent.summary());
  for (std::size_t place : {0, 1, 2})
    CHECK(eventually(patience, [&] { return hooked.view(place, webhook).at("deadLetters") == 0; }));
  CHECK(hooked.record.delivered() > before);
}

TEST_CASE("shared webhooks: when the owner is killed, hangs or leaves, nothing is lost and no "
          "order is broken") {
  const unsigned rounds = long_form() ? 12 : 3;
  hooked_cluster hooked{12 + 8 * rounds};
  auto& cluster = hooked.cluster();
  const auto webhook = hooked.add(0);
  {
    auto clients = hooked.fixture.new_crowd();
    for (unsigned round = 0; round < rounds; ++round) {
      REQUIRE(clients->wait_for_responses(100, patience));
      REQUIRE(hooked.settles());
      const auto owner = hooked.owner_of(webhook);
      REQUIRE(owner < cluster.size());
      const auto hangs = round % 3 == 1;
      if (round % 3 == 0)
        cluster.node(owner).kill();
      else if (hangs)
        cluster.node(owner).stop();
      else
        CHECK(cluster.node(owner).terminate() == exit_status{0, 0});
      REQUIRE(eventually(patience, [&] {
        const auto next = hooked.owner_of(webhook);
        return next < cluster.size() && next != owner;
      }));
      const auto had = hooked.record.distinct();
      REQUIRE(eventually(patience, [&] { return hooked.record.distinct() > had + 20; }));
      if (hangs) {
        cluster.node(owner).go_on();
      } else {
        cluster.start(owner);
        clients->moved_to(cluster.node(owner).port(), owner);
      }
      REQUIRE(hooked.fixture.served_by({0, 1, 2}, patience));
    }
    clients->finish();
  }
  REQUIRE(hooked.gets_all());
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
  for (std::size_t place : {0, 1, 2})
    CHECK(eventually(patience, [&] {
      return hooked.view(place, webhook).at("behind") == json{{"shows", 0}, {"events", 0}};
    }));
  MESSAGE("events: ", hooked.record.distinct(), ", requests: ", hooked.record.requests());
  hooked.fixture.check();
}

} // namespace boxoffice::tests

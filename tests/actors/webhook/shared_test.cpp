// Webhooks in a log that several nodes share.
#include "actors/webhook/endpoint_rows.hpp"
#include "actors/webhook/shared/endpoint_assignment.hpp"
#include "storage/shards.hpp"
#include "tests/actors/webhook/webhook_fixture.hpp"

namespace boxoffice::actors::tests {

namespace {

using namespace std::chrono_literals;

storage::webhook_endpoint shared_endpoint(const std::string& id, std::uint64_t revision = 0) {
  storage::webhook_endpoint one;
  one.id = id;
  one.revision = revision;
  return one;
}

int shard_of_webhook(const std::string& id) { return storage::shard_of({id}); }

std::vector<std::string> ids_begun(const endpoint_assignment::steps& steps) {
  std::vector<std::string> ids;
  for (const auto& each : steps.begin)
    ids.push_back(each.endpoint.id);
  return ids;
}

} // namespace

TEST_CASE("shared webhooks: a node begins the endpoints of its shards, under their epochs") {
  endpoint_assignment node;
  auto rows = std::vector{shared_endpoint("we_1"), shared_endpoint("we_2")};
  REQUIRE(shard_of_webhook("we_1") != shard_of_webhook("we_2"));
  CHECK(node.judge(rows).begin.empty());
  CHECK(node.take(shard_of_webhook("we_2"), 7).empty());
  auto steps = node.judge(rows);
  CHECK(ids_begun(steps) == std::vector<std::string>{"we_2"});
  CHECK(steps.begin.front().epoch == 7);
  CHECK(node.judge(rows).begin.empty()); // Once.
}

TEST_CASE("shared webhooks: a shard that comes back begins its endpoints again") {
  endpoint_assignment node;
  auto rows = std::vector{shared_endpoint("we_1")};
  CHECK(node.take(shard_of_webhook("we_1"), 1).empty());
  CHECK(node.judge(rows).begin.size() == 1);
  CHECK(node.give_up({shard_of_webhook("we_2")}).empty());
  CHECK(node.give_up(storage::every_shard()) == std::vector<std::string>{"we_1"});
  auto without = node.judge(rows);
  CHECK(without.begin.empty());
  CHECK(without.end.empty());
  CHECK(node.take(shard_of_webhook("we_1"), 3).empty());
  auto again = node.judge(rows);
  REQUIRE(again.begin.size() == 1);
  CHECK(again.begin.front().epoch == 3);
}

TEST_CASE("shared webhooks: a change by any node is seen once, and a removal ends the deliveries") {
  endpoint_assignment node;
  CHECK(node.take(shard_of_webhook("we_1"), 1).empty());
  static_cast<void>(node.judge({shared_endpoint("we_1", 4)}));
  auto changed = node.judge({shared_endpoint("we_1", 5)});
  CHECK(changed.begin.empty());
  REQUIRE(changed.changed.size() == 1);
  CHECK(changed.changed.front().revision == 5);
  CHECK(node.judge({shared_endpoint("we_1", 5)}).changed.empty());
  CHECK(node.judge({}).end == std::vector<std::string>{"we_1"});
  CHECK(node.judge({}).end.empty());
}

TEST_CASE("shared webhooks: the outcomes of deliveries undo no change by the operator") {
  auto row = shared_endpoint("we_1", 2);
  row.url = "https://new.example.org/";
  auto known = shared_endpoint("we_1", 2);
  known.url = "https://old.example.org/";
  known.disabled = "gone";
  known.last_error = "status 410";
  known.last_error_at = 9;
  known.last_success = 5;
  auto merged = with_outcomes(row, known);
  CHECK(merged.url == "https://new.example.org/");
  CHECK(merged.disabled == "gone");
  CHECK(merged.last_error == "status 410");
  CHECK(merged.last_error_at == 9);
  CHECK(merged.last_success == 5);
  row.revision = 3; // Enabled by another node since.
  CHECK(with_outcomes(row, known).disabled.empty());
  row.disabled = "the operator disabled it";
  known.disabled.clear();
  CHECK(with_outcomes(row, known).disabled == "the operator disabled it");
}

TEST_CASE("shared webhooks: a shard under another epoch begins its endpoints again") {
  endpoint_assignment node;
  auto rows = std::vector{shared_endpoint("we_1")};
  CHECK(node.take(shard_of_webhook("we_1"), 1).empty());
  CHECK(node.judge(rows).begin.size() == 1);
  CHECK(node.take(shard_of_webhook("we_1"), 1).empty());
  CHECK(node.judge(rows).begin.empty());
  CHECK(node.take(shard_of_webhook("we_1"), 2) == std::vector<std::string>{"we_1"});
  auto again = node.judge(rows);
  REQUIRE(again.begin.size() == 1);
  CHECK(again.begin.front().epoch == 2);
}

TEST_CASE("shared webhooks: what other nodes append is found, the first time and every time") {
  webhook_fixture cinema{{}, 16, log_is::shared};
  cinema.append_elsewhere("before");
  auto id = cinema.add();
  std::vector<std::uint64_t> seqs;
  for (std::uint64_t seq = 1; seq <= 5; ++seq) {
    cinema.append_elsewhere("theirs"); // Right after a look, or between two.
    cinema.box.pass(1s);
    seqs.push_back(seq);
    CHECK(cinema.taken_of("theirs") == seqs);
  }
  CHECK(cinema.taken_of("before").empty());
  cinema.append_elsewhere("before");
  cinema.open_show("ours");
  CHECK(cinema.taken_of("ours") == std::vector<std::uint64_t>{1}); // Without a look.
  cinema.box.pass(1s);
  CHECK(cinema.taken_of("before") == std::vector<std::uint64_t>{2});
  CHECK(cinema.view(id).events_behind == 0);
  CHECK(cinema.requests().size() == 7);
}

TEST_CASE("shared webhooks: what other nodes append while a request is under way is found") {
  webhook_fixture cinema{{}, 16, log_is::shared};
  auto id = cinema.add();
  cinema.respond = [](const received&) { return std::optional<delivery_outcome>{}; };
  cinema.append_elsewhere("noir");
  cinema.box.pass(1s);
  CHECK(cinema.hanging() == 1);
  cinema.append_elsewhere("noir");
  cinema.append_elsewhere("later");
  cinema.box.pass(1s);
  CHECK(cinema.view(id).events_behind == 3);
  cinema.respond = {};
  cinema.release({200, "", 0});
  CHECK(cinema.view(id).events_behind == 0);
  CHECK(cinema.taken_of("noir") == std::vector<std::uint64_t>{2}); // 1 was released.
  CHECK(cinema.taken_of("later") == std::vector<std::uint64_t>{1});
}

TEST_CASE("shared webhooks: a list counts what all have not got at once, oldest first") {
  webhook_fixture cinema{{}, 16, log_is::shared};
  auto first = cinema.add();
  cinema.box.pass(1s);
  cinema.append_elsewhere("noir");
  cinema.box.pass(2s); // Its cursor is written.
  auto second = cinema.add();
  cinema.box.holds_lease = false; // Nothing is delivered from here on.
  cinema.append_elsewhere("noir");
  cinema.append_elsewhere("later");
  auto lists = [&] {
    auto list = cinema.ask<webhook_list>(list_webhooks{});
    REQUIRE(list.size() == 2);
    CHECK(list[0].endpoint.id == first);
    CHECK(list[1].endpoint.id == second);
    return list;
  };
  lists();
  CHECK(cinema.backlog_queries == 1);
  // Another change than the dispatchers know: the rows say how it stands.
  for (const auto& id : {first, second}) {
    auto row = storage::find_webhook(cinema.box.log(), id).value().value();
    row.revision += 1;
    cinema.put(storage::webhook_row(row));
  }
  for (const auto& each : lists()) {
    CHECK(each.shows_behind == 2);
    CHECK(each.events_behind == 2);
    CHECK(each.dead_letters == 0);
  }
  CHECK(cinema.backlog_queries == 2);
}

TEST_CASE("shared webhooks: a node without a lease sends nothing, and loses nothing") {
  webhook_fixture cinema{{}, 16, log_is::shared};
  cinema.add();
  cinema.append_elsewhere("noir");
  cinema.box.holds_lease = false;
  cinema.box.pass(5s);
  CHECK(cinema.requests().empty());
  cinema.append_elsewhere("noir");
  cinema.box.holds_lease = true;
  cinema.box.pass(2s);
  CHECK(cinema.taken_of("noir") == std::vector<std::uint64_t>{1, 2});
}

TEST_CASE("shared webhooks: the next owner goes on behind what the one before has written") {
  webhook_fixture cinema{{}, 16, log_is::shared};
  cinema.add();
  cinema.append_elsewhere("noir");
  cinema.box.pass(1s);
  cinema.stop();
  cinema.append_elsewhere("noir");
  cinema.start();
  CHECK(cinema.taken_of("noir") == std::vector<std::uint64_t>{1, 2});
}

} // namespace boxoffice::actors::tests

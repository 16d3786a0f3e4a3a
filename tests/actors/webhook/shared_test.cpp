// The pure parts of webhooks in a log that several nodes share.
#include "actors/webhook/endpoint_rows.hpp"
#include "actors/webhook/shared/endpoint_assignment.hpp"
#include "actors/webhook/shared/head_watch.hpp"
#include "storage/shards.hpp"
#include "tests/actors/node.hpp"

#include <algorithm>

namespace boxoffice::actors::tests {

namespace {

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
  node.take(shard_of_webhook("we_2"), 7);
  CHECK_FALSE(node.is_own(rows[0]));
  CHECK(node.is_own(rows[1]));
  auto steps = node.judge(rows);
  CHECK(ids_begun(steps) == std::vector<std::string>{"we_2"});
  CHECK(steps.begin.front().epoch == 7);
  CHECK(node.judge(rows).begin.empty()); // Once.
}

TEST_CASE("shared webhooks: a shard that comes back begins its endpoints again") {
  endpoint_assignment node;
  auto rows = std::vector{shared_endpoint("we_1")};
  node.take(shard_of_webhook("we_1"), 1);
  CHECK(node.judge(rows).begin.size() == 1);
  CHECK(node.give_up({shard_of_webhook("we_2")}).empty());
  CHECK(node.give_up(storage::every_shard()) == std::vector<std::string>{"we_1"});
  auto without = node.judge(rows);
  CHECK(without.begin.empty());
  CHECK(without.end.empty());
  node.take(shard_of_webhook("we_1"), 3);
  auto again = node.judge(rows);
  REQUIRE(again.begin.size() == 1);
  CHECK(again.begin.front().epoch == 3);
}

TEST_CASE("shared webhooks: a change by any node is seen once, and a removal ends the deliveries") {
  endpoint_assignment node;
  node.take(shard_of_webhook("we_1"), 1);
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

TEST_CASE("shared webhooks: what was appended between two looks is found once") {
  node box;
  box.ask_now<show_view>("noir", open());
  head_watch heads;
  CHECK(heads.look(box.log()).value().empty()); // A dispatcher reads what was there before.
  CHECK(heads.look(box.log()).value().empty());
  box.ask_now<show_view>("noir", events::pause_sales{});
  box.ask_now<show_view>("later", open());
  auto ends = heads.look(box.log()).value();
  std::ranges::sort(ends, {}, [](const auto& each) { return each.show.text; });
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].show.text == "later");
  CHECK(ends[0].seq == 1);
  CHECK(ends[1].show.text == "noir");
  CHECK(ends[1].seq == 2);
  CHECK(heads.look(box.log()).value().empty());
  heads.forget();
  CHECK(heads.look(box.log()).value().empty());
}

} // namespace boxoffice::actors::tests

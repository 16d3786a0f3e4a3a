// Webhooks that several nodes have, each in a log of its own.
#include "storage/log_copy.hpp"
#include "storage/webhook/peer_rows.hpp"
#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

namespace {

webhook_endpoint known_endpoint(time_ms changed, time_ms switched) {
  webhook_endpoint one;
  one.id = "we_0123456789abcdef";
  one.url = "https://example.org/" + std::to_string(changed);
  one.secret = "secret";
  one.changed_at = changed;
  one.switched_at = switched;
  one.disabled = switched % 2 == 0 ? "" : "reason " + std::to_string(switched);
  return one;
}

bool same_version(const webhook_endpoint& a, const webhook_endpoint& b) {
  return a.url == b.url && a.changed_at == b.changed_at && a.disabled == b.disabled &&
         a.switched_at == b.switched_at;
}

} // namespace

TEST_CASE("peer rows: of settings and of the switch the later change counts, each by itself") {
  auto mine = known_endpoint(5, 7);
  mine.last_success = 9;
  mine.revision = 3;
  auto merged = merged_webhook(mine, known_endpoint(6, 4));
  CHECK(merged.url == "https://example.org/6");
  CHECK(merged.disabled == "reason 7");
  CHECK(merged.last_success == 9);
  CHECK(merged.revision == 3);
  CHECK(knows_more(mine, known_endpoint(6, 4)));
  CHECK(knows_more(mine, known_endpoint(4, 8)));
  CHECK_FALSE(knows_more(mine, known_endpoint(5, 7)));
  CHECK_FALSE(knows_more(merged, known_endpoint(6, 4)));
}

TEST_CASE("peer rows: two nodes agree, whoever hears the other first, also at the same time") {
  for (time_ms changed : {1, 2, 3})
    for (time_ms switched : {1, 2, 3}) {
      auto one = known_endpoint(2, 2);
      auto other = known_endpoint(changed, switched);
      other.url += "/other";
      auto at_one = merged_webhook(one, other);
      auto at_other = merged_webhook(other, one);
      CHECK(same_version(at_one, at_other));
      CHECK_FALSE(knows_more(at_one, at_other));
      CHECK_FALSE(knows_more(at_other, at_one));
    }
}

TEST_CASE("peer rows: an id has the form of those that the server makes") {
  CHECK(is_webhook_id("we_0123456789abcdef"));
  for (const auto* text : {"", "we_", "we_0123456789abcde", "we_0123456789abcdeff",
                           "we_0123456789ABCDEF", "we_0123456789abcd/f", "xx_0123456789abcdef"})
    CHECK_FALSE(is_webhook_id(text));
}

TEST_CASE("peer rows: a cursor and a dead letter name their show") {
  auto cursor = webhook_cursor_row("we_1", {"noir"}, {3, 0, 0});
  auto dead = dead_letter_row("we_1", {{"noir"}, 0x0102, 1, 2, 3, "", false});
  CHECK(show_of_webhook_row(cursor.key)->text == "noir");
  CHECK(show_of_webhook_row(dead.key)->text == "noir");
  CHECK_FALSE(show_of_webhook_row(webhook_row(known_endpoint(1, 1)).key));
  CHECK_FALSE(show_of_webhook_row("customer-key"));
}

LOG_CONTRACT("peer rows: removed webhooks are remembered") {
  Engine engine;
  auto log = engine.open();
  CHECK(removed_webhooks(*log).value().empty());
  const removed_webhook one{"we_1", 1'700'000'000'000};
  const removed_webhook two{"we_2", 5};
  REQUIRE(log->append({{}, {removed_webhook_row(two), removed_webhook_row(one)}}));
  CHECK(removed_webhooks(*log).value() == std::vector{one, two});
}

TEST_CASE("peer rows: logs that are copied into one keep the later state of a webhook, and only "
          "the cursors of the shows that are wanted") {
  rocksdb_engine first, second, target;
  auto later = known_endpoint(9, 2);
  auto earlier = known_endpoint(3, 8);
  for (auto& [engine, endpoint] : {std::pair{&first, later}, std::pair{&second, earlier}}) {
    auto log = engine->open();
    REQUIRE(
        log->append({{},
                     {webhook_row(endpoint), webhook_cursor_row(endpoint.id, {"ours"}, {4, 0, 0}),
                      webhook_cursor_row(endpoint.id, {"theirs"}, {5, 0, 0}),
                      removed_webhook_row({"we_1", 7})}}));
  }
  auto to = target.open();
  for (auto* engine : {&first, &second}) {
    auto from = engine->open();
    REQUIRE(copy_log(*from, *to, [](const show_id& show) { return show.text == "ours"; }));
  }
  auto found = find_webhook(*to, later.id).value();
  REQUIRE(found);
  CHECK(found->url == later.url);
  CHECK(found->switched_at == earlier.switched_at);
  CHECK(webhook_cursor_of(*to, later.id, {"ours"}).value().seq == 4);
  CHECK(webhook_cursor_of(*to, later.id, {"theirs"}).value().seq == 0);
  CHECK(removed_webhooks(*to).value().size() == 1);
}

} // namespace boxoffice::storage::tests

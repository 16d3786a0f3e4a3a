#include "storage/webhook/rows.hpp"

#include "events/base64.hpp"
#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

namespace {

webhook_endpoint endpoint_with(const std::string& id) {
  return {id,
          "https://example.org/hook?a=1",
          {"BookingPaid", "RefundDue"},
          "accounting",
          std::string{"\x00\x01\xff secret", 10},
          1'000,
          "the receiver answered 410 Gone",
          2'000,
          "status 500",
          3'000,
          {{"newer", 5'000}, {std::string{"\x00old", 4}, 4'000}},
          6'000,
          7};
}

dead_letter dead_of(const std::string& show, std::uint64_t seq, bool due = false) {
  return {{show}, seq, 10, 20, 30, "status 500", due};
}

std::vector<std::string> keys_of(const std::vector<row_change>& rows) {
  std::vector<std::string> keys;
  for (const auto& each : rows)
    keys.push_back(each.key);
  return keys;
}

status append_rows(event_log& log, std::vector<row_change> rows) {
  return log.append({{}, std::move(rows)});
}

} // namespace

LOG_CONTRACT("webhook rows: an endpoint is read back with all that is known of it") {
  Engine engine;
  auto log = engine.open();
  CHECK(webhook_endpoints(*log).value().empty());
  auto one = endpoint_with("we_1");
  REQUIRE(append_rows(*log, {webhook_row(one), webhook_row(endpoint_with("we_2"))}));
  CHECK(webhook_endpoints(*log).value().size() == 2);
  auto found = find_webhook(*log, "we_1").value();
  REQUIRE(found);
  CHECK(found->id == one.id);
  CHECK(found->url == one.url);
  CHECK(found->events == one.events);
  CHECK(found->description == one.description);
  CHECK(found->secret == one.secret);
  CHECK(found->created == one.created);
  CHECK(found->disabled == one.disabled);
  CHECK(found->switched_at == one.switched_at);
  CHECK(found->last_success == one.last_success);
  CHECK(found->last_error == one.last_error);
  CHECK(found->last_error_at == one.last_error_at);
  CHECK(found->former_secrets == one.former_secrets);
  CHECK(found->revision == one.revision);
  CHECK_FALSE(find_webhook(*log, "we_").value());
}

LOG_CONTRACT("webhook rows: each endpoint has a cursor for each show, 0 without a row") {
  Engine engine;
  auto log = engine.open();
  const webhook_cursor failing{7, 1'700'000'000'000, 12};
  REQUIRE(append_rows(*log, {webhook_cursor_row("we_1", {"a"}, {5, 0, 0}),
                             webhook_cursor_row("we_1", {"b"}, failing),
                             webhook_cursor_row("we_2", {"a"}, {9, 0, 0})}));
  CHECK(webhook_cursor_of(*log, "we_1", {"a"}).value() == webhook_cursor{5, 0, 0});
  CHECK(webhook_cursor_of(*log, "we_1", {"b"}).value() == failing);
  CHECK(webhook_cursor_of(*log, "we_1", {"c"}).value() == webhook_cursor{});
}

LOG_CONTRACT("webhook rows: the ends of all streams come with the cursors of one endpoint") {
  Engine engine;
  auto log = engine.open();
  const std::string record(40, 'r');
  REQUIRE(log->append({{{{"a"}, 1, {record, record}}, {{"b"}, 1, {record}}}, {}}));
  REQUIRE(append_rows(*log, {webhook_cursor_row("we_1", {"a"}, {1, 5, 2}),
                             webhook_cursor_row("we_1", {"gone"}, {9, 0, 0}),
                             webhook_cursor_row("we_2", {"b"}, {1, 0, 0})}));
  std::vector<std::string> seen;
  REQUIRE(each_head_and_cursor(*log, "we_1", [&](const stream_head& head, const auto& cursor) {
    seen.push_back(head.stream.text + ' ' + std::to_string(head.seq) + ' ' +
                   std::to_string(cursor.seq) + ' ' + std::to_string(cursor.attempts));
  }));
  CHECK(seen == std::vector<std::string>{"a 2 1 2", "b 1 0 0"});
}

LOG_CONTRACT("webhook rows: the cursors of an endpoint from now on are the ends of all streams") {
  Engine engine;
  auto log = engine.open();
  const std::string record(40, 'r');
  REQUIRE(log->append({{{{"a"}, 1, {record, record}}, {{"b"}, 1, {record}}}, {}}));
  auto added = webhook_addition(*log, endpoint_with("we_1"), false).value();
  CHECK(keys_of(added).back() == "webhook/endpoint/we_1");
  REQUIRE(append_rows(*log, std::move(added)));
  CHECK(webhook_cursor_of(*log, "we_1", {"a"}).value().seq == 2);
  CHECK(webhook_cursor_of(*log, "we_1", {"b"}).value().seq == 1);
  CHECK(webhook_addition(*log, endpoint_with("we_2"), true).value().size() == 1);
}

LOG_CONTRACT("webhook rows: dead letters are listed by show and seq, page by page") {
  Engine engine;
  auto log = engine.open();
  REQUIRE(append_rows(*log, {dead_letter_row("we_1", dead_of("b", 1)),
                             dead_letter_row("we_1", dead_of("a", 256, true)),
                             dead_letter_row("we_1", dead_of("a", 2)),
                             dead_letter_row("we_2", dead_of("a", 1))}));
  auto first = list_dead_letters(*log, "we_1", {}, 2).value();
  REQUIRE(first.items.size() == 2);
  CHECK(first.items[0].seq == 2);
  CHECK(first.items[1].seq == 256);
  CHECK(first.items[1].due);
  CHECK(first.items[1].since == 10);
  CHECK(first.items[1].at == 20);
  CHECK(first.items[1].attempts == 30);
  CHECK(first.items[1].error == "status 500");
  REQUIRE(first.next);
  auto second = list_dead_letters(*log, "we_1", *first.next, 2).value();
  REQUIRE(second.items.size() == 1);
  CHECK(second.items[0].show.text == "b");
  CHECK_FALSE(second.next);
  CHECK(count_dead_letters(*log, "we_1").value() == 3);
  CHECK(find_dead_letter(*log, "we_1", {"a"}, 256).value());
  CHECK_FALSE(find_dead_letter(*log, "we_1", {"a"}, 1).value());
  REQUIRE(append_rows(*log, {dead_letter_removal("we_1", {"a"}, 256)}));
  CHECK(count_dead_letters(*log, "we_1").value() == 2);
}

LOG_CONTRACT("webhook rows: a removal leaves nothing, and no rows without an endpoint stay") {
  Engine engine;
  auto log = engine.open();
  REQUIRE(append_rows(*log, {webhook_row(endpoint_with("we_1")), webhook_row(endpoint_with("we_2")),
                             webhook_cursor_row("we_1", {"a"}, {5, 0, 0}),
                             dead_letter_row("we_1", dead_of("a", 1)),
                             webhook_cursor_row("we_2", {"a"}, {5, 0, 0}),
                             webhook_cursor_row("we_3", {"a"}, {5, 0, 0}),
                             dead_letter_row("we_3", dead_of("a", 1))}));
  auto removal = webhook_removal(*log, "we_1").value();
  CHECK(removal.size() == 3);
  CHECK(removal.front().key == "webhook/endpoint/we_1");
  REQUIRE(append_rows(*log, std::move(removal)));
  CHECK_FALSE(find_webhook(*log, "we_1").value());
  auto orphans = webhook_orphans(*log, webhook_endpoints(*log).value()).value();
  CHECK(keys_of(orphans).size() == 2);
  REQUIRE(append_rows(*log, std::move(orphans)));
  CHECK(webhook_orphans(*log, webhook_endpoints(*log).value()).value().empty());
  CHECK(webhook_cursor_of(*log, "we_2", {"a"}).value().seq == 5);
}

TEST_CASE("webhook rows: a row that cannot be decoded is an error that names it") {
  rocksdb_engine engine;
  auto log = engine.open();
  REQUIRE(append_rows(*log, {{table::node, "webhook/endpoint/we_1", "{}"}}));
  auto read = webhook_endpoints(*log);
  REQUIRE(!read);
  CHECK(read.error().what == storage_error::kind::corrupt);
  REQUIRE(append_rows(*log, {{table::node, "webhook/cursor/we_1/a", "short"}}));
  CHECK_FALSE(webhook_cursor_of(*log, "we_1", {"a"}));
}

TEST_CASE("webhook rows: a secret is shown in the form of Standard Webhooks") {
  CHECK(webhook_secret_text("0123456789") == "whsec_MDEyMzQ1Njc4OQ==");
}

} // namespace boxoffice::storage::tests

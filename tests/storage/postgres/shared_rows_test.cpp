// Changes of rows that several nodes make.
#include "storage/postgres/membership.hpp"
#include "storage/postgres/shared_rows.hpp"
#include "tests/storage/log_contract.hpp"

#include <future>
#include <map>

#include <pqxx/pqxx>

namespace boxoffice::storage::tests {

namespace {

using namespace std::chrono_literals;

const std::string one_life = "33333333-3333-3333-3333-333333333333";

/// A database with the schema, as two nodes change it.
struct rows_of_nodes {
  postgres_engine engine;
  std::unique_ptr<event_log> log =
      open_shared_postgres_log({engine.connection(), "test", 30s}).value();
  postgres_shared_rows first{{engine.connection(), "first", 30s}};
  postgres_shared_rows second{{engine.connection(), "second", 30s}};

  /// The streams behind the webhook's cursors: their ends, and the cursors.
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> behind(const std::string& id) {
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> found;
    REQUIRE(first.each_behind(id, [&](stream_head&& head, const webhook_cursor& cursor) {
      found[head.stream.text] = {head.seq, cursor.seq};
    }));
    return found;
  }
  std::optional<std::string> value(const std::string& key) {
    return log->get(table::node, key).value();
  }
};

write_batch put(const std::string& key, const std::string& value) {
  return {{}, {{table::node, key, value}}};
}

/// The end of a stream, without its events.
void put_end(pqxx::transaction_base& in, const std::string& show, std::uint64_t seq) {
  in.exec_params("INSERT INTO side_row VALUES ($1, $2, $3)", static_cast<int>(table::heads),
                 pqxx::binarystring{show}, pqxx::binarystring{head_row(seq, {})});
}

} // namespace

TEST_CASE("shared rows: a change is written as a whole, and sees what it has written") {
  rows_of_nodes here;
  CHECK(here.first.alone([](event_log& log) -> status {
    REQUIRE(log.append(put("a", "1")));
    CHECK(log.get(table::node, "a").value() == "1");
    return log.append(put("b", "2"));
  }));
  CHECK(here.value("a") == "1");
  CHECK(here.value("b") == "2");
  auto refused = here.first.alone([](event_log& log) -> status {
    REQUIRE(log.append(put("a", "3")));
    return storage_error{storage_error::kind::absent, "no"};
  });
  CHECK(refused.error().what == storage_error::kind::absent);
  CHECK(here.value("a") == "1");
}

TEST_CASE("shared rows: nothing is written under an outdated epoch, and the next change is") {
  rows_of_nodes here;
  postgres_membership nodes{{here.engine.connection(), "test", 30s}};
  REQUIRE(nodes.join("north", one_life, "a:1", 60s).value());
  const show_id id{"we_1"};
  auto epoch = nodes.claim(one_life, {shard_of(id)}).value().front().epoch;
  auto under = [&](std::int64_t its_epoch, const std::string& value) {
    return here.first.beside([&](event_log& log) {
      auto batch = put("cursor", value);
      batch.appends.push_back({id, 1, {}, its_epoch});
      return log.append(batch);
    });
  };
  CHECK(under(epoch, "1"));
  auto late = under(epoch - 1, "2");
  REQUIRE_FALSE(late);
  CHECK(late.error().what == storage_error::kind::deposed);
  CHECK(here.value("cursor") == "1");
  CHECK(under(epoch, "3"));
  CHECK(here.value("cursor") == "3");
}

TEST_CASE("shared rows: a change that is alone waits for others, and others for it") {
  rows_of_nodes here;
  std::promise<void> inside, go_on;
  auto slow = std::async(std::launch::async, [&] {
    return here.first.beside([&](event_log& log) {
      inside.set_value();
      go_on.get_future().wait();
      return log.append(put("a", "first"));
    });
  });
  inside.get_future().wait();
  // Beside each other.
  CHECK(here.second.beside([](event_log& log) { return log.append(put("b", "beside")); }));
  auto alone = std::async(std::launch::async, [&] {
    return here.second.alone([&](event_log& log) -> status {
      CHECK(log.get(table::node, "a").value() == "first");
      return log.append(put("a", "second"));
    });
  });
  go_on.set_value();
  CHECK(slow.get());
  CHECK(alone.get());
  CHECK(here.value("a") == "second");
}

TEST_CASE("shared rows: each stream with an event behind the cursor is found, and no other") {
  rows_of_nodes here;
  postgres_membership nodes{{here.engine.connection(), "test", 30s}};
  REQUIRE(nodes.join("north", one_life, "a:1", 60s).value());
  std::map<int, std::int64_t> epochs;
  for (const auto& each : nodes.claim(one_life, every_shard()).value())
    epochs[each.shard] = each.epoch;
  auto append = [&](const std::string& show, std::uint64_t seq) {
    const show_id id{show};
    return here.log->append({{{id, seq, {std::string(40, 'x')}, epochs[shard_of(id)]}}, {}});
  };
  auto move = [&](const std::string& webhook, const std::string& show, const webhook_cursor& to) {
    REQUIRE(here.first.beside([&](event_log& log) {
      return log.append({{}, {webhook_cursor_row(webhook, {show}, to)}});
    }));
  };
  using found = std::map<std::string, std::pair<std::uint64_t, std::uint64_t>>;
  CHECK(here.behind("we_1").empty());
  for (std::uint64_t seq = 1; seq <= 300; ++seq) // More than one byte counts.
    REQUIRE(append("noir", seq));
  REQUIRE(append("other", 1));
  CHECK(here.behind("we_1") == found{{"noir", {300, 0}}, {"other", {1, 0}}});
  move("we_1", "noir", {255, 7, 2}); // It failed.
  move("we_1", "other", {1, 0, 0});
  CHECK(here.behind("we_1") == found{{"noir", {300, 255}}});
  move("we_1", "noir", {300, 0, 0});
  CHECK(here.behind("we_1").empty());
  CHECK(here.behind("we_2") == found{{"noir", {300, 0}}, {"other", {1, 0}}});
  CHECK(here.behind("we_").size() == 2); // Not those of we_1.
}

TEST_CASE("shared rows: the backlogs of all webhooks are what each of them has not delivered") {
  rows_of_nodes here;
  CHECK(here.first.backlogs().value().empty());
  auto write = [&](std::vector<row_change> changes) {
    REQUIRE(here.first.beside([&](event_log& log) { return log.append({{}, changes}); }));
  };
  auto end_at = [&](const std::string& show, std::uint64_t seq) {
    pqxx::connection north{here.engine.connection()};
    pqxx::work in{north};
    put_end(in, show, seq);
    in.commit();
  };
  auto hook = [](const std::string& id) {
    webhook_endpoint one;
    one.id = id;
    one.url = "https://example.org/";
    return webhook_row(one);
  };
  auto dead = [](const std::string& webhook, std::uint64_t seq) {
    return dead_letter_row(webhook, {{"noir"}, seq, 0, 0, 0, {}, false});
  };
  write({hook("we_1"), hook("we_2"), hook("we_")}); // One id begins like the others.
  CHECK(here.first.backlogs().value() == webhook_backlogs{{"we_", {}}, {"we_1", {}}, {"we_2", {}}});
  end_at("noir", 300); // More than one byte counts.
  end_at("other", 1);
  write({webhook_cursor_row("we_1", {"noir"}, {255, 7, 2}),
         webhook_cursor_row("we_1", {"other"}, {1, 0, 0}),
         webhook_cursor_row("we_2", {"noir"}, {300, 0, 0}),
         webhook_cursor_row("we_2", {"other"}, {1, 0, 0}),
         webhook_cursor_row("we_gone", {"noir"}, {1, 0, 0})});
  write({dead("we_1", 3), dead("we_1", 255), dead("we_2", 1), dead("we_gone", 1)});
  CHECK(here.first.backlogs().value() ==
        webhook_backlogs{{"we_", {2, 301, 0}}, {"we_1", {1, 45, 2}}, {"we_2", {0, 0, 1}}});
}

TEST_CASE("shared rows: an append that is committed after a later one is found all the same") {
  rows_of_nodes here;
  using found = std::map<std::string, std::pair<std::uint64_t, std::uint64_t>>;
  pqxx::connection north{here.engine.connection()};
  pqxx::connection south{here.engine.connection()};
  pqxx::work early{north};
  put_end(early, "early", 1);
  pqxx::work late{south};
  put_end(late, "late", 1);
  late.commit();
  CHECK(here.behind("we_1") == found{{"late", {1, 0}}});
  REQUIRE(here.second.beside([](event_log& log) { // It is delivered.
    return log.append({{}, {webhook_cursor_row("we_1", {"late"}, {1, 0, 0})}});
  }));
  CHECK(here.behind("we_1").empty());
  early.commit();
  CHECK(here.behind("we_1") == found{{"early", {1, 0}}});
}

} // namespace boxoffice::storage::tests

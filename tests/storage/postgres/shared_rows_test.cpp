// Changes of rows that several nodes make.
#include "storage/postgres/membership.hpp"
#include "storage/postgres/shared_rows.hpp"
#include "tests/storage/log_contract.hpp"

#include <future>

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

  std::optional<std::string> value(const std::string& key) {
    return log->get(table::node, key).value();
  }
};

write_batch put(const std::string& key, const std::string& value) {
  return {{}, {{table::node, key, value}}};
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

} // namespace boxoffice::storage::tests

#include "storage/ticket/ticket_keys.hpp"

#include "storage/log_copy.hpp"
#include "tests/storage/log_contract.hpp"

#include <set>

namespace boxoffice::storage::tests {

namespace {

std::unique_ptr<event_log> log_with_ticket_key(rocksdb_engine& engine, char byte) {
  auto log = engine.open();
  CHECK(log->append({{}, {{table::node, std::string{ticket_key_row}, std::string(32, byte)}}}));
  return log;
}

events::public_key shown(char byte) {
  events::signing_key key{};
  key.fill(static_cast<std::uint8_t>(byte));
  return events::public_key_of(key);
}

} // namespace

TEST_CASE("ticket keys: a log has none, its own, or also those of logs that were copied into it") {
  rocksdb_engine first, second, third;
  auto none = third.open();
  CHECK_FALSE(read_ticket_keys(*none).value());
  auto one = log_with_ticket_key(first, 1);
  auto two = log_with_ticket_key(second, 2);
  CHECK(read_ticket_keys(*one).value()->trusted() == std::vector{shown(1)});

  CHECK(copy_log(*one, *none));
  CHECK(read_ticket_keys(*none).value()->trusted() == std::vector{shown(1)});
  CHECK(copy_log(*two, *none));
  CHECK(read_ticket_keys(*none).value()->trusted() == std::vector{shown(1), shown(2)});
  CHECK(copy_log(*two, *none)); // An interrupted copy is made again.
  CHECK(read_ticket_keys(*none).value()->trusted() == std::vector{shown(1), shown(2)});

  // Codes of the first log are good in the next one too.
  rocksdb_engine fourth;
  auto next = log_with_ticket_key(fourth, 4);
  CHECK(copy_log(*none, *next));
  auto keys = read_ticket_keys(*next).value()->trusted();
  CHECK(keys.front() == shown(4));
  CHECK(std::set(keys.begin(), keys.end()) == std::set{shown(1), shown(2), shown(4)});
}

TEST_CASE("ticket keys: a key of another size is damage") {
  rocksdb_engine engine;
  auto log = engine.open();
  CHECK(log->append({{}, {{table::node, std::string{ticket_key_row}, "short"}}}));
  CHECK(read_ticket_keys(*log).error().what == storage_error::kind::corrupt);
}

} // namespace boxoffice::storage::tests

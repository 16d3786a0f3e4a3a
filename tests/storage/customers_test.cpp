// Rows of one person in several spellings, as in logs from before canonical addresses.
#include "events/hash.hpp"
#include "storage/accounts.hpp"
#include "storage/log_copy.hpp"
#include "storage/side_rows.hpp"
#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

namespace {

events::customer_id id(std::uint8_t which) { return {which}; }

write_batch rows_before() {
  write_batch batch;
  batch.rows.push_back(mail_row(id(1), "JÖRG@example.org"));
  batch.rows.push_back(mail_row(id(2), "jörg@example.org"));
  batch.rows.push_back(mail_row(id(3), "jorg@example.org"));
  batch.rows.push_back(mail_row(id(4), "ann@x.org"));
  return batch;
}

} // namespace

LOG_CONTRACT("customers: an address is found in every stored spelling") {
  Engine engine;
  auto log = engine.open();
  REQUIRE(log->append(rows_before()));
  using ids = std::vector<events::customer_id>;
  CHECK(customers_with(*log, "jo\u0308rg@EXAMPLE.org").value() == ids{id(1), id(2)});
  CHECK(customers_with(*log, "Ann@X.org").value() == ids{id(4)});
  CHECK(customers_with(*log, "bob@x.org").value().empty());
  CHECK(customers_with(*log, "").value().empty());
}

LOG_CONTRACT("customers: an erasure covers every spelling and no other customer") {
  Engine engine;
  auto log = engine.open();
  REQUIRE(log->append(rows_before()));
  const std::vector unknown{id(9)};
  CHECK(forget(*log, unknown, "Jörg@Example.org").value());
  CHECK(scan_all(*log, table::customers).size() == 2);
  CHECK_FALSE(forget(*log, unknown, "jörg@example.org").value());
  const std::vector ann{id(4)};
  CHECK(forget(*log, ann, {}).value());
  CHECK(scan_all(*log, table::customers).size() == 1);
}

LOG_CONTRACT("customers: an account is added once, and the first one stays") {
  Engine engine;
  auto log = engine.open();
  const std::vector ids{id(7), id(1)};
  CHECK(find_account(*log, ids).value() == std::nullopt);
  CHECK(log->add_row(account_row(id(1), {1'790'000'000'000, "$argon2id$first"})).value());
  CHECK_FALSE(log->add_row(account_row(id(1), {1'790'000'000'001, "$argon2id$second"})).value());
  CHECK(log->add_row(account_row(id(2), {1'790'000'000'002, "$argon2id$other"})).value());
  for (int start = 0; start < 2; ++start) {
    const auto found = find_account(*log, ids).value();
    REQUIRE(found);
    CHECK(found->created_at == 1'790'000'000'000);
    CHECK(found->password_hash == "$argon2id$first");
    CHECK(scan_all(*log, table::customers).size() == 2);
    log.reset();
    log = engine.open();
  }
}

LOG_CONTRACT("customers: an erasure covers the account, with bookings or without") {
  Engine engine;
  auto log = engine.open();
  REQUIRE(log->append(rows_before()));
  for (const auto who : {id(3), id(4), id(5)})
    REQUIRE(log->add_row(account_row(who, {1, "hash"})));
  const std::vector ann{id(4)};
  const std::vector without_bookings{id(5)};
  CHECK(forget(*log, ann, "ann@x.org").value());
  CHECK(forget(*log, without_bookings, "eve@x.org").value());
  CHECK_FALSE(forget(*log, without_bookings, "eve@x.org").value());
  CHECK(find_account(*log, ann).value() == std::nullopt);
  CHECK(find_account(*log, without_bookings).value() == std::nullopt);
  CHECK(find_account(*log, std::vector{id(3)}).value() != std::nullopt);
  CHECK(scan_all(*log, table::customers).size() == 4);
}

LOG_CONTRACT("customers: copies have the accounts") {
  Engine engine, other;
  auto log = engine.open();
  REQUIRE(log->append({{}, {{table::node, "customer-key", std::string(32, 'k')}}}));
  REQUIRE(log->add_row(account_row(id(1), {1, "hash"})));
  auto copy = other.open();
  REQUIRE(copy_log(*log, *copy));
  CHECK(find_account(*copy, std::vector{id(1)}).value() != std::nullopt);
  const temporary_directory place;
  REQUIRE(log->back_up(place.path() / "copy"));
}

LOG_CONTRACT("customers: an account made after an erasure does not hold earlier bookings") {
  Engine engine;
  auto log = engine.open();
  const std::vector ids{id(7), id(1)};
  const auto bookings_from = [&](events::time_ms created_at) {
    REQUIRE(log->append({{}, {account_row(id(7), {created_at, "hash"})}}));
    const auto found = find_account(*log, ids).value();
    REQUIRE(found);
    return found->bookings_from;
  };
  CHECK(bookings_from(1'000) == 0);
  REQUIRE(log->append({{}, erasure_rows(ids, 2'000)}));
  CHECK(forget(*log, ids, {}).value());
  CHECK(find_account(*log, ids).value() == std::nullopt);
  log.reset();
  log = engine.open();
  CHECK(bookings_from(5'000) == 5'000);
  // The clock was set back: what was booked up to the erasure stays out of reach.
  CHECK(bookings_from(1'500) == 2'001);
  CHECK_FALSE(find_account(*log, std::vector{id(4)}).value());
  // Under any id of the owner, as after a migration from several logs.
  REQUIRE(log->append({{}, erasure_rows(std::vector{id(1)}, 3'000)}));
  CHECK(bookings_from(1'500) == 3'001);
}

LOG_CONTRACT("customers: a removed account leaves its bookings to the next one") {
  Engine engine;
  auto log = engine.open();
  const std::vector ids{id(7), id(1)};
  const auto add = [&](events::time_ms created_at) {
    REQUIRE(log->add_row(account_row(id(7), {created_at, "hash"})).value());
    return find_account(*log, ids).value()->bookings_from;
  };
  const auto reset = [&] {
    REQUIRE(log->append({{}, account_removal(*log, ids).value()}));
    CHECK(find_account(*log, ids).value() == std::nullopt);
  };
  CHECK(account_removal(*log, ids).value().empty());
  CHECK(add(1'000) == 0);
  REQUIRE(log->add_row(account_row(id(1), {900, "of another log"})).value());
  reset(); // Of all ids.
  CHECK(scan_all(*log, table::customers).empty());
  CHECK(add(2'000) == 0);
  // After an erasure too: what the account of that time held, and no more.
  REQUIRE(log->append({{}, erasure_rows(ids, 3'000)}));
  CHECK(forget(*log, ids, {}).value());
  CHECK(add(4'000) == 4'000);
  reset();
  CHECK(add(9'000) == 4'000);
  reset();
  CHECK(add(9'500) == 4'000);
  REQUIRE(log->append({{}, erasure_rows(ids, 9'700)}));
  CHECK(forget(*log, ids, {}).value());
  CHECK(add(9'800) == 9'800);
}

LOG_CONTRACT("customers: of accounts from several logs the newest is found and kept") {
  Engine engine;
  auto log = engine.open();
  const std::vector ids{id(7), id(1), id(3)};
  CHECK(account_place(*log, ids).value() == id(7));
  REQUIRE(log->append({{}, {account_row(id(1), {2'000, "of one log"})}}));
  CHECK(account_place(*log, ids).value() == id(1));
  // A sign-up does not replace the account of another key.
  CHECK_FALSE(log->add_row(account_row(id(1), {4'000, "of somebody else"})).value());
  CHECK(find_account(*log, ids).value()->password_hash == "of one log");
  REQUIRE(log->append({{}, {account_row(id(3), {3'000, "of another log"})}}));
  REQUIRE(log->append({{}, {account_row(id(7), {1'000, "of a third log"})}}));
  CHECK(account_place(*log, ids).value() == id(3));
  CHECK(find_account(*log, ids).value()->password_hash == "of another log");
}

TEST_CASE("customers: the stored form of what a reset keeps never changes") {
  rocksdb_engine engine;
  auto log = engine.open();
  const std::vector ids{id(1)};
  REQUIRE(log->append({{}, erasure_rows(ids, 2'000)}));
  REQUIRE(log->append({{}, {account_row(id(1), {1'790'000'000'000, "hash"})}}));
  const auto removal = account_removal(*log, ids).value();
  REQUIRE(removal.size() == 2);
  CHECK(removal[0].key == account_key(id(1)));
  CHECK(removal[0].value == std::nullopt);
  CHECK(removal[1].in == table::customers);
  CHECK(removal[1].key == "\1" + std::string(15, '\0') + "holder");
  CHECK(removal[1].value == "1 1790000000000");
}

TEST_CASE("customers: the stored form of an erasure never changes") {
  const auto noted = erasure_rows(std::vector{id(1)}, 1'790'000'000'000);
  REQUIRE(noted.size() == 1);
  CHECK(noted[0].in == table::customers);
  CHECK(noted[0].key == "\1" + std::string(15, '\0') + "erased");
  CHECK(noted[0].value == "1 1790000000000");
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* damaged : {"", "1", "1 ", "1 x", "2 1", "1 1 "}) {
    REQUIRE(log->append({{}, {{table::customers, noted[0].key, damaged}}}));
    CHECK(find_account(*log, std::vector{id(1)}).error().what == storage_error::kind::corrupt);
  }
}

TEST_CASE("customers: the stored form of an account never changes") {
  const auto row = account_row(id(1), {1'790'000'000'000, "$argon2id$v=19$x"});
  CHECK(row.in == table::customers);
  CHECK(row.key == "\1" + std::string(15, '\0') + "account");
  CHECK(row.value == "1 1790000000000 $argon2id$v=19$x");
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* damaged : {"", "1", "1 ", "1 x hash", "2 1 hash", "1 17"}) {
    REQUIRE(log->append({{}, {{table::customers, account_key(id(1)), damaged}}}));
    CHECK(find_account(*log, std::vector{id(1)}).error().what == storage_error::kind::corrupt);
  }
}

} // namespace boxoffice::storage::tests

// What a read costs while the rows are in memory and not yet in a file.
#include "tests/storage/log_contract.hpp"
#include "tests/storage/rocksdb/tampered_log.hpp"

#include <rocksdb/perf_context.h>
#include <rocksdb/perf_level.h>

namespace boxoffice::storage::tests {

namespace {

events::customer_id customer_of_number(std::uint32_t number) {
  auto hash = events::sha256({events::big_endian(number)});
  events::customer_id id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

/// Key comparisons of a read of one row.
std::uint64_t comparisons(event_log& log, table in, std::string_view key) {
  rocksdb::SetPerfLevel(rocksdb::kEnableCount);
  rocksdb::get_perf_context()->Reset();
  auto row = log.get(in, key);
  auto made = rocksdb::get_perf_context()->user_key_comparison_count;
  rocksdb::SetPerfLevel(rocksdb::kDisable);
  REQUIRE(row);
  CHECK(row->has_value());
  return made;
}

} // namespace

TEST_CASE("memtables: a customer's row is read without looking at the others") {
  constexpr std::uint32_t customers = 20'000;
  rocksdb_engine engine;
  auto log = engine.open();
  write_batch batch;
  for (std::uint32_t i = 0; i < customers; ++i)
    batch.rows.push_back(mail_row(customer_of_number(i), "guest" + std::to_string(i)));
  REQUIRE(log->append(batch));
  std::uint64_t most = 0;
  for (std::uint32_t i = 0; i < customers; i += 997)
    most = std::max(most, comparisons(*log, table::customers, row_key(customer_of_number(i))));
  CHECK(most < 50);
}

TEST_CASE("memtables: a new one is small, because bookings wait until all of it was touched") {
  constexpr std::uint64_t most = 1U << 20U;
  rocksdb_engine engine;
  engine.open();
  tampered_log log{engine.directory()};
  log.set_event_key("key", "value");
  for (std::size_t family = 0; family < family_names.size(); ++family) {
    CAPTURE(family_names[family]);
    CHECK(log.memtable_bytes(family) < most);
  }
  CHECK(log.memtable_bytes(events_family) > 0);
}

} // namespace boxoffice::storage::tests

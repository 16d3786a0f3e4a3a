#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

namespace {

std::uint64_t count_in(const metrics::histogram& of) {
  std::uint64_t all = 0;
  for (auto count : of.values().counts)
    all += count;
  return all;
}

} // namespace

LOG_CONTRACT("probe: appends, their records and bytes are recorded") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{{stream("a"), 1, {"one", "two"}}, {stream("b"), 1, {"three"}}}, {}}));
  CHECK(log->append({{}, {{table::node, "key", "value"}}}));
  const auto& seen = *log->probe();
  CHECK(count_in(seen.append) == 2);
  CHECK(count_in(seen.batch) == 2);
  CHECK(seen.batch.values().sum == 3);
  CHECK(seen.records.value() == 3);
  CHECK(seen.bytes.value() == 11);
  CHECK(seen.failed.value() == 0);
}

TEST_CASE("probe: RocksDB records each sync of the write-ahead log") {
  rocksdb_engine engine;
  auto log = engine.open();
  const auto& seen = *log->probe();
  auto before = count_in(seen.sync); // Of the start.
  auto time_before = seen.sync.values().sum;
  for (std::uint64_t seq = 1; seq <= 5; ++seq)
    CHECK(log->append({{{stream("a"), seq, {"record"}}}, {}}));
  CHECK(count_in(seen.sync) == before + 5);
  CHECK(seen.sync.values().sum - time_before <= seen.append.values().sum);
}

TEST_CASE("probe: an append that fails is counted") {
  rocksdb_engine engine;
  engine.open()->append({{{stream("a"), 1, {"record"}}}, {}}).value();
  auto log = open_rocksdb_log_for_reading({.directory = engine.directory()}).value();
  CHECK_FALSE(log->append({{{stream("a"), 2, {"record"}}}, {}}));
  CHECK(log->probe()->failed.value() == 1);
  CHECK(log->probe()->records.value() == 0);
}

} // namespace boxoffice::storage::tests

#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

LOG_CONTRACT("rows: a row is stored in its table only") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append(one_row(table::node, "key", "value")));
  CHECK(log->get(table::node, "key").value() == "value");
  CHECK_FALSE(log->get(table::node, "ke").value());
  CHECK_FALSE(log->get(table::node, "").value());
  for (auto other : {table::shows, table::open_work, table::customers, table::refunds})
    CHECK_FALSE(log->get(other, "key").value());
}

LOG_CONTRACT("rows: a row without a value is still a row") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append(one_row(table::open_work, "show", "")));
  CHECK(log->get(table::open_work, "show").value() == "");
}

LOG_CONTRACT("rows: the last change of a key counts, also within a batch") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{}, {{table::shows, "a", "1"}, {table::shows, "a", "2"}}}));
  CHECK(log->get(table::shows, "a").value() == "2");
  CHECK(log->append(
      {{},
       {{table::shows, "a", std::nullopt}, {table::shows, "b", "3"}, {table::shows, "b", {}}}}));
  CHECK(scan_all(*log, table::shows).empty());
}

LOG_CONTRACT("rows: deleting a missing row is no error") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append(one_row(table::refunds, "none", std::nullopt)));
  CHECK(scan_all(*log, table::refunds).empty());
}

LOG_CONTRACT("rows: a scan gives the keys after a key, in the order of their bytes") {
  Engine engine;
  auto log = engine.open();
  const std::string high{"\xff"};
  const std::string zero{"a\0b", 3};
  for (const auto& key : {std::string{"b"}, high, std::string{"a"}, zero, std::string{"a1"}})
    CHECK(log->append(one_row(table::refunds, key, "of " + key)));

  CHECK(scan_all(*log, table::refunds) == rows{{"a", "of a"},
                                               {zero, "of " + zero},
                                               {"a1", "of a1"},
                                               {"b", "of b"},
                                               {high, "of " + high}});
  CHECK(scan_all(*log, table::refunds, "a1") == rows{{"b", "of b"}, {high, "of " + high}});
  CHECK(scan_all(*log, table::refunds, "a2") == rows{{"b", "of b"}, {high, "of " + high}});
  CHECK(scan_all(*log, table::refunds, high).empty());
}

LOG_CONTRACT("rows: a visitor stops the scan") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{}, {{table::shows, "a", ""}, {table::shows, "b", ""}}}));
  int seen = 0;
  CHECK(log->scan(table::shows, {}, [&](std::string_view, std::string_view) {
    ++seen;
    return false;
  }));
  CHECK(seen == 1);
}

LOG_CONTRACT("rows: a purge deletes one row, and a second purge finds nothing") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{{stream("show"), 1, {"one"}}},
                     {{table::customers, "a", "a@x"},
                      {table::customers, "b", "b@x"},
                      {table::customers, "c", "c@x"},
                      {table::node, "b", "key"}}}));
  CHECK(log->purge(table::customers, "b").value());
  CHECK_FALSE(log->purge(table::customers, "b").value());
  CHECK_FALSE(log->purge(table::customers, "never").value());
  for (int start = 0; start < 2; ++start) {
    CHECK(scan_all(*log, table::customers) == rows{{"a", "a@x"}, {"c", "c@x"}});
    CHECK(log->get(table::node, "b").value() == "key");
    CHECK(read_all(*log, "show") == records{{1, "one"}});
    log.reset();
    log = engine.open();
  }
  CHECK(log->append(one_row(table::customers, "b", "again@x")));
  CHECK(log->get(table::customers, "b").value() == "again@x");
}

} // namespace boxoffice::storage::tests

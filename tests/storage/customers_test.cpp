// Rows of one person in several spellings, as in logs from before canonical addresses.
#include "events/hash.hpp"
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

} // namespace boxoffice::storage::tests

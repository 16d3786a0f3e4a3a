#include "events/layout/layout_pool.hpp"
#include "events/layout/seat_rows.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

std::vector<seat_row> two_rows() {
  return {{"A", "GOLD", {seat_id{"A1"}, std::nullopt, seat_id{"A2"}}},
          {"B", "GOLD", {seat_id{"B1"}}}};
}

} // namespace

TEST_CASE("seat rows: copies of shared rows are the same rows and seats in memory") {
  seat_rows rows{two_rows()};
  auto before = rows;
  CHECK_FALSE(rows.is_shared_with(before));
  const auto& seats = rows.share();
  auto after = rows;
  CHECK(rows.is_shared_with(after));
  CHECK(&after.all() == &rows.all());
  CHECK(&after.share() == &seats);
  CHECK(seats.size() == 3);
  CHECK(before == after);
  CHECK_FALSE(before.is_shared_with(after));
}

TEST_CASE("seat rows: a change concerns one copy alone, and its seats follow") {
  seat_rows rows{two_rows()};
  rows.share();
  auto changed = rows;
  changed[1].seats.emplace_back(seat_id{"B2"});
  CHECK(changed != rows);
  CHECK(changed > rows);
  CHECK(rows.all() == two_rows());
  CHECK(rows.share().size() == 3);
  CHECK(changed.share().size() == 4);
  CHECK(changed.share().find({"B2"}));
  CHECK_FALSE(rows.share().find({"B2"}));
  changed.clear();
  CHECK(changed.empty());
  CHECK(rows.size() == 2);
}

TEST_CASE("layout pool: rows are found by their stored form as long as somebody has them") {
  layout_pool pool;
  CHECK_FALSE(pool.find("stored"));
  {
    seat_rows rows{two_rows()};
    pool.add("stored", rows);
    auto found = pool.find("stored");
    REQUIRE(found);
    CHECK(found->is_shared_with(rows));
    CHECK_FALSE(pool.find("store"));
    found->push_back({"C", "GOLD", {}});
    CHECK(pool.find("stored")->size() == 2);
  }
  CHECK_FALSE(pool.find("stored"));
}

TEST_CASE("layout pool: rows that nobody has any more are forgotten") {
  layout_pool pool;
  seat_rows kept{two_rows()};
  pool.add("kept", kept);
  for (int i = 0; i < 1'000; ++i) {
    seat_rows passing{two_rows()};
    pool.add("passing " + std::to_string(i), passing);
  }
  CHECK(pool.size() < 100);
  CHECK(pool.find("kept")->is_shared_with(kept));
}

} // namespace boxoffice::events::tests

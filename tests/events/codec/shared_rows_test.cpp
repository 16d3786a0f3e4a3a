#include "events/codec/codec.hpp"
#include "events/layout/layout_pool.hpp"
#include "tests/events/facts.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

/// The rows of a stored ShowOpened.
seat_rows read_rows(const std::string& stored, layout_pool& layouts) {
  auto read = decode(bytes_of(stored), upcasters(), &layouts);
  REQUIRE(read.has_value());
  return std::get<show_opened>(read->event).body.rows;
}

} // namespace

TEST_CASE("shared rows: a show that is opened and one that is read have the same, in any order") {
  const auto stored = encode(show_opened{hall(), {}, {}}, 0);
  SUBCASE("opened first") {
    layout_pool layouts;
    auto opened = hall().rows;
    share(opened, layouts);
    CHECK(read_rows(stored, layouts).is_shared_with(opened));
  }
  SUBCASE("read first") {
    layout_pool layouts;
    auto read = read_rows(stored, layouts);
    CHECK(read == hall().rows);
    auto opened = hall().rows;
    share(opened, layouts);
    CHECK(opened.is_shared_with(read));
  }
}

TEST_CASE("shared rows: other rows are not taken for them") {
  layout_pool layouts;
  auto rows = hall().rows;
  share(rows, layouts);
  auto body = hall();
  body.rows[0].offset = 1;
  auto read = read_rows(encode(show_opened{body, {}, {}}, 0), layouts);
  CHECK(read == body.rows);
  CHECK_FALSE(read.is_shared_with(rows));
}

TEST_CASE("shared rows: of two threads that read the same at once, the second takes the first's") {
  layout_pool layouts;
  auto first = hall().rows;
  auto second = hall().rows;
  layouts.add("stored", first);
  layouts.add("stored", second);
  CHECK(second.is_shared_with(first));
}

} // namespace boxoffice::events::tests

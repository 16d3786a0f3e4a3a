#include "http/api/json/show_members.hpp"

#include "events/show_body.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

events::show_body rows_named(const std::vector<std::string>& names) {
  events::show_body body;
  for (const auto& name : names)
    body.rows.push_back({name, "GOLD", {}});
  return body;
}

/// First and last seat of a row.
std::string ends_of(const events::seat_row& row) {
  return row.seats.front()->text + " to " + row.seats.back()->text;
}

} // namespace

TEST_CASE("seat numbering: a row's name and 1, 2, 3") {
  auto body = rows_named({"A", "1", "B2"});
  number_seats(body, {{0, 12}, {1, 9}, {2, 9}});
  CHECK(ends_of(body.rows[0]) == "A1 to A12");
  CHECK(ends_of(body.rows[1]) == "11 to 19");
  CHECK(ends_of(body.rows[2]) == "B21 to B29");
}

TEST_CASE(
    "seat numbering: ids that would be the same get a dash, in each row that ends in a digit") {
  auto body = rows_named({"1", "11", "2", "A"});
  number_seats(body, {{0, 12}, {1, 12}, {2, 12}, {3, 12}});
  CHECK(ends_of(body.rows[0]) == "1-1 to 1-12");
  CHECK(ends_of(body.rows[1]) == "11-1 to 11-12");
  CHECK(ends_of(body.rows[2]) == "2-1 to 2-12");
  CHECK(ends_of(body.rows[3]) == "A1 to A12");
}

TEST_CASE("seat numbering: rows that do not collide keep the ids they always had") {
  auto body = rows_named({"1", "11"});
  number_seats(body, {{0, 9}, {1, 12}});
  CHECK(ends_of(body.rows[0]) == "11 to 19");
  CHECK(ends_of(body.rows[1]) == "111 to 1112");
}

TEST_CASE("seat numbering: explicit ids are kept, and generated ids avoid them") {
  auto body = rows_named({"1", "X"});
  body.rows[1].seats = {events::seat_id{"12"}};
  number_seats(body, {{0, 3}});
  CHECK(ends_of(body.rows[0]) == "1-1 to 1-3");
  CHECK(body.rows[1].seats[0]->text == "12");
}

TEST_CASE("seat numbering: a hall of numbered rows and seats has no seat twice") {
  for (std::uint64_t rows = 1; rows <= 40; ++rows) {
    std::vector<std::string> names;
    std::vector<counted_row> counted;
    for (std::uint64_t i = 0; i < rows; ++i) {
      names.push_back(std::to_string(i + 1));
      counted.push_back({i, 30});
    }
    auto body = rows_named(names);
    body.movie = body.hall = "x";
    body.currency = "INR";
    body.classes = {{"GOLD", "Gold", 0}};
    number_seats(body, counted);
    CHECK(events::errors_in(body).empty());
  }
}

} // namespace boxoffice::http::tests

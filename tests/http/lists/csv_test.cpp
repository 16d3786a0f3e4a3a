#include "http/api/lists/csv.hpp"

#include "http/api/lists/next_link.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

bool wants_csv(const char* accept) {
  message made{verb::get, "/", 11};
  made.set(field::accept, accept);
  return prefers_csv(made);
}

} // namespace

TEST_CASE("csv: cells are quoted where they must be, and lines end with CR LF") {
  csv_writer out;
  out.cell("plain");
  out.cell("a,b");
  out.cell("say \"x\"");
  out.cell("two\r\nlines");
  out.cell("");
  out.end_line();
  out.cell(std::int64_t{-5});
  out.cell("\u00E9");
  out.end_line();
  CHECK(out.take() == "plain,\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",\r\n-5,\u00E9\r\n");
}

TEST_CASE("csv: text that a spreadsheet would run as a formula begins with an apostrophe") {
  for (const std::string text : {"=1+1", "+1", "-1", "@x", "\t=1"}) {
    csv_writer out;
    out.free_text(text);
    CHECK(out.take() == '\'' + text);
  }
  csv_writer out;
  out.free_text("The Third Man");
  out.free_text("=\"x\",1");
  out.free_text("");
  CHECK(out.take() == "The Third Man,\"'=\"\"x\"\",1\",");
}

TEST_CASE("csv: an amount has the decimals of its currency and no formula mark") {
  csv_writer out;
  out.amount(12'345, "INR");
  out.amount(-5, "EUR");
  out.amount(12'345, "JPY");
  out.amount(12'345, "KWD");
  CHECK(out.take() == "123.45,-0.05,12345,12.345");
}

TEST_CASE("csv: it is sent to clients that accept it at least as much as JSON") {
  for (const auto* accept : {"text/csv", "TEXT/CSV", "text/csv;q=0.5", "text/csv, application/json",
                             "text/csv;header=present;q=0.2",
                             "application/json;q=0.1,text/csv;q=0.2", "text/csv;q=1.000, */*"})
    CHECK_MESSAGE(wants_csv(accept), accept);
  for (const auto* accept :
       {"", "*/*", "text/*", "application/json", "text/csv;q=0", "text/csv;q=0.000",
        "application/json, text/csv;q=0.9", "text/csvx", "text/html, text/plain"})
    CHECK_MESSAGE(!wants_csv(accept), accept);
}

TEST_CASE("csv: the link to the next page has the same query with another `after`") {
  auto parsed = parse_target("/api/movieshow/s/bookings?q=a%26b%40c&after=7&limit=1");
  REQUIRE(parsed);
  CHECK(next_link(*parsed, "12") == "<?after=12&q=a%26b%40c&limit=1>; rel=\"next\"");
}

} // namespace boxoffice::http::tests

#include "events/report/local_days.hpp"

#include "events/report/sales_query.hpp"
#include "events/time_text.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

std::string date_in(const std::string& zone, const std::string& at) {
  return date_text(local_days{zone}.day_of(parse_rfc3339(at).value()));
}

} // namespace

TEST_CASE("local days: a day begins at midnight of its zone") {
  CHECK(date_in("UTC", "2026-12-23T23:59:59.999Z") == "2026-12-23");
  CHECK(date_in("UTC", "2026-12-24T00:00:00Z") == "2026-12-24");
  CHECK(date_in("Asia/Kolkata", "2026-12-23T18:29:59.999Z") == "2026-12-23");
  CHECK(date_in("Asia/Kolkata", "2026-12-23T18:30:00Z") == "2026-12-24");
  CHECK(date_in("America/New_York", "2026-12-24T04:59:59.999Z") == "2026-12-23");
  CHECK(date_in("America/New_York", "2026-12-24T05:00:00Z") == "2026-12-24");
  CHECK(date_in("America/New_York", "1970-01-01T00:00:00Z") == "1970-01-01"); // The earliest text.
}

TEST_CASE("local days: a day of summer time begins an hour earlier, and two days have 23 and 25") {
  CHECK(date_in("Europe/Berlin", "2026-07-01T21:59:59.999Z") == "2026-07-01");
  CHECK(date_in("Europe/Berlin", "2026-07-01T22:00:00Z") == "2026-07-02");
  CHECK(date_in("Europe/Berlin", "2026-03-28T23:00:00Z") == "2026-03-29");
  CHECK(date_in("Europe/Berlin", "2026-03-29T21:59:59.999Z") == "2026-03-29");
  CHECK(date_in("Europe/Berlin", "2026-03-29T22:00:00Z") == "2026-03-30");
  CHECK(date_in("Europe/Berlin", "2026-10-24T22:00:00Z") == "2026-10-25");
  CHECK(date_in("Europe/Berlin", "2026-10-25T22:59:59.999Z") == "2026-10-25");
  CHECK(date_in("Europe/Berlin", "2026-10-25T23:00:00Z") == "2026-10-26");
}

TEST_CASE("local times: a time is shown in its zone, with the abbreviation") {
  auto text_in = [](const char* zone, const std::string& at) {
    return local_time_text(parse_rfc3339(at).value(), zone);
  };
  CHECK(text_in("Europe/Berlin", "2026-12-24T18:30:00Z") == "2026-12-24 19:30 CET");
  CHECK(text_in("Europe/Berlin", "2026-07-24T18:30:59.999Z") == "2026-07-24 20:30 CEST");
  CHECK(text_in("Asia/Kolkata", "2026-12-24T18:30:00Z") == "2026-12-25 00:00 GMT+5:30");
  CHECK(text_in("UTC", "2026-12-24T18:30:00Z") == "2026-12-24 18:30 UTC");
  CHECK(text_in("", "2026-12-24T18:30:00Z") == "2026-12-24 18:30 UTC");
}

TEST_CASE("local days: no zone and an unknown one are UTC") {
  for (const auto* zone : {"", "Nowhere/Land"}) {
    CHECK(date_in(zone, "2026-12-23T23:59:59.999Z") == "2026-12-23");
    CHECK(date_in(zone, "2026-12-24T00:00:00Z") == "2026-12-24");
  }
}

TEST_CASE("local days: a date is read and written") {
  for (const auto* text : {"1970-01-01", "2024-02-29", "9999-12-31"})
    CHECK(date_text(parse_date(text).value()) == text);
  CHECK(parse_date("1970-01-02") == 1);
  for (const auto* text :
       {"", "2026-2-03", "2026-02-29", "1969-12-31", "2026-12-24T", "2026/12/24"})
    CHECK_FALSE(parse_date(text));
}

TEST_CASE("report bounds: a text is a date or a time") {
  CHECK(parse_bound("1970-01-03") == report_bound{{}, 2});
  CHECK(parse_bound("1970-01-03T00:00:01+00:00") == report_bound{172'801'000, {}});
  CHECK_FALSE(parse_bound("yesterday"));
  sales_query query;
  CHECK_FALSE(is_empty(query));
  query.from = report_bound{{}, 2};
  query.to = report_bound{{}, 2};
  CHECK(is_empty(query));
  query.to = report_bound{1, {}}; // A day begins at another moment in each zone.
  CHECK_FALSE(is_empty(query));
  query.from = report_bound{1, {}};
  CHECK(is_empty(query));
}

} // namespace boxoffice::events::tests

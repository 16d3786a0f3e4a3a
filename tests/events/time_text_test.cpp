#include "events/time_text.hpp"

#include <limits>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

constexpr time_ms last_told = 253'402'300'799'999;

} // namespace

TEST_CASE("time: the text is in UTC with milliseconds") {
  CHECK(to_rfc3339(0) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(1'798'137'000'007) == "2026-12-24T18:30:00.007Z");
  CHECK(to_rfc3339(951'782'399'999) == "2000-02-28T23:59:59.999Z");
  CHECK(to_rfc3339(last_told) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("time: a text reads back to the same millisecond") {
  CHECK(rc::check("round trip", [] {
    auto at = *rc::gen::inRange<time_ms>(0, last_told + 1);
    RC_ASSERT(parse_rfc3339(to_rfc3339(at)) == at);
  }));
}

TEST_CASE("time: every number has a text of the same form") {
  constexpr auto least = std::numeric_limits<time_ms>::min();
  constexpr auto most = std::numeric_limits<time_ms>::max();
  for (auto at : {least, time_ms{-1}, last_told + 1, most}) {
    auto text = to_rfc3339(at);
    CHECK(text.size() == 24);
    CHECK_MESSAGE(text.find_first_not_of("0123456789-T:.Z") == std::string::npos, text);
  }
}

TEST_CASE("time: any offset is read") {
  auto midday = parse_rfc3339("2026-12-24T12:00:00Z");
  REQUIRE(midday);
  for (const auto* text :
       {"2026-12-24T12:00:00.000Z", "2026-12-24t12:00:00z", "2026-12-24T12:00:00+00:00",
        "2026-12-24T12:00:00-00:00", "2026-12-24T17:30:00+05:30", "2026-12-24T03:15:00-08:45",
        "2026-12-25T11:59:00+23:59", "2026-12-23T12:01:00-23:59"})
    CHECK_MESSAGE(parse_rfc3339(text) == midday, text);
}

TEST_CASE("time: fractions finer than a millisecond are cut, never rounded") {
  auto second = parse_rfc3339("2026-12-24T12:00:00Z");
  REQUIRE(second);
  CHECK(parse_rfc3339("2026-12-24T12:00:00.5Z") == *second + 500);
  CHECK(parse_rfc3339("2026-12-24T12:00:00.05Z") == *second + 50);
  CHECK(parse_rfc3339("2026-12-24T12:00:00.0059999Z") == *second + 5);
  CHECK(parse_rfc3339("2026-12-24T12:00:00.999999999999999999999Z") == *second + 999);
  CHECK(!parse_rfc3339("2026-12-24T12:00:00.Z"));
  CHECK(!parse_rfc3339("2026-12-24T12:00:00,5Z"));
}

TEST_CASE("time: only leap years have 29 February") {
  for (const auto* text : {"2024-02-29T00:00:00Z", "2000-02-29T00:00:00Z"})
    CHECK_MESSAGE(parse_rfc3339(text), text);
  for (const auto* text : {"2023-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2024-02-30T00:00:00Z"})
    CHECK_MESSAGE(!parse_rfc3339(text), text);
}

TEST_CASE("time: a leap second is the second after it") {
  CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == parse_rfc3339("2017-01-01T00:00:00Z"));
}

TEST_CASE("time: other text than a date-time is refused") {
  for (const auto* text : {"",
                           "now",
                           "2026-12-24",
                           "2026-12-24T18:30:00",
                           "2026-12-24T18:30Z",
                           "2026-12-24T18:30:00+1",
                           "2026-12-24T18:30:00+0100",
                           "2026-12-24T18:30:00+24:00",
                           "2026-12-24T18:30:00+05:60",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-01-00T00:00:00Z",
                           "2026-01-32T00:00:00Z",
                           "2026-04-31T00:00:00Z",
                           "2026-12-24T24:00:00Z",
                           "2026-12-24T18:60:00Z",
                           "2026-12-24T18:30:61Z",
                           "26-12-24T18:30:00Z",
                           "02026-12-24T18:30:00Z",
                           "2026-12-24T18:30:00ZZ",
                           " 2026-12-24T18:30:00Z",
                           "2026-12-24T18:30:00Z ",
                           "2026/12/24T18:30:00Z",
                           "2026-1-24T18:30:00Z",
                           "-026-12-24T18:30:00Z",
                           "2026-12-24X18:30:00Z",
                           "2026-12-24T18:30:00+-1:00"})
    CHECK_MESSAGE(!parse_rfc3339(text), text);
  CHECK(!parse_rfc3339(std::string_view{"2026-12-24T18:30:00Z\0", 21}));
}

TEST_CASE("time: only 1970 to 9999 is read, offsets counted") {
  CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == 0);
  CHECK(!parse_rfc3339("1969-12-31T23:59:59Z"));
  CHECK(!parse_rfc3339("1970-01-01T00:00:00+00:01"));
  CHECK(parse_rfc3339("9999-12-31T23:59:59.999Z") == last_told);
  CHECK(!parse_rfc3339("9999-12-31T23:59:59-00:01"));
  CHECK(!parse_rfc3339("9999-12-31T23:59:60Z"));
}

} // namespace boxoffice::events::tests

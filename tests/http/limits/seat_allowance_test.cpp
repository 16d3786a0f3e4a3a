#include "http/limits/seat_allowance.hpp"
#include "tests/http/steady_noon.hpp"

#include <string>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

using clock = seat_allowance::clock;

boost::asio::ip::address ip(const std::string& text) { return boost::asio::ip::make_address(text); }

const auto here = ip("10.0.0.1");

events::request_id request_of(std::uint8_t which) { return {{"s"}, {which}}; }

/// Sixty seats at once, ten a minute.
seat_allowance usual(std::size_t most = 1'000) { return {60, 10, most}; }

void book(seat_allowance& seats, std::uint8_t which, std::size_t count, clock::time_point at) {
  REQUIRE_FALSE(seats.take(here, count, at));
  seats.remember(here, request_of(which), count, at);
}

} // namespace

TEST_CASE(
    "allowance: a number of seats at once, then the configured rate; a refusal has the seconds") {
  auto seats = usual();
  for (int i = 0; i < 6; ++i)
    CHECK_FALSE(seats.take(here, 10, steady_noon));
  CHECK(seats.take(here, 10, steady_noon) == 60);
  CHECK(seats.take(here, 1, steady_noon) == 6);
  CHECK(seats.take(here, 10, steady_noon + 59s) == 1);
  CHECK_FALSE(seats.take(here, 10, steady_noon + 60s));
  CHECK(seats.take(here, 1, steady_noon + 60s) == 6);
  CHECK_FALSE(seats.take(here, 60, steady_noon + 60s + 6min));
}

TEST_CASE("allowance: what was refused, paid or rejected comes back, and what expired does not") {
  auto seats = usual();
  for (std::uint8_t i = 0; i < 6; ++i)
    book(seats, i, 10, steady_noon);
  CHECK(seats.in_doubt(here, steady_noon).size() == 6);
  seats.settle(here, request_of(0), booking_end::paid, steady_noon);
  seats.settle(here, request_of(0), booking_end::paid,
               steady_noon); // A second look finds it settled.
  seats.settle(here, request_of(1), booking_end::unpaid, steady_noon);
  seats.settle(here, request_of(2), booking_end::rejected, steady_noon);
  seats.settle(here, request_of(3), booking_end::open, steady_noon);
  CHECK(seats.remembered() == 3);
  CHECK_FALSE(seats.take(here, 20, steady_noon));
  CHECK(seats.take(here, 1, steady_noon) == 6);
  seats.give_back(here, 20, steady_noon);
  CHECK_FALSE(seats.take(here, 20, steady_noon));
}

TEST_CASE("allowance: no seat comes back twice, by time and by its payment") {
  auto seats = usual();
  book(seats, 1, 10, steady_noon);
  book(seats, 2, 10, steady_noon);
  CHECK_FALSE(seats.take(here, 40, steady_noon));
  seats.settle(here, request_of(1), booking_end::paid,
               steady_noon + 60s); // Time has paid for it by now.
  CHECK_FALSE(seats.take(here, 10, steady_noon + 60s));
  CHECK(seats.take(here, 1, steady_noon + 60s) == 6);
  seats.settle(here, request_of(2), booking_end::paid, steady_noon + 60s);
  CHECK_FALSE(seats.take(here, 10, steady_noon + 60s));
}

TEST_CASE("allowance: bookings are looked at once a second at most, the oldest first") {
  auto seats = usual();
  book(seats, 1, 30, steady_noon);
  book(seats, 2, 30, steady_noon);
  CHECK(seats.in_doubt(here, steady_noon) == std::vector{request_of(1), request_of(2)});
  CHECK(seats.in_doubt(here, steady_noon + 999ms).empty());
  CHECK(seats.in_doubt(here, steady_noon + 1s).size() == 2);
  CHECK(seats.in_doubt(ip("10.0.0.2"), steady_noon).empty());
}

TEST_CASE("allowance: each address has its own, and all of a /64 the same") {
  auto seats = usual();
  CHECK_FALSE(seats.take(ip("2001:db8::1"), 60, steady_noon));
  CHECK(seats.take(ip("2001:db8::ffff"), 1, steady_noon));
  CHECK_FALSE(seats.take(ip("2001:db8:0:1::1"), 60, steady_noon));
  CHECK_FALSE(seats.take(here, 60, steady_noon));
  CHECK(seats.take(ip("::ffff:10.0.0.1"), 1, steady_noon));
}

TEST_CASE("allowance: a request for more than there can ever be takes all, and no more is owed") {
  auto seats = usual();
  CHECK_FALSE(seats.take(here, 100, steady_noon));
  CHECK(seats.take(here, 100, steady_noon) == 360);
}

TEST_CASE("allowance: an entry that is full again is forgotten, with its bookings") {
  auto seats = usual();
  book(seats, 1, 10, steady_noon);
  CHECK(seats.remembered() == 1);
  CHECK_FALSE(seats.take(ip("10.0.0.2"), 1, steady_noon + 1h));
  CHECK(seats.remembered() == 0);
}

TEST_CASE("allowance: the number of remembered addresses and bookings is limited") {
  auto seats = usual(100);
  for (int i = 0; i < 1'000; ++i) {
    auto from = ip("10.1." + std::to_string(i / 200) + '.' + std::to_string(i % 200));
    REQUIRE_FALSE(seats.take(from, 1, steady_noon));
    seats.remember(from, request_of(1), 1, steady_noon);
  }
  CHECK(seats.remembered() <= 100);
  CHECK_FALSE(seats.take(ip("10.1.0.0"), 60, steady_noon)); // Forgotten.
  CHECK(seats.take(ip("10.1.4.199"), 60, steady_noon));
}

TEST_CASE("allowance: the latest reading of the clock counts for all threads") {
  auto seats = usual();
  CHECK_FALSE(seats.take(here, 60, steady_noon + 5s));
  CHECK(seats.take(here, 1, steady_noon) == 6);
}

} // namespace boxoffice::http::tests

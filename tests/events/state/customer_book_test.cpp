#include "events/state/customer_book.hpp"

#include "events/limits.hpp"

#include <algorithm>
#include <map>
#include <random>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

constexpr std::uint8_t customers_in_all = 60;

/// All ids have the same few first bytes, so that most searches pass other customers.
customer_id someone(std::uint8_t which) {
  customer_id id{};
  id[0] = which % 3;
  id[15] = which;
  return id;
}

booking booked(booking_number number, std::uint8_t who, std::size_t seats) {
  booking made;
  made.number = number;
  made.customer = someone(who);
  for (std::size_t seat = 0; seat < seats; ++seat)
    made.seats.push_back(static_cast<seat_index>(seat));
  return made;
}

/// The same as customer_book, by the plainest means.
struct reference_book {
  struct ending {
    time_ms at{};
    seat_index seat{};
  };
  std::map<std::uint8_t, std::size_t> open, paid;
  std::map<std::uint8_t, std::vector<ending>> endings;

  void forget_until(time_ms at) {
    for (auto& [who, each] : endings)
      std::erase_if(each, [&](const ending& one) { return one.at <= at; });
  }
  [[nodiscard]] std::optional<time_ms> last_ending(std::uint8_t who, seat_index seat,
                                                   time_ms since) const {
    auto found = endings.find(who);
    std::optional<time_ms> last;
    if (found != endings.end())
      for (const auto& each : found->second)
        if (each.seat == seat && each.at > since)
          last = each.at;
    return last;
  }
};

void check_equal(const customer_book& book, const reference_book& expected, time_ms now) {
  for (std::uint8_t who = 0; who < customers_in_all; ++who) {
    CAPTURE(who);
    auto value = [&](const std::map<std::uint8_t, std::size_t>& all) {
      auto found = all.find(who);
      return found == all.end() ? 0 : found->second;
    };
    REQUIRE(book.open_seats(someone(who)) == value(expected.open));
    REQUIRE(book.paid_seats(someone(who)) == value(expected.paid));
    auto ended = expected.endings.find(who);
    REQUIRE(book.has_endings(someone(who)) ==
            (ended != expected.endings.end() && !ended->second.empty()));
    for (seat_index seat = 0; seat < 3; ++seat)
      REQUIRE(book.last_ending(someone(who), seat, now - 500) ==
              expected.last_ending(who, seat, now - 500));
  }
}

} // namespace

TEST_CASE("customers: of many who come and go, each has what its bookings say") {
  std::mt19937_64 chance{11};
  customer_book book;
  reference_book expected;
  time_ms now = 1'000'000;
  struct held {
    booking what;
    std::uint8_t who{};
    bool paid = false;
  };
  std::vector<held> all;
  for (booking_number number = 1; number <= 4'000; ++number) {
    now += static_cast<time_ms>(chance() % (longest_rebook_wait_ms / 50));
    // Phases of growing and of shrinking, down to nobody.
    auto grows = number / 200 % 2 == 0;
    if (grows || all.empty()) {
      auto who = static_cast<std::uint8_t>(chance() % customers_in_all);
      auto what = booked(number, who, 1 + chance() % 3);
      auto paid = chance() % 3 == 0;
      paid ? book.buy(what) : book.open(what);
      (paid ? expected.paid : expected.open)[who] += what.seats.size();
      all.push_back({std::move(what), who, paid});
    } else {
      std::swap(all[chance() % all.size()], all.back());
      auto [what, who, paid] = std::move(all.back());
      all.pop_back();
      (paid ? expected.paid : expected.open)[who] -= what.seats.size();
      if (paid) {
        book.give_back(what, what.seats.size());
      } else {
        book.close(what, what.seats.size());
        expected.forget_until(now - longest_rebook_wait_ms);
        for (auto seat : what.seats)
          expected.endings[who].push_back({now, seat});
        book.end_unpaid(what, what.seats, now);
      }
    }
    if (number % 20 == 0)
      check_equal(book, expected, now);
  }
}

} // namespace boxoffice::events::tests

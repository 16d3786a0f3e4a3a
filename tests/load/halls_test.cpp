#include "load/halls.hpp"

#include <map>
#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::load::tests {

namespace {

using json = nlohmann::json;

/// Ids of a show's seats, from `"seats": N` of its rows.
std::vector<std::string> seats_in(const json& show) {
  std::vector<std::string> ids;
  for (const auto& row : show["rows"])
    for (int number = 1; number <= row["seats"].get<int>(); ++number)
      ids.push_back(row["row"].get<std::string>() + std::to_string(number));
  return ids;
}

/// All bodies that open the shows.
std::vector<std::string> bodies_of(const halls& all) {
  std::vector<std::string> bodies;
  for (std::uint64_t next = 0; next < all.shows;)
    bodies.push_back(opening_body(all, next));
  return bodies;
}

std::string seat_text(std::uint32_t seat) {
  std::string text(24, ' ');
  text.resize(static_cast<std::size_t>(write_seat(text.data(), seat) - text.data()));
  return text;
}

options asking(scenario what) {
  options chosen;
  chosen.what = what;
  return chosen;
}

} // namespace

TEST_CASE("halls: no two bookings share a seat, and all seats are used") {
  halls all;
  SUBCASE("one set of shows") { all = {"x-", 3, 3, 10}; }
  SUBCASE("several sets") { all = {"x-", 6, 2, 10}; }
  SUBCASE("one show after the other") { all = {"x-", 4, 1, 10}; }
  std::set<std::pair<std::uint64_t, std::uint32_t>> taken;
  for (std::uint64_t number = 0; number < all.bookings(); ++number) {
    auto [show, first] = all.seats_of(number);
    CHECK(show < all.shows);
    CHECK(first + 1 < all.seats);
    // A set of shows is sold out before the next set goes on sale.
    CHECK(show / all.at_once == number / (all.at_once * all.seats / 2));
    CHECK(taken.insert({show, first}).second);
    CHECK(taken.insert({show, first + 1}).second);
  }
  CHECK(taken.size() == all.shows * all.seats);
}

TEST_CASE("halls: bookings rotate over the shows") {
  halls all{"x-", 1'000, 1'000, 200};
  for (std::uint64_t number : {0U, 1U, 999U, 1'000U, 99'999U}) {
    CHECK(all.seats_of(number).show == number % 1'000);
    CHECK(all.seats_of(number).first == number / 1'000 * 2);
  }
}

TEST_CASE("halls: the request bodies open every show once with its seats and are not too large") {
  for (auto seats : {2U, 20U, 200U, 1'250U, largest_hall}) {
    halls all{"bench-x-", 1'000, 1'000, seats};
    std::set<std::string> ids;
    for (const auto& body : bodies_of(all)) {
      CHECK(body.size() < 500'000); // http.operator_body_limit is 1 MiB.
      for (const auto& show : json::parse(body)) {
        CHECK(ids.insert(show["id"]).second);
        CHECK(show["price"] == seat_price);
        auto names = seats_in(show);
        CHECK(names.size() == seats);
        if (ids.size() == 1)
          for (std::uint32_t seat = 0; seat < seats; ++seat)
            CHECK(names[seat] == seat_text(seat));
      }
    }
    CHECK(ids.size() == 1'000);
    CHECK(ids.contains("bench-x-0"));
    CHECK(ids.contains("bench-x-999"));
  }
}

TEST_CASE("halls: there are enough seats for rate and duration") {
  auto chosen = asking(scenario::spread);
  chosen.rate = 20'000;
  chosen.duration = 9s;
  auto all = plan_halls(chosen, "tag");
  CHECK(all.prefix == "bench-tag-");
  CHECK(all.shows == 1'000);
  CHECK(all.bookings() >= 200'000); // The warm-up books too.
  CHECK(all.bookings() < 210'000);
  chosen.duration = 599s; // 24 million seats
  all = plan_halls(chosen, "tag");
  CHECK(all.seats == largest_hall);
  CHECK(all.shows == 3'000);
  CHECK(all.at_once == 1'000);
  chosen.rate = 1;
  CHECK(plan_halls(chosen, "tag").seats == 100);
}

TEST_CASE(
    "halls: a closed loop has seats for 100,000 bookings a second and thread, or as many as set") {
  auto chosen = asking(scenario::spread);
  CHECK(plan_halls(chosen, "t").bookings() >= 1'100'000);
  chosen.threads = 2;
  CHECK(plan_halls(chosen, "t").bookings() >= 2'200'000);
  chosen.bookings = 300'000;
  CHECK(plan_halls(chosen, "t").bookings() == 300'000);
  chosen.seats = 200;
  CHECK(plan_halls(chosen, "t").shows == 3'000);
}

TEST_CASE("halls: each scenario has its own halls") {
  auto hot = plan_halls(asking(scenario::hot), "t");
  CHECK(hot.at_once == 1);
  CHECK(hot.seats == largest_hall);
  CHECK(hot.bookings() >= 1'100'000);
  auto contested = plan_halls(asking(scenario::contested), "t");
  CHECK(contested.seats == 20);
  CHECK(contested.shows == 2);
  auto read = plan_halls(asking(scenario::read), "t");
  CHECK(read.shows == 1'000);
  CHECK(read.seats == 200);
  auto mixed = plan_halls(asking(scenario::mixed), "t");
  CHECK(mixed.at_once == 1'000);
  CHECK(mixed.seats == 200);
  CHECK(mixed.bookings() >= 44'000);
  auto chosen = asking(scenario::read);
  chosen.shows = 5;
  chosen.seats = 1'000;
  CHECK(plan_halls(chosen, "t").shows == 5);
  CHECK(plan_halls(chosen, "t").seats == 1'000);
}

} // namespace boxoffice::load::tests

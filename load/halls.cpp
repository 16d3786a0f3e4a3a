#include "load/halls.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace boxoffice::load {

namespace {

constexpr std::uint64_t usual_shows = 1'000;
constexpr std::uint32_t usual_seats = 200; ///< in scenarios that read seat maps
constexpr std::uint64_t smallest_hall = 100;
/// Requests a second of one thread that a closed loop may reach; there must be seats for them.
constexpr double fastest = 100'000;
constexpr double booking_share = 0.08; ///< of the requests of `mixed`

// Servers refuse bodies over 1 MiB (http.operator_body_limit), and many seats take long to open.
constexpr std::size_t most_body_bytes = 256U << 10U;
constexpr std::uint64_t most_seats_a_body = 200'000;

std::uint64_t divided_up(std::uint64_t number, std::uint64_t by) { return (number + by - 1) / by; }

std::uint64_t needed_bookings(const options& chosen) {
  if (chosen.bookings != 0)
    return chosen.bookings;
  auto rate = chosen.rate != 0 ? static_cast<double>(chosen.rate) : fastest * chosen.threads;
  auto seconds = std::chrono::duration<double>{chosen.warmup + chosen.duration}.count();
  auto share = chosen.what == scenario::mixed ? booking_share : 1;
  // Each thread takes its own numbers, so one may reach the end a little earlier.
  return static_cast<std::uint64_t>(std::ceil(rate * seconds * share * 1.01)) +
         std::uint64_t{2} * chosen.threads;
}

/// The smallest halls that are enough; more sets of shows if the largest halls are not.
halls for_bookings(const options& chosen, std::uint64_t at_once, std::uint32_t usual) {
  halls all;
  all.at_once = at_once;
  auto bookings = needed_bookings(chosen);
  auto least = std::max<std::uint64_t>(1, divided_up(bookings, at_once)) * 2;
  auto fitting =
      static_cast<std::uint32_t>(std::clamp<std::uint64_t>(least, smallest_hall, largest_hall));
  all.seats = chosen.seats != 0 ? chosen.seats : usual != 0 ? usual : fitting;
  all.shows = at_once * std::max<std::uint64_t>(1, divided_up(bookings, at_once * (all.seats / 2)));
  return all;
}

void append_row(std::string& to, std::uint32_t row, std::uint32_t seats) {
  to += row == 0 ? "" : ",";
  to += R"({"row":"R)" + std::to_string(row) + R"(-","class":"A","seats":)" +
        std::to_string(seats) + '}';
}

void append_show(std::string& to, const halls& all, std::uint64_t show) {
  to += R"({"id":")" + all.prefix + std::to_string(show) +
        R"(","movie":"Load","hall":"Load","startsAt":"2099-01-01T00:00:00Z","currency":")" +
        currency + R"(","price":)" + std::to_string(seat_price) +
        R"(,"classes":[{"id":"A","name":"A","price":0}],"rows":[)";
  for (std::uint32_t row = 0; row * seats_a_row < all.seats; ++row)
    append_row(to, row, std::min(seats_a_row, all.seats - row * seats_a_row));
  to += "]}";
}

} // namespace

seat_pair halls::seats_of(std::uint64_t number) const {
  auto pairs = at_once * (seats / 2); // of a set of shows
  auto in_set = number % pairs;
  return {number / pairs * at_once + in_set % at_once,
          static_cast<std::uint32_t>(in_set / at_once) * 2};
}

halls plan_halls(const options& chosen, const std::string& tag) {
  auto shows = chosen.shows != 0 ? chosen.shows : usual_shows;
  halls all;
  switch (chosen.what) {
  case scenario::spread: all = for_bookings(chosen, shows, 0); break;
  case scenario::hot: all = for_bookings(chosen, 1, largest_hall); break;
  case scenario::contested:
    all.seats = contested_seats;
    all.shows = 1 + std::max(1U, chosen.shows); // The first is for the warm-up.
    break;
  case scenario::read:
    all.seats = chosen.seats != 0 ? chosen.seats : usual_seats;
    all.shows = all.at_once = shows;
    break;
  case scenario::mixed: all = for_bookings(chosen, shows, usual_seats); break;
  }
  all.prefix = "bench-" + tag + '-';
  return all;
}

std::string opening_body(const halls& all, std::uint64_t& next) {
  std::string body = "[";
  std::uint64_t seats = 0;
  do {
    body += body.size() == 1 ? "" : ",";
    append_show(body, all, next++);
    seats += all.seats;
  } while (next < all.shows && body.size() < most_body_bytes && seats < most_seats_a_body);
  return body += ']';
}

char* write_seat(char* to, std::uint32_t seat) {
  constexpr std::size_t most_digits = 10;
  *to++ = 'R';
  to = std::to_chars(to, to + most_digits, seat / seats_a_row).ptr;
  *to++ = '-';
  return std::to_chars(to, to + most_digits, seat % seats_a_row + 1).ptr;
}

} // namespace boxoffice::load

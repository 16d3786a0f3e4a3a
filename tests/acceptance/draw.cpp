#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <doctest/doctest.h>
#include <mutex>
#include <thread>

namespace boxoffice::tests {

namespace {

constexpr unsigned rivals = 4;
constexpr unsigned client_threads = 16;

/// log of the binomial probability of exactly `k` wins out of `n` at one in four.
double log_probability(unsigned n, unsigned k) {
  const auto log_factorial = [](unsigned of) { return std::lgamma(static_cast<double>(of) + 1); };
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k) +
         static_cast<double>(k) * std::log(0.25) + static_cast<double>(n - k) * std::log(0.75);
}

struct bounds {
  unsigned least;
  unsigned most;
};

/// What a fair contender leaves in less than one of `1 / risk` runs, half of it on each side.
bounds fair_bounds(unsigned ties, double risk) {
  bounds result{0, ties};
  for (double below = 0; below + std::exp(log_probability(ties, result.least)) < risk / 2;
       ++result.least)
    below += std::exp(log_probability(ties, result.least));
  for (double above = 0; above + std::exp(log_probability(ties, result.most)) < risk / 2;
       --result.most)
    above += std::exp(log_probability(ties, result.most));
  return result;
}

/// Four one-seat bookings after each other for every seat of the show; returns them by seat, in
/// the order of arrival.
std::vector<std::array<std::string, rivals>> four_for_each(cinema_fixture& cinema,
                                                           const std::string& show,
                                                           const std::vector<std::string>& seats,
                                                           std::vector<std::string>& wrong) {
  std::vector<std::array<std::string, rivals>> bookings(seats.size());
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < client_threads; ++thread)
    threads.emplace_back([&] {
      try {
        auto client = cinema.another_client();
        for (auto i = next++; i < seats.size(); i = next++)
          for (unsigned rival = 0; rival < rivals; ++rival) {
            const json body = {{"userMail", "rival" + std::to_string(rival) + "@example.com"},
                               {"movieShowId", show},
                               {"seats", {seats[i]}}};
            const auto got = client.post("/api/ticket/book", body);
            bookings[i][rival] = require_status(got, 202, seats[i]).body.at("reqId");
          }
      } catch (const std::exception& error) {
        const std::lock_guard lock{mutex};
        wrong.push_back(error.what());
      }
    });
  for (auto& thread : threads)
    thread.join();
  return bookings;
}

} // namespace

TEST_CASE("draw: in four-way ties each contender wins its quarter, whatever the order of arrival") {
  const unsigned shows = long_form() ? 8 : 2;
  const unsigned rows = 10;
  const unsigned seats_per_row = long_form() ? 25 : 20;
  // Reviews come so rarely that all four of a seat, and of a whole show, are in the same round.
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "6s"}, {"review.contention_window", "6s"}}};
  const auto seats = all_seats(rows, seats_per_row);
  std::array<unsigned, rivals> wins{};
  std::vector<std::pair<std::string, std::vector<std::array<std::string, rivals>>>> all;
  for (unsigned number = 0; number < shows; ++number) {
    const auto show = "tie-" + std::to_string(number);
    cinema.open_show(show, hall(rows, seats_per_row));
    std::vector<std::string> wrong;
    all.emplace_back(show, four_for_each(cinema, show, seats, wrong));
    REQUIRE_MESSAGE(wrong.empty(), wrong.front());
  }
  for (const auto& [show, bookings] : all)
    for (const auto& four : bookings) {
      unsigned winners = 0;
      for (unsigned rival = 0; rival < rivals; ++rival) {
        const auto ticket = cinema.decided(four[rival]);
        const bool won = ticket.at("status") == "CONFIRMED";
        CHECK(ticket.at("explanation").at("rule") == (won ? "won_draw" : "lost_draw"));
        wins[rival] += won ? 1 : 0;
        winners += won ? 1 : 0;
      }
      CHECK(winners == 1);
    }
  const auto ties = static_cast<unsigned>(shows * seats.size());
  // The contract's own numbers for 2,000 ties; for fewer, what a fair draw leaves less than once
  // in a million runs (a quarter of the risk for each contender).
  const auto fair = long_form() ? bounds{ties / 5, ties * 3 / 10} : fair_bounds(ties, 1e-6 / 4);
  MESSAGE(ties, " ties, won by order of arrival: ", wins[0], " ", wins[1], " ", wins[2], " ",
          wins[3], ", fair: ", fair.least, " to ", fair.most);
  for (const auto won : wins) {
    CHECK(won >= fair.least);
    CHECK(won <= fair.most);
  }
}

} // namespace boxoffice::tests

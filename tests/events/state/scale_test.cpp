// What a crowd may cost. Eight times the crowd may take some eight times as much CPU time, and not
// 64: what grows with the square of the crowd is found, whatever the machine and the build.
#include "tests/events/facts.hpp"

#include <algorithm>
#include <ctime>

namespace boxoffice::events::tests {

namespace {

constexpr std::size_t crowd = 10'000;
constexpr std::size_t small_crowd = crowd / 8;
constexpr double most_growth = 30; // 8 of what is linear, more beyond the caches, 64 of a square
constexpr int tries = 5;           // other work on the machine may spoil some

/// CPU time that this takes, in clock ticks: work of others on the machine is not counted.
template <class Step>
double time_of(Step step) {
  const auto started = std::clock();
  step();
  return static_cast<double>(std::max<std::clock_t>(std::clock() - started, 1));
}

/// `cost(count)` is what a step of a crowd of that size takes.
template <class Cost>
void check_growth(Cost cost) {
  double least = most_growth;
  for (int i = 0; i < tries && least >= most_growth; ++i) {
    const auto small = std::min({cost(small_crowd), cost(small_crowd), cost(small_crowd)});
    const auto large = std::min(cost(crowd), cost(crowd));
    least = std::min(least, large / small);
    MESSAGE(small, " ticks of ", small_crowd, ", ", large, " of ", crowd);
  }
  CHECK(least < most_growth);
}

/// Decides a request of each booking for these seats and records it.
template <class Seats>
show_state requested_by(std::size_t count, show_state show, Seats seats_of_nth) {
  for (std::size_t i = 0; i < count; ++i)
    show = after(std::move(show), 0, when(show, at(0, ask(show.seq + 1, seats_of_nth(i)))));
  return show;
}

/// The time that the review of all of them takes; checks that it decides all.
double review_of(const show_state& show) {
  const auto count = show.under_review.size();
  return time_of([&] {
    auto result = when(show, at(1'000, review()));
    CHECK(result.events.size() == count);
    CHECK(after(show, 1'000, result).under_review.empty());
  });
}

names one_seat(std::size_t) { return {"B1"}; }

} // namespace

TEST_CASE("scale: ten thousand request the same seat and one gets it") {
  check_growth([](std::size_t count) {
    return time_of([&] { CHECK(requested_by(count, given(opened()), one_seat).seq == count + 1); });
  });
  check_growth(
      [](std::size_t count) { return review_of(requested_by(count, given(opened()), one_seat)); });
}

TEST_CASE("scale: ten thousand request the same ten seats") {
  const names all{"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10"};
  const auto claimed = [&](std::size_t count) {
    return requested_by(count, given(opened(wide_hall(10))), [&](std::size_t) { return all; });
  };
  check_growth(
      [&](std::size_t count) { return time_of([&] { CHECK(claimed(count).seq == count + 1); }); });
  check_growth([&](std::size_t count) { return review_of(claimed(count)); });
}

TEST_CASE("scale: ten thousand request ten seats each that overlap") {
  auto seats = [](std::size_t i) {
    names chosen;
    for (std::size_t j = 0; j < 10; ++j)
      chosen.push_back("R" + std::to_string(i < 10 ? i * 10 + j + 1 : j * 10 + i % 10 + 1));
    return chosen;
  };
  check_growth([&](std::size_t count) {
    return review_of(requested_by(count, given(opened(wide_hall(100))), seats));
  });
}

TEST_CASE("scale: a full hall of ten thousand is requested and confirmed, and its holds run out") {
  check_growth([](std::size_t count) {
    auto show = requested_by(count, given(opened(wide_hall(count))),
                             [](std::size_t i) { return names{"R" + std::to_string(i + 1)}; });
    auto held = after(show, 1'000, when(show, at(1'000, review())));
    return time_of([&] {
      auto result = when(held, at(pay_by, expire_holds{}));
      CHECK(result.events.size() == count);
      CHECK(!after(std::move(held), pay_by, result).has_open_work());
    });
  });
}

TEST_CASE("scale: ten thousand claims that ran out are expired at once by the next request") {
  check_growth([](std::size_t count) {
    auto show = requested_by(count, given(opened()), one_seat);
    return time_of([&] {
      auto result = when(show, at(30'000, ask(20'000, {"B1"})));
      CHECK(result.events.size() == count + 1);
      CHECK(after(std::move(show), 30'000, result).under_review.size() == 1);
    });
  });
}

} // namespace boxoffice::events::tests

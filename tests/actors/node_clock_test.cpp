#include "actors/node_clock.hpp"

#include "tests/actors/questions.hpp"

#include <atomic>
#include <thread>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using events::time_ms;

namespace {

constexpr time_ms second = 1'000;
constexpr time_ms minute = 60 * second;
constexpr time_ms hour = 60 * minute;
constexpr time_ms day = 24 * hour;
constexpr time_ms window = 2 * minute;

/// A machine whose wall clock can be set.
struct machine {
  time_ms steady = 5 * hour;
  time_ms wall = noon;
  std::vector<std::string> warnings;

  node_clock start(clock_memory before = {}, clock_limits limits = {}) {
    return node_clock{
        {[this] { return wall; }, [this] { return steady; }},
        limits,
        logging::logger{[this](const logging::line& one) { warnings.emplace_back(one.text); }},
        std::move(before)};
  }
  void pass(time_ms span) {
    steady += span;
    wall += span;
  }
};

} // namespace

TEST_CASE("node clock: it has the wall clock's time, and follows small steps either way at once") {
  machine box;
  auto clock = box.start();
  CHECK(clock.now() == noon);
  for (auto step : {7L, 300L, 59'999L, 60'000L, -1L, -59'999L}) {
    box.wall += step;
    CHECK(clock.now() == box.wall);
  }
  CHECK(box.warnings.empty());
}

TEST_CASE("node clock: a step back of any size is followed at once, with one warning") {
  machine box;
  auto clock = box.start();
  box.wall = 0;
  CHECK(clock.now() == 0);
  box.pass(second);
  CHECK(clock.now() == second);
  CHECK(box.warnings.size() == 1);
}

TEST_CASE("node clock: a step forward is followed once it has stood for clock.settle") {
  machine box;
  auto clock = box.start();
  box.wall += 10 * 365 * day;
  CHECK(clock.now() == noon);
  CHECK(box.warnings.size() == 1);
  box.pass(5 * minute - 1);
  CHECK(clock.now() == noon + 5 * minute - 1);
  CHECK(box.warnings.size() == 1);
  box.pass(1);
  CHECK(clock.now() == box.wall);
  CHECK(box.warnings.size() == 2);
}

TEST_CASE("node clock: the time that a step forward has stood for begins anew with another step") {
  machine box;
  auto clock = box.start();
  box.wall += hour;
  CHECK(clock.now() == noon);
  box.pass(4 * minute);
  SUBCASE("further forward") {
    box.wall += hour;
    CHECK(clock.now() == noon + 4 * minute);
  }
  SUBCASE("back and forward again") {
    box.wall -= hour;
    CHECK(clock.now() == noon + 4 * minute);
    box.wall += hour;
    CHECK(clock.now() == noon + 4 * minute);
  }
  box.pass(4 * minute);
  CHECK(clock.now() == noon + 8 * minute);
  box.pass(minute);
  CHECK(clock.now() == box.wall);
}

TEST_CASE("node clock: a step forward to the line that a step back left is trusted at once") {
  machine box;
  auto clock = box.start();
  box.wall -= noon;
  CHECK(clock.now() == 0);
  box.pass(5 * minute - 1);
  box.wall += noon;
  CHECK(clock.now() == noon + 5 * minute - 1);
}

TEST_CASE(
    "node clock: a line that was left for longer than clock.settle is a step like any other") {
  machine box;
  auto clock = box.start();
  box.wall -= hour;
  CHECK(clock.now() == noon - hour);
  box.pass(5 * minute);
  box.wall += hour;
  CHECK(clock.now() == noon + 5 * minute - hour);
}

TEST_CASE("node clock: settings move both limits") {
  machine box;
  auto clock = box.start({}, {std::chrono::milliseconds{200}, std::chrono::milliseconds{0}});
  box.wall += hour;
  CHECK(clock.now() == box.wall);
  auto strict = box.start({}, {std::chrono::milliseconds{200}, std::chrono::milliseconds{1'000}});
  box.wall += 201;
  CHECK(strict.now() == box.wall - 201);
  box.pass(second);
  CHECK(strict.now() == box.wall);
}

TEST_CASE("node clock: a start behind the last event, or a day ahead of it, is warned of") {
  machine box;
  static_cast<void>(box.start({{}, noon}));
  static_cast<void>(box.start({{}, noon + 900}));
  static_cast<void>(box.start({{}, noon - day}));
  static_cast<void>(box.start());
  CHECK(box.warnings.empty());
  static_cast<void>(box.start({{}, noon + 1'001}));
  REQUIRE(box.warnings.size() == 1);
  CHECK(box.warnings.back().find("1.0 s behind the log's last event") != std::string::npos);
  static_cast<void>(box.start({{}, noon - day - 1}));
  REQUIRE(box.warnings.size() == 2);
  CHECK(box.warnings.back().find("more than a day ahead") != std::string::npos);
}

TEST_CASE("node clock: a stream that is ahead continues from the time that its line has reached") {
  machine box;
  auto first = box.start();
  first.stamped(noon);
  box.wall -= hour;
  box.pass(30 * second);
  SUBCASE("of the same process") {
    CHECK(box.steady + first.line_of(noon, window) == noon + 30 * second);
  }
  SUBCASE("of the process before") {
    auto second_one = box.start(first.memory());
    CHECK(box.steady + second_one.line_of(noon, window) == noon + 30 * second);
  }
  SUBCASE("never by more than the longest window") {
    box.pass(day - hour);
    auto second_one = box.start(first.memory());
    CHECK(box.steady + second_one.line_of(noon + day - hour, window) ==
          noon + day - hour + 30 * second);
    auto ahead = box.wall + 2 * second;
    CHECK(box.steady + second_one.line_of(ahead, window) == ahead + window);
  }
  SUBCASE("not if other nodes write to the streams too") {
    auto shared = box.start(first.memory(), {.alone = false});
    CHECK(box.steady + shared.line_of(noon, window) == noon);
  }
  SUBCASE("from its last event if its line is not known") {
    auto second_one = box.start({{}, noon});
    CHECK(box.steady + second_one.line_of(noon, window) == noon);
    box.pass(30 * second);
    auto third = box.start(second_one.memory());
    CHECK(box.steady + third.line_of(noon, window) == noon + 30 * second);
  }
}

TEST_CASE("node clock: a stream that is not ahead has the line of its last event") {
  machine box;
  auto clock = box.start();
  CHECK(box.steady + clock.line_of(noon - hour, window) == noon - hour);
  CHECK(box.steady + clock.line_of(0, window) == 0);
}

TEST_CASE("node clock: many streams that are ahead cause one warning") {
  machine box;
  auto clock = box.start();
  for (time_ms each = 0; each < 1'000; ++each)
    static_cast<void>(clock.line_of(noon + hour + each, window));
  CHECK(box.warnings.size() == 1);
}

TEST_CASE("node clock: its memory is bounded however often the clock is set") {
  machine box;
  auto clock = box.start();
  for (int times = 0; times < 1'000; ++times) {
    box.wall -= 2 * hour;
    static_cast<void>(clock.now());
  }
  CHECK(clock.memory().lines.size() <= 16);
  CHECK(clock.memory().lines.back() == box.wall - box.steady);
}

TEST_CASE("node clock: many threads may read it while the wall clock is set") {
  std::atomic<time_ms> shift{0};
  auto real = real_clocks();
  std::atomic<int> warnings{0};
  node_clock clock{{[&] { return real.wall() + shift; }, real.steady},
                   {},
                   logging::logger{[&](const logging::line&) { ++warnings; }}};
  auto began = clock.now();
  std::atomic<bool> wrong{false};
  std::vector<std::thread> lookers;
  for (int i = 0; i < 4; ++i)
    lookers.emplace_back([&] {
      for (int looks = 0; looks < 20'000; ++looks) {
        auto now = clock.now();
        if (now > began + hour / 2)
          wrong = true;
        clock.stamped(now);
        static_cast<void>(clock.line_of(now, window));
      }
    });
  for (int times = 0; times < 500; ++times) {
    shift = hour;
    static_cast<void>(clock.now());
    shift = 0;
    static_cast<void>(clock.now());
  }
  for (auto& each : lookers)
    each.join();
  CHECK_FALSE(wrong);
  CHECK(clock.memory().lines.size() == 1);
}

} // namespace boxoffice::actors::tests

#include "metrics/histogram.hpp"
#include "metrics/striped.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::metrics::tests {

namespace {

constexpr std::array<std::int64_t, 3> few_us{10, 100, 1'000};
constexpr buckets few{few_us, microseconds};

constexpr int threads = 20; // More than a striped probe has parts.
constexpr int records_each = 10'000;

template <class Record>
void record_in_threads(Record record) {
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i)
    running.emplace_back([&] {
      for (int j = 0; j < records_each; ++j)
        record();
    });
  for (auto& one : running)
    one.join();
}

struct two_numbers {
  counter count;
  histogram times{few};
};

} // namespace

TEST_CASE("histogram: a value belongs to the first bucket whose bound is not less") {
  histogram times{few};
  for (auto value : {-5, 0, 10, 11, 100, 1'000, 1'001, 2'000'000})
    times.record(value);
  auto seen = times.values();
  CHECK(seen.counts == std::vector<std::uint64_t>{3, 2, 1, 2});
}

TEST_CASE("histogram: bounds and sum are in base units") {
  histogram times{few};
  times.record(std::chrono::milliseconds{3});
  times.record(std::chrono::nanoseconds{1'999}); // A whole microsecond.
  auto seen = times.values();
  REQUIRE(seen.bounds.size() == 3);
  CHECK(seen.bounds[0] == doctest::Approx(10e-6));
  CHECK(seen.bounds[2] == doctest::Approx(1e-3));
  CHECK(seen.sum == doctest::Approx(0.003001));
}

TEST_CASE("histogram: contents of equal buckets add up") {
  histogram one{few};
  histogram other{few};
  one.record(5);
  other.record(5);
  other.record(5'000);
  auto both = one.values();
  both += other.values();
  CHECK(both.counts == std::vector<std::uint64_t>{2, 0, 0, 1});
  CHECK(both.sum == doctest::Approx(0.00501));
}

TEST_CASE("queue: what left is never more than what entered") {
  queue_probe queue;
  queue.entered.add(3);
  queue.left.add();
  CHECK(queue.depth() == 2);
  queue.left.add(3);
  CHECK(queue.depth() == 0);
}

TEST_CASE("striped: no record of any thread is lost") {
  striped<two_numbers> parts;
  record_in_threads([&] {
    parts.own().count.add();
    parts.own().times.record(50);
  });
  constexpr std::uint64_t all = threads * records_each;
  CHECK(parts.sum([](const two_numbers& one) { return one.count.value(); }) == all);
  auto times = parts.sum([](const two_numbers& one) { return one.times.values(); });
  CHECK(times.counts == std::vector<std::uint64_t>{0, all, 0, 0});
}

TEST_CASE("striped: two threads record into different cache lines") {
  striped<counter> parts;
  auto* here = &parts.own();
  counter* there = nullptr;
  std::thread{[&] { there = &parts.own(); }}.join();
  CHECK(here == &parts.own());
  auto apart = reinterpret_cast<std::uintptr_t>(here) / 64 != // NOLINT: their addresses.
               reinterpret_cast<std::uintptr_t>(there) / 64;
  CHECK(apart);
}

} // namespace boxoffice::metrics::tests

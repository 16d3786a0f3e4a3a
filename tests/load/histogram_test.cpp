#include "load/histogram.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::load::tests {

namespace {

using std::chrono::microseconds;

constexpr std::array percents{0., 1., 25., 50., 75., 90., 99., 99.9, 99.99, 99.999, 100.};

/// Latencies of all magnitudes with equal probability, in µs.
rc::Gen<std::vector<std::int64_t>> latencies() {
  auto one = rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 30), rc::gen::inRange(0, 1 << 30)),
                          [](const std::pair<int, int>& drawn) {
                            return static_cast<std::int64_t>(drawn.second >> drawn.first);
                          });
  return rc::gen::resize(1'000, rc::gen::container<std::vector<std::int64_t>>(one));
}

histogram recorded(const std::vector<std::int64_t>& values) {
  histogram counts;
  for (auto value : values)
    counts.record(microseconds{value});
  return counts;
}

/// By definition: the smallest value that at least `percent` of all do not exceed.
std::int64_t true_percentile(const std::vector<std::int64_t>& sorted, double percent) {
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    // In thousandths of a percent these are integers, which need no rounding.
    auto reached = (i + 1) * 100'000 >=
                   static_cast<std::size_t>(std::llround(percent * 1'000)) * sorted.size();
    if (reached)
      return sorted[i];
  }
  return 0;
}

bool same(const histogram& left, const histogram& right) {
  return left.count() == right.count() && left.min() == right.min() && left.max() == right.max() &&
         std::ranges::all_of(percents, [&](double percent) {
           return left.percentile(percent) == right.percentile(percent);
         });
}

} // namespace

TEST_CASE("histogram: percentiles are those of the sorted values, within a thousandth") {
  CHECK(rc::check([] {
    auto values = *latencies();
    auto counts = recorded(values);
    std::ranges::sort(values);
    for (auto percent : percents) {
      auto right = true_percentile(values, percent);
      auto got = counts.percentile(percent).count();
      RC_ASSERT(got >= right);
      RC_ASSERT(static_cast<double>(got - right) <= static_cast<double>(right) / 1'000);
    }
    RC_ASSERT(counts.count() == values.size());
    RC_ASSERT(counts.min().count() == (values.empty() ? 0 : values.front()));
    RC_ASSERT(counts.max().count() == (values.empty() ? 0 : values.back()));
  }));
}

TEST_CASE("histogram: a merge equals one histogram of all values") {
  CHECK(rc::check([] {
    auto left = *latencies();
    auto right = *latencies();
    auto merged = recorded(left);
    merged.merge(recorded(right));
    left.insert(left.end(), right.begin(), right.end());
    RC_ASSERT(same(merged, recorded(left)));
  }));
}

TEST_CASE("histogram: a thousand values have each percentile at its rank") {
  histogram counts;
  for (int value = 1; value <= 1'000; ++value)
    counts.record(microseconds{value});
  CHECK(counts.percentile(50).count() == 500);
  CHECK(counts.percentile(99).count() == 990);
  CHECK(counts.percentile(99.9).count() == 999);
  CHECK(counts.percentile(99.99).count() == 1'000);
  CHECK(counts.percentile(100).count() == 1'000);
  CHECK(counts.percentile(0).count() == 1);
}

TEST_CASE("histogram: values out of range count as the bound") {
  histogram counts;
  counts.record(microseconds{-5});
  counts.record(std::chrono::hours{100});
  CHECK(counts.count() == 2);
  CHECK(counts.min() == microseconds{0});
  CHECK(counts.max() == histogram::most);
  CHECK(counts.percentile(50) == microseconds{0});
  CHECK(counts.percentile(100) == histogram::most);
}

TEST_CASE("histogram: an empty and a cleared one have no values") {
  histogram counts;
  CHECK(counts.percentile(99).count() == 0);
  counts.record(microseconds{7});
  counts.clear();
  CHECK(same(counts, histogram{}));
  counts.record(microseconds{9});
  CHECK(counts.min().count() == 9);
}

} // namespace boxoffice::load::tests

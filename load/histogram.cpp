#include "load/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace boxoffice::load {

namespace {

// The first 2,048 buckets hold one value each. Each further 1,024 hold the values up to the next
// power of two, twice as many values a bucket as the 1,024 before.
constexpr unsigned half_bits = 10;
constexpr std::uint32_t half = 1U << half_bits;

std::uint32_t bucket_of(std::uint32_t value) {
  auto bits = static_cast<unsigned>(std::bit_width(value));
  auto shift = bits > half_bits + 1 ? bits - half_bits - 1 : 0;
  return shift * half + (value >> shift);
}

std::uint32_t highest_in(std::uint32_t bucket) {
  auto shift = bucket < 2 * half ? 0 : bucket / half - 1;
  return ((bucket - shift * half + 1) << shift) - 1;
}

std::uint32_t in_range(histogram::microseconds latency) {
  return static_cast<std::uint32_t>(
      std::clamp(latency, histogram::microseconds{0}, histogram::most).count());
}

} // namespace

histogram::histogram() : counts_(bucket_of(in_range(most)) + 1) {}

void histogram::record(microseconds latency) {
  auto value = in_range(latency);
  ++counts_[bucket_of(value)];
  min_ = count_ == 0 ? value : std::min(min_, value);
  max_ = std::max(max_, value);
  ++count_;
}

void histogram::merge(const histogram& other) {
  if (other.count_ == 0)
    return;
  std::ranges::transform(counts_, other.counts_, counts_.begin(), std::plus{});
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  count_ += other.count_;
}

void histogram::clear() {
  std::ranges::fill(counts_, 0);
  count_ = 0;
  min_ = 0;
  max_ = 0;
}

histogram::microseconds histogram::min() const { return microseconds{min_}; }
histogram::microseconds histogram::max() const { return microseconds{max_}; }

histogram::microseconds histogram::percentile(double percent) const {
  // 99.9 % of 1,000 is a bit more than 999 in floating point, and yet the 999th is meant.
  auto exact = percent / 100 * static_cast<double>(count_) - 1e-6;
  auto rank =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(std::max(exact, 0.))));
  std::uint64_t seen = 0;
  for (std::uint32_t bucket = 0; bucket < counts_.size(); ++bucket) {
    seen += counts_[bucket];
    if (seen >= rank)
      return microseconds{std::min(highest_in(bucket), max_)};
  }
  return max();
}

} // namespace boxoffice::load

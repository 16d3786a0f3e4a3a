#include "metrics/histogram.hpp"

#include <algorithm>
#include <cassert>

namespace boxoffice::metrics {

histogram_values& histogram_values::operator+=(const histogram_values& other) {
  assert(bounds == other.bounds);
  for (std::size_t i = 0; i < counts.size(); ++i)
    counts[i] += other.counts[i];
  sum += other.sum;
  return *this;
}

histogram::histogram(const buckets& of) noexcept : of_{of} {
  assert(of.bounds.size() <= most_bounds);
}

void histogram::record(std::int64_t value) noexcept {
  value = std::max<std::int64_t>(value, 0);
  auto at = std::lower_bound(of_.bounds.begin(), of_.bounds.end(), value);
  counts_[static_cast<std::size_t>(at - of_.bounds.begin())].add();
  sum_.add(static_cast<std::uint64_t>(value));
}

histogram_values histogram::values() const {
  histogram_values out;
  for (auto bound : of_.bounds)
    out.bounds.push_back(static_cast<double>(bound) * of_.scale);
  for (std::size_t i = 0; i <= of_.bounds.size(); ++i)
    out.counts.push_back(counts_[i].value());
  out.sum = static_cast<double>(sum_.value()) * of_.scale;
  return out;
}

} // namespace boxoffice::metrics

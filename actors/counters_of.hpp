// Counters and gauges by the values of an enumeration.
#pragma once

#include "events/enum_names.hpp"
#include "metrics/counter.hpp"

#include <array>

namespace boxoffice::actors {

/// A counter for each value of an enumeration.
template <events::named_enum Enum>
class counters_of {
public:
  void count(Enum value) noexcept { counts_[static_cast<std::size_t>(value)].add(); }
  [[nodiscard]] std::uint64_t of(Enum value) const noexcept {
    return counts_[static_cast<std::size_t>(value)].value();
  }

private:
  std::array<metrics::counter, events::value_count<Enum>> counts_{};
};

/// A gauge for each value of an enumeration.
template <events::named_enum Enum>
class gauges_of {
public:
  void add(Enum value, std::int64_t more) noexcept {
    gauges_[static_cast<std::size_t>(value)].add(more);
  }
  [[nodiscard]] std::int64_t of(Enum value) const noexcept {
    return gauges_[static_cast<std::size_t>(value)].value();
  }

private:
  std::array<metrics::gauge, events::value_count<Enum>> gauges_{};
};

} // namespace boxoffice::actors

// Builds metric families of prometheus-cpp.
#pragma once

#include "metrics/histogram.hpp"

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <prometheus/metric_family.h>

namespace boxoffice::http {

using metric_families = std::vector<prometheus::MetricFamily>;
using metric_labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// One family. An empty label value is the same as no label.
class family_builder {
public:
  family_builder(prometheus::MetricType type, std::string_view name, std::string_view help);

  family_builder& add(metric_labels labels, double value);
  family_builder& add(metric_labels labels, const metrics::histogram_values& values);
  void to(metric_families& all) { all.push_back(std::move(family_)); }

private:
  prometheus::ClientMetric& add(metric_labels labels);

  prometheus::MetricFamily family_;
};

[[nodiscard]] family_builder counter_family(std::string_view name, std::string_view help);
[[nodiscard]] family_builder gauge_family(std::string_view name, std::string_view help);
[[nodiscard]] family_builder histogram_family(std::string_view name, std::string_view help);

/// The value of a counter or gauge as Prometheus has it.
template <class Number>
[[nodiscard]] double sample(Number value) {
  return static_cast<double>(value);
}

} // namespace boxoffice::http

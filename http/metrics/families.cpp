#include "http/metrics/families.hpp"

#include <limits>

namespace boxoffice::http {

using prometheus::MetricType;

family_builder::family_builder(MetricType type, std::string_view name, std::string_view help)
    : family_{std::string{name}, std::string{help}, type, {}} {}

prometheus::ClientMetric& family_builder::add(metric_labels labels) {
  auto& metric = family_.metric.emplace_back();
  for (const auto& [name, value] : labels)
    if (!value.empty())
      metric.label.push_back({std::string{name}, std::string{value}});
  return metric;
}

family_builder& family_builder::add(metric_labels labels, double value) {
  auto& metric = add(labels);
  if (family_.type == MetricType::Counter)
    metric.counter.value = value;
  else
    metric.gauge.value = value;
  return *this;
}

family_builder& family_builder::add(metric_labels labels, const metrics::histogram_values& values) {
  auto& histogram = add(labels).histogram;
  for (std::size_t i = 0; i < values.counts.size(); ++i) {
    histogram.sample_count += values.counts[i];
    auto bound =
        i < values.bounds.size() ? values.bounds[i] : std::numeric_limits<double>::infinity();
    histogram.bucket.push_back({histogram.sample_count, bound});
  }
  histogram.sample_sum = values.sum;
  return *this;
}

family_builder counter_family(std::string_view name, std::string_view help) {
  return {MetricType::Counter, name, help};
}
family_builder gauge_family(std::string_view name, std::string_view help) {
  return {MetricType::Gauge, name, help};
}
family_builder histogram_family(std::string_view name, std::string_view help) {
  return {MetricType::Histogram, name, help};
}

} // namespace boxoffice::http

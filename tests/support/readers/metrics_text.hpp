#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::tests {

using metric_labels = std::map<std::string, std::string>;

/// One line of a scrape.
struct metric_sample {
  std::string name; ///< of a histogram with its _bucket, _sum or _count
  metric_labels labels;
  double value = 0;
};

/// A text in the format of Prometheus, 0.0.4. Throws std::runtime_error with the line that is not.
struct metrics_text {
  explicit metrics_text(const std::string& text);

  /// The sum of the samples with this name whose labels include `labels`; 0 if there is none.
  double sum(const std::string& name, const metric_labels& labels = {}) const;

  std::map<std::string, std::string> types; ///< by family
  std::map<std::string, std::string> helps; ///< by family
  std::vector<metric_sample> samples;

  /// The family of a sample.
  std::string family_of(const metric_sample& one) const;
  /// The names of labels that a family's samples have, without `le`.
  std::set<std::string> labels_of(const std::string& family) const;
};

} // namespace boxoffice::tests

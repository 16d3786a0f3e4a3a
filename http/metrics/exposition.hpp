// All metrics of a node, for Prometheus.
#pragma once

#include "http/metrics/families.hpp"
#include "http/probes/metrics_options.hpp"

#include <string>
#include <vector>

namespace boxoffice::http {

struct shared_services;
struct worker_probe;

/// What a scrape reads; all of it outlives the exposition.
struct metrics_sources {
  const shared_services& shared;
  std::vector<const worker_probe*> workers;
};

/// Safe to use from any thread.
class exposition {
public:
  explicit exposition(metrics_sources sources) : sources_{std::move(sources)} {}

  /// The text format of Prometheus, version 0.0.4.
  [[nodiscard]] std::string text() const;

private:
  metrics_sources sources_;
};

// The families by subject; each adds its own.
void add_http_families(metric_families& to, const metrics_sources& from);
void add_booking_families(metric_families& to, const metrics_sources& from);
void add_log_families(metric_families& to, const metrics_sources& from);
void add_cluster_families(metric_families& to, const metrics_sources& from);
void add_webhook_families(metric_families& to, const metrics_sources& from);
void add_process_families(metric_families& to, const metrics_sources& from);

} // namespace boxoffice::http

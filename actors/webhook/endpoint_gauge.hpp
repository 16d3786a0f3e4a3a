// An endpoint's part in the gauges of all endpoints.
#pragma once

#include "actors/probe.hpp"
#include "actors/protocol/webhook_interfaces.hpp"

#include <memory>
#include <utility>

namespace boxoffice::actors {

class endpoint_gauge {
public:
  explicit endpoint_gauge(std::shared_ptr<node_probe> of) : probe_{std::move(of)} {}
  endpoint_gauge(const endpoint_gauge&) = delete;
  endpoint_gauge& operator=(const endpoint_gauge&) = delete;
  ~endpoint_gauge() { clear(); }

  void set(const webhook_view& view);
  void clear();

private:
  void add(std::int64_t sign);

  std::shared_ptr<node_probe> probe_;
  bool counted_ = false;
  delivery_state state_{};
  std::int64_t behind_ = 0;
};

/// The request took that long.
void count_delivery(webhook_probe& to, const delivery_outcome& outcome,
                    std::chrono::nanoseconds took);

} // namespace boxoffice::actors

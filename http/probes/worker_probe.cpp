#include "http/probes/worker_probe.hpp"

#include <cassert>

namespace boxoffice::http {

void request_probe::record(std::size_t route, unsigned status, std::uint8_t problem,
                           std::chrono::nanoseconds took) {
  assert(route < most_routes && problem < most_problems);
  of(route, status).times.record(took);
  routes_[route].problems[problem].add();
}

request_probe::series& request_probe::of(std::size_t route, unsigned status) {
  auto& places = routes_[route].by_status;
  series* last = nullptr;
  for (auto& place : places) {
    auto* one = place.load(std::memory_order_relaxed);
    if (one == nullptr) {
      one = &made_.emplace_back(status);
      place.store(one, std::memory_order_release);
    }
    if (one->status == status)
      return *one;
    last = one;
  }
  return *last;
}

} // namespace boxoffice::http

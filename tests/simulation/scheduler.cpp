#include "tests/simulation/scheduler.hpp"

#include <algorithm>

namespace boxoffice::simulation {

void scheduler::at(instant when, deed what) {
  heap_.push_back({std::max(when, now_), turns_++, std::move(what)});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

void scheduler::run_until(instant end, const std::function<bool()>& enough) {
  while (!heap_.empty() && heap_.front().when <= end) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    auto next = std::move(heap_.back());
    heap_.pop_back();
    now_ = next.when;
    next.what();
    if (enough())
      return;
  }
  now_ = end;
}

} // namespace boxoffice::simulation

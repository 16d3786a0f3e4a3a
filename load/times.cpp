#include "load/times.hpp"

namespace boxoffice::load {

run_times times_of(const options& chosen, clock::time_point start) {
  return {start, start + chosen.warmup, start + chosen.warmup + chosen.duration};
}

clock::time_point schedule::due() const {
  // In two steps: nanoseconds times requests would overflow within an hour.
  auto number = next_ * parts_ + part_;
  auto rest = std::chrono::nanoseconds{number % rate_ * std::nano::den / rate_};
  return start_ + std::chrono::seconds{number / rate_} + rest;
}

} // namespace boxoffice::load

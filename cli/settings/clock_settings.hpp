// How far the machine's clock is trusted (docs/clock.md): the settings `clock.*`.
#pragma once

#include <chrono>

namespace boxoffice::cli {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct clock_settings {
  milliseconds max_step = 1min;
  milliseconds settle = 5min;
  bool operator==(const clock_settings&) const = default;
};

} // namespace boxoffice::cli

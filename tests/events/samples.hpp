// One event of each type with all that it can say, and the shape it must have outside.
#pragma once

#include "events/events.hpp"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace boxoffice::events::tests {

inline constexpr time_ms sample_at = 1'798'137'000'123;

struct sample {
  std::string type;
  event fact;
  nlohmann::json stored; ///< `data` as spec section 7 has it: times in ms, bytes as bytes
  std::string json_text; ///< `data` as JSON text in the order of spec section 7
};

/// In the order of the variant.
[[nodiscard]] const std::vector<sample>& samples();

} // namespace boxoffice::events::tests

// The order of preferences of spec section 3 again, by trying every choice. Shares no code with
// events/choose.
#pragma once

#include "tests/events/choose/text_hall.hpp"

namespace boxoffice::events::tests {

/// How bad a choice is, most important first; smaller is better.
using badness = std::vector<long>;

/// Of the places marked `#` in `chosen`, which are free in `before`.
[[nodiscard]] badness badness_of(const text_hall& before, const text_hall& chosen);

/// Of the best choice of `count` free places; empty if there are fewer. If they are neither in one
/// row nor in neighbouring ones, only as far as the number of groups.
[[nodiscard]] badness least_badness(const text_hall& before, std::size_t count);

/// Free places of `chosen` that are single, and were not in `before`. A wheelchair's never is.
[[nodiscard]] std::size_t new_singles(const text_hall& before, const text_hall& chosen);

} // namespace boxoffice::events::tests

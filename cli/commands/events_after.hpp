// Where `boxoffice events` begins.
#pragma once

#include "events/ids.hpp"

#include <optional>
#include <string_view>

namespace boxoffice::cli {

struct after_point {
  std::optional<events::show_id> show; ///< nothing: `seq` is meant in each stream
  std::uint64_t seq = 0;
};

/// Reads `N` or `ID:N`; an empty text is the beginning. Nothing where it is neither.
[[nodiscard]] std::optional<after_point> parse_after(std::string_view text);

} // namespace boxoffice::cli

// The start of `boxoffice events --after`.
#pragma once

#include "events/ids.hpp"

#include <optional>
#include <string_view>

namespace boxoffice::cli {

struct after_point {
  std::optional<events::show_id> show; ///< unset: `seq` applies to each stream
  std::uint64_t seq = 0;
};

/// Reads `N` or `ID:N`; an empty text is the start of the log. Returns nothing for any other text.
[[nodiscard]] std::optional<after_point> parse_after(std::string_view text);

} // namespace boxoffice::cli

// Suggestions for mistyped names.
#pragma once

#include <span>
#include <string_view>

namespace boxoffice::cli {

/// The name with the fewest typing errors (an extra, missing, wrong or transposed letter) compared
/// to `typed`. Empty if the best name has more errors than a third of its letters.
[[nodiscard]] std::string_view nearest(std::string_view typed,
                                       std::span<const std::string_view> names);

} // namespace boxoffice::cli

// What somebody who mistyped a name may have meant.
#pragma once

#include <span>
#include <string_view>

namespace boxoffice::cli {

/// The name that takes the fewest typing errors (a letter too many, missing, wrong, or two in the
/// wrong order) to become `typed`; empty where even that one takes more than a third of its
/// letters.
[[nodiscard]] std::string_view nearest(std::string_view typed,
                                       std::span<const std::string_view> names);

} // namespace boxoffice::cli

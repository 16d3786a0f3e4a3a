// Values that are lists.
#pragma once

#include <string_view>
#include <vector>

namespace boxoffice::cli {

/// The entries of a list that commas separate, each without the blanks around it; of an empty text
/// one that is empty.
[[nodiscard]] std::vector<std::string_view> comma_list(std::string_view text);

} // namespace boxoffice::cli

// Lists of the origins of web pages, as settings name them.
#pragma once

#include "cli/settings/settings_values.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::cli {

/// `https://www.example.org,http://localhost:3000`, as browsers write origins: in lower case,
/// without a path and without the scheme's own port. `*` alone means all. An empty text means none.
value_result<std::vector<std::string>> read_origins(std::string_view text);

} // namespace boxoffice::cli

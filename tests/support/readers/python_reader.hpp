#pragma once

#include "tests/support/clients/http_client.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::tests {

/// What Python's standard library reads in each text: `discarded` if it refuses it. Objects are
/// `{"o": {…}}`, integers `{"i": "DIGITS"}`, other numbers `{"f": "TEXT"}`; other values are
/// themselves. `format` is `json` or `toml`.
std::vector<json> read_by_python(std::string_view format, const std::vector<std::string>& texts);

} // namespace boxoffice::tests

// The arguments of `token create` and the output of `token list`.
#pragma once

#include "cli/settings/settings_values.hpp"
#include "http/auth/token_set.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::cli {

struct token_arguments {
  std::string name;
  std::vector<std::string> scopes;
  std::optional<std::string> expires; ///< RFC 3339, or a duration; `d` is 24 hours
};

/// The token without its hash. The error says which argument is wrong, and how.
[[nodiscard]] value_result<http::named_token> wanted_token(const token_arguments& given,
                                                           events::time_ms now);

/// A line for each token under a head line, or that there is none.
[[nodiscard]] std::string tokens_text(const http::token_set& tokens, events::time_ms now);

} // namespace boxoffice::cli

// Values of the settings `payment.*` that are more than numbers and flags.
#pragma once

#include "cli/settings/settings_values.hpp"

#include <string>
#include <string_view>

namespace boxoffice::cli {

/// An http(s) URL with `{reference}`, and perhaps `{amount}`, `{currency}`, `{payBy}`,
/// `{returnUrl}` and `{signature}`; its host is fixed.
value_result<std::string> read_checkout_url(std::string_view text);

/// An http(s) URL without path, query and fragment. It ends with `/` then.
value_result<std::string> read_cinema_url(std::string_view text);

/// An http(s) URL without a fragment.
value_result<std::string> read_return_url(std::string_view text);

/// `whsec_` and 16 or more further characters. The text itself is the key.
value_result<secret> read_stripe_secret(std::string_view text);

/// One line of up to 1,000 characters.
value_result<std::string> read_instructions(std::string_view text);

} // namespace boxoffice::cli

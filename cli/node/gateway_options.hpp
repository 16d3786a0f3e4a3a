// The gateway's options, from the settings.
#pragma once

#include "cli/settings/settings.hpp"
#include "http/server/options.hpp"

#include <string>

namespace boxoffice::cli {

/// Raises the limit of open files and leaves the gateway's connections what
/// reserved_descriptors() does not take.
[[nodiscard]] http::gateway_options gateway_options_of(const settings& chosen,
                                                       std::string operator_token,
                                                       events::shared_customer_keys customer_keys);

} // namespace boxoffice::cli

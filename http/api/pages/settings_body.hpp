// The public settings as JSON.
#pragma once

#include "http/api/services.hpp"

#include <string>

namespace boxoffice::http {

/// The body of GET /api/settings.
[[nodiscard]] std::string settings_body(const services& with);

} // namespace boxoffice::http

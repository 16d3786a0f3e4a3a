// The link from a page of a list to the next one, for forms that have no place for it.
#pragma once

#include "http/server/message.hpp"

#include <string>

namespace boxoffice::http {

/// The value of `Link` (RFC 8288): the same query with `after=NEXT`.
[[nodiscard]] std::string next_link(const target& of, const std::string& next);

} // namespace boxoffice::http

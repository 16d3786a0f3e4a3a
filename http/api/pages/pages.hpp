// The page of customers, for handlers that put something into it.
#pragma once

#include "http/api/assets.hpp"
#include "http/api/handlers/handler_support.hpp"

#include <string>
#include <string_view>

namespace boxoffice::http {

/// The file, as `/` serves it.
[[nodiscard]] std::string_view customer_page_text();
/// A page of customers with that text. Caches ask before they use it again.
[[nodiscard]] response customer_page(std::string body);

} // namespace boxoffice::http

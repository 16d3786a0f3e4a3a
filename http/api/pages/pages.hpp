// The pages, for other handlers and for addresses that are nearly theirs.
#pragma once

#include "http/api/assets.hpp"
#include "http/api/handlers/handler_support.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// The file, as `/` serves it.
[[nodiscard]] std::string_view customer_page_text();
/// A page of customers with that text. Caches ask before they use it again.
[[nodiscard]] response customer_page(shared_bytes text);

/// The redirect of a browser from the address of a page with a slash behind it, which mail programs
/// and people add; nothing for any other request.
[[nodiscard]] std::optional<response> redirect_to_page(const message& received,
                                                       const target& wanted);

} // namespace boxoffice::http

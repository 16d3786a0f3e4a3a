// The operator's lists of bookings as JSON and as CSV.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/api/checkout/checkout.hpp"

#include <optional>
#include <string>

namespace boxoffice::http {

/// `{bookings, next?}`, each the ticket with what only the operator sees. `next` is the text of the
/// page's next.
[[nodiscard]] std::string bookings_json(const actors::booking_page& page,
                                        const std::optional<std::string>& next,
                                        const checkout& pages);
[[nodiscard]] std::string bookings_csv(const actors::booking_page& page, const checkout& pages);

} // namespace boxoffice::http

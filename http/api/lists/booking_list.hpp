// The operator's lists of bookings as JSON and as CSV.
#pragma once

#include "actors/protocol/replies.hpp"

#include <optional>
#include <string>

namespace boxoffice::http {

/// `{bookings, next?}`. `next` is the text of the page's next.
[[nodiscard]] std::string bookings_json(const actors::booking_page& page,
                                        const std::optional<std::string>& next);
[[nodiscard]] std::string bookings_csv(const actors::booking_page& page);

} // namespace boxoffice::http

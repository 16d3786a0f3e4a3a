// `bestAvailable` of a body: seats that the show is asked to choose (spec section 3).
#pragma once

#include "events/commands.hpp"
#include "http/api/json/json_members.hpp"

#include <vector>

namespace boxoffice::http {

struct wish_body {
  events::seat_wish wish;
  std::vector<events::price_type_id> types; ///< as in events::request_booking
};

enum class unknown_members : std::uint8_t { ignored, refused };

/// `{count, class?, types?, attributes?}`; adds an error for each member that is invalid.
[[nodiscard]] wish_body read_wish(const json& value, std::string path, error_list& errors,
                                  unknown_members others);

} // namespace boxoffice::http

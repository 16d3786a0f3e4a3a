// The usual body of a booking, read without a JSON tree: each booking pays for its body.
#pragma once

#include "http/json_in.hpp"

#include <optional>
#include <string_view>

namespace boxoffice::http {

/// The booking of a JSON object whose userMail is text and whose movieShowId and seats are texts or
/// whole numbers from 0; other members must be no arrays or objects. Nothing for any other body,
/// whether good or bad: read_booking() then tells which. Contents are not checked.
[[nodiscard]] std::optional<booking_body> read_plain_booking(std::string_view body);

} // namespace boxoffice::http

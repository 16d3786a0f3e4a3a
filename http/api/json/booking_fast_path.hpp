// The usual body of a booking, read without a JSON tree, which would cost each booking more.
#pragma once

#include "http/api/json/json_in.hpp"

#include <optional>
#include <string_view>

namespace boxoffice::http {

/// The booking of a JSON object that has userMail, movieShowId and seats once each and no other
/// member, where all texts are ASCII without escapes and ids are such texts or whole numbers of up
/// to 19 digits. Nothing for any other body, valid or not: read_booking() decides.
/// Contents are not checked.
[[nodiscard]] std::optional<booking_body> read_booking_fast(std::string_view body);

} // namespace boxoffice::http

// Bodies of the calls about links that open a booking.
#pragma once

#include "http/api/json/json_in.hpp"

#include <string>
#include <string_view>

namespace boxoffice::http {

/// The body of POST /api/booking/find.
struct finding_body {
  std::string reference; ///< of any form: one that names no booking is unknown, not invalid
  std::string mail;
};
[[nodiscard]] reading<finding_body> read_finding(std::string_view body);
/// `{token}` of POST /api/booking/open; of any form.
[[nodiscard]] reading<std::string> read_link_token(std::string_view body);

} // namespace boxoffice::http

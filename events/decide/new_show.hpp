// What a show's body must be today. Logs may hold shows of earlier versions, whose rules were less
// strict: errors_in() of show_body.hpp holds for all shows.
#pragma once

#include "events/show_body.hpp"

namespace boxoffice::events {

/// All errors of the body of a new show, by field. Beside those of errors_in():
/// the currency is one of currencies.hpp; the time zone is known; names of movies, halls and
/// classes have 1 to 200 code points, ids of rows and classes 1 to 64, all of them UTF-8 without
/// control characters.
[[nodiscard]] std::vector<field_error> errors_in_new(const show_body& body);

/// The same of the template of a hall: classes, rows and time zone, and `hall` as `name`. The price
/// of a class may be a discount of any size that a price may have.
[[nodiscard]] std::vector<field_error> errors_in_new_hall(const show_body& body);

/// All errors of `blocked`: each of the seats must be one of the rows, and none may stand there
/// twice.
[[nodiscard]] std::vector<field_error> errors_in_blocked(const show_body& hall,
                                                         const std::vector<seat_id>& blocked);

} // namespace boxoffice::events

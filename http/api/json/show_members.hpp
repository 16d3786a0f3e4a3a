// The members of a show body that a patch of a show has too; for json_in.cpp and show_patch.cpp.
#pragma once

#include "events/show_body.hpp"
#include "http/api/json/json_members.hpp"

namespace boxoffice::http {

// Each adds what it reads to the body, and what is wrong to the errors.
void read_classes(members& from, events::show_body& body, error_list& errors);
/// Rows of `seats: 12` get their ids.
void read_rows(members& from, events::show_body& body, error_list& errors);
/// Nothing if there are none.
void read_price_types(members& from, events::show_body& body, error_list& errors);
/// There must be one.
[[nodiscard]] events::single_seats single_seats_in(members& from);

} // namespace boxoffice::http

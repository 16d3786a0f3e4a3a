// Bodies of the calls of halls (spec section 8, Halls).
#pragma once

#include "actors/protocol/hall_questions.hpp"
#include "http/api/json/json_in.hpp"

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// `{name, classes, rows, blocked?, timeZone?, version?}` of PUT /api/hall/{id}, without the id.
/// Classes and rows are read and checked as those of a show.
[[nodiscard]] reading<storage::wanted_hall> read_hall(std::string_view body);

/// `{id, version, name, classes, rows, blocked?, timeZone?}`.
[[nodiscard]] std::string hall_text(const storage::hall_template& hall);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::hall_page& page);

[[nodiscard]] problem problem_of(const actors::hall_refused& refused);

} // namespace boxoffice::http

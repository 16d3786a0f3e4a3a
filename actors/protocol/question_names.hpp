// The names of questions, for log lines.
#pragma once

#include "actors/protocol/questions.hpp"

#include <string_view>

namespace boxoffice::actors {

[[nodiscard]] std::string_view question_name(const show_question& what);
[[nodiscard]] std::string_view question_name(const node_question& what);

} // namespace boxoffice::actors

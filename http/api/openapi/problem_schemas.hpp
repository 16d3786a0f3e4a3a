// Problems in the description of the API: their schemas, and the responses that carry them.
#pragma once

#include "http/api/json/problem.hpp"
#include "http/api/routes.hpp"

#include <set>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

/// The problems that the checks before the handler of a route can answer (api_dispatcher.cpp,
/// spec section 11), and those of its connection.
[[nodiscard]] std::set<code> general_problems(const route& of, const gateway_options& options);

/// Adds a schema for each code to `document`. `about` says what each code means: `description`, and
/// the further members of its problem as `properties` and `example`.
void add_problem_schemas(nlohmann::ordered_json& document, const nlohmann::ordered_json& about);

/// Adds the responses with these problems to an operation, one for each status. They are shared in
/// the components of `document`.
void add_problem_responses(nlohmann::ordered_json& operation, const std::set<code>& problems,
                           nlohmann::ordered_json& document, const nlohmann::ordered_json& about);

} // namespace boxoffice::http

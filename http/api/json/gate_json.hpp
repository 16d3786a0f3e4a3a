// Bodies and answers of the calls about ticket codes.
#pragma once

#include "actors/protocol/ticket_questions.hpp"
#include "http/api/json/json_in.hpp"

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// `{code, gate?, at?}` of POST /api/admission.
[[nodiscard]] reading<actors::admit_code> read_admission(std::string_view body);

/// `[{seat, code}]`.
[[nodiscard]] nlohmann::ordered_json to_json(const actors::codes_view& view);
/// `{movieShowId, movie, number, seat, type?}`.
[[nodiscard]] nlohmann::ordered_json to_json(const actors::admitted_view& view);
/// A JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037).
[[nodiscard]] nlohmann::ordered_json to_json(const actors::ticket_keys_view& view);

} // namespace boxoffice::http

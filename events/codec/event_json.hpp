// Events as JSON, for operators and other programs: `{seq, v, type, at, data, hash}` with times in
// RFC 3339 and bytes in hex (spec section 7).
#pragma once

#include "events/codec/codec.hpp"

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::events {

[[nodiscard]] nlohmann::ordered_json to_json(const recorded& record, const bytes32& hash);

/// The show body of spec section 8, with all defaults.
[[nodiscard]] nlohmann::ordered_json to_json(const show_body& body);
[[nodiscard]] nlohmann::ordered_json to_json(const money& amount);
[[nodiscard]] nlohmann::ordered_json to_json(const seat_class& each);
[[nodiscard]] nlohmann::ordered_json to_json(seat_attributes set);
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<price_type>& types);

} // namespace boxoffice::events

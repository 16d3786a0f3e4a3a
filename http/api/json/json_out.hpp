// Answers of the actors as the JSON of spec section 8.
#pragma once

#include "actors/protocol/replies.hpp"

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// `reqid` is to_text(taken.id), which the answer names twice.
[[nodiscard]] std::string to_json(const actors::booking_taken& taken, std::string_view reqid);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::booking_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::history_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::events_page& page);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::payment_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::show_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::show_page& page, events::time_ms now);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::refund_page& page);

/// A show in two halves, which make its object side by side: what changes, and what it was opened
/// with.
[[nodiscard]] std::string show_head_json(const actors::show_view& view);
[[nodiscard]] std::string show_layout_json(const events::show_body& body);

/// The text of an answer. Texts of the log may be damaged: that is replaced.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& told);

/// What a seat's state is called.
[[nodiscard]] std::string_view word_of(events::seat_status status);
/// `{movieShowId, version, seats}`: every seat with its state, in the order of the rows.
[[nodiscard]] std::string seats_json(const actors::seat_map& map);
/// `{movieShowId, version, availableSeats, classes}`.
[[nodiscard]] std::string available_json(const actors::seat_map& map);

} // namespace boxoffice::http

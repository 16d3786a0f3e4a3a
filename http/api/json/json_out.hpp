// Replies of the actors as the JSON of spec section 8.
#pragma once

#include "actors/protocol/replies.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// `reqid` is to_text(taken.id), which the response contains twice.
[[nodiscard]] std::string to_json(const actors::booking_taken& taken, std::string_view reqid);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::booking_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::history_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::events_page& page);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::payment_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::show_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::show_page& page);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::programme_view& view);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::refund_page& page);

/// The two halves of a show's object, which are sent side by side: what changes, and what it was
/// opened with.
[[nodiscard]] std::string show_head_json(const actors::show_view& view);
[[nodiscard]] std::string show_layout_json(const events::show_body& body);

/// The text of a body. Invalid UTF-8, which a damaged log may contain, is replaced.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& body);

/// The members of an object that are named by seats: appends `"A1":"sold"`, and a comma before it
/// if it is not the first.
void append_seat_status(std::string& out, const events::show_plan& plan, events::seat_index seat,
                        events::seat_status status);
/// Appends the members of all seats, in the order of the rows.
void append_seat_statuses(std::string& out, const events::show_plan& plan,
                          const std::vector<events::seat_status>& statuses);
/// `{movieShowId, version, seats}`: every seat with its status.
[[nodiscard]] std::string seats_json(const actors::seat_map& map);
/// `{movieShowId, version, availableSeats, classes}`.
[[nodiscard]] std::string available_json(const actors::seat_map& map);

} // namespace boxoffice::http

// Questions and answers as bytes, for the way between nodes.
#pragma once

#include "actors/protocol/replies.hpp"

#include <optional>
#include <string>

namespace boxoffice::actors {

/// Raised when the form of what nodes tell each other changes: those of another do not talk.
inline constexpr std::uint32_t wire_version = 4;

/// Whose desk the answers go to is not told: it is the receiver's business.
[[nodiscard]] std::string encode(asks&& batch);
/// Of a booking's show only what its holder sees is told (excerpt_of).
[[nodiscard]] std::string encode(replies&& batch);

/// Nothing where the bytes cannot be right. Answers to the asks go to `desk`.
[[nodiscard]] std::optional<asks> decode_asks(std::string_view bytes, const caf::actor& reply_port);
[[nodiscard]] std::optional<replies> decode_replies(std::string_view bytes);

/// The same booking in a hall that has its seats only, those that it lost among them.
[[nodiscard]] booking_view excerpt_of(booking_view&& view);

} // namespace boxoffice::actors

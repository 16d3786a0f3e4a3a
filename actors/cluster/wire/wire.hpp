// Encodes questions and replies for the connection between nodes.
#pragma once

#include "actors/protocol/replies.hpp"

#include <optional>
#include <string>

namespace boxoffice::actors {

/// Changes with the encoding. Nodes of different versions refuse each other.
inline constexpr std::uint32_t wire_version = 9;

/// The reply port is not encoded: the receiver fills in its own.
[[nodiscard]] std::string encode(const asks& batch);
/// Of the hall of a booking only the booking's own seats are encoded.
[[nodiscard]] std::string encode(replies&& batch);

/// Nothing if the bytes cannot be right. Replies to the asks go to `reply_port`.
[[nodiscard]] std::optional<asks> decode_asks(std::string_view bytes, const caf::actor& reply_port);
[[nodiscard]] std::optional<replies> decode_replies(std::string_view bytes);

} // namespace boxoffice::actors

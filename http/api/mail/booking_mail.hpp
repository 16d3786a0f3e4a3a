// The mail with a link that opens a booking.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/mail/message.hpp"

#include <string>

namespace boxoffice::http {

/// In English. Names the booking by its payment reference, because the reqId is a secret, and the
/// start of the show in the hall's time zone, or in `zone` if the show has none; empty: UTC. The
/// link is `cinema_url` + `#/find/` + token.
[[nodiscard]] outgoing_mail booking_mail(const actors::link_made& made,
                                         const std::string& cinema_url, const std::string& zone);

} // namespace boxoffice::http

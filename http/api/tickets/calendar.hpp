// A booking as a calendar file (iCalendar, RFC 5545).
#pragma once

#include "actors/protocol/replies.hpp"

#include <string>

namespace boxoffice::http {

/// One event at the start of the show, without an end: a show has none. It names the booking by
/// number, because the reqId is a secret. `now` is the time of the file. Files of the same booking
/// have the same UID; SEQUENCE grows when the show is changed and when the booking is cancelled.
[[nodiscard]] std::string calendar_of(const actors::booking_view& view, events::time_ms now);

} // namespace boxoffice::http

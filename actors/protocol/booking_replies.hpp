// The replies about one booking; see replies.hpp.
#pragma once

#include "actors/protocol/standing_questions.hpp"
#include "events/state/show_state.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// A seat of a booking and what it costs.
struct priced_seat {
  events::seat_id seat;
  events::price_type_id type; ///< empty: the show has no price types
  std::int64_t price{};       ///< minor units
};
/// A booking request was accepted, for review.
struct booking_taken {
  events::request_id id;
  events::booking_number number{};
  events::money amount;
  bool again = false; ///< a retry: the booking of an earlier request with this Idempotency-Key
  std::vector<priced_seat> lines{};
};
/// A booking and the plan that its seats index.
struct booking_view {
  events::show_id show;
  std::shared_ptr<const events::show_plan> plan;
  events::booking booking;
};
/// What a subscriber that was sent the view has seen. The digest is over the ids of the seats and
/// the amount: an excerpt of the hall, which another node sends, has the same.
[[nodiscard]] seen_booking seen(const booking_view& view);

/// A new link, which the asker sends to the mail address.
struct link_made {
  std::string token; ///< a secret: it opens the booking
  std::string mail;  ///< of the booking's customer
  booking_view view;
};
/// A link was used now, for the first time.
struct link_opened {
  events::request_id id;
};

} // namespace boxoffice::actors

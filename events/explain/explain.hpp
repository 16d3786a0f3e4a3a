// The story of one booking in plain sentences, for a customer or a court: what was asked, against
// whom, what was decided by which rule, and how to check it.
#pragma once

#include "events/state/show_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::events {

/// Takes the events of a booking's show in order, from the first. Of other bookings the story tells
/// the number and the seats, which are public, and never the reqId.
class storyteller {
public:
  explicit storyteller(request_id booking);

  void take(const recorded& next);

  /// The story so far, a paragraph each; nothing where the stream does not know the booking.
  [[nodiscard]] std::optional<std::vector<std::string>> story() const;

private:
  request_id booking_;
  show_state show_;
  std::optional<booking_number> number_;
  std::vector<std::string> paragraphs_;
};

} // namespace boxoffice::events

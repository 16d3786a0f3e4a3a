// The history of one booking in plain sentences, for a customer or a court: what was requested,
// which other bookings wanted the same seats, what was decided by which rule, and how to check it.
#pragma once

#include "events/state/show_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::events {

/// Takes the events of a booking's show in order, from the first. Other bookings appear by their
/// number and seats, which are public, and never by their reqId.
class booking_explainer {
public:
  explicit booking_explainer(request_id booking);

  void take(const recorded& next);

  /// The explanation so far, by paragraphs; nothing if the stream does not have the booking.
  [[nodiscard]] std::optional<std::vector<std::string>> paragraphs() const;

private:
  request_id booking_;
  show_state show_;
  std::optional<booking_number> number_;
  std::vector<std::string> paragraphs_;
};

} // namespace boxoffice::events

// The story of one booking in plain sentences, for a customer or a court: what was asked, against
// whom, what was decided by which rule, and how to check it.
#pragma once

#include "events/show_state.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::events {

/// Takes the events of a booking's show in order, from the first.
class storyteller {
public:
  explicit storyteller(const request_id& booking);
  ~storyteller();
  storyteller(storyteller&&) noexcept;
  storyteller& operator=(storyteller&&) noexcept;

  void take(const recorded& next);

  /// The story so far, a paragraph each; nothing where the stream does not know the booking.
  [[nodiscard]] std::optional<std::vector<std::string>> story() const;

private:
  class notes;
  std::unique_ptr<notes> notes_;
};

} // namespace boxoffice::events

// Explanations of bookings as text, actual and expected.
#pragma once

#include "events/explain/explain.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

/// The explainer of the booking after the facts.
[[nodiscard]] booking_explainer explained(const std::vector<moment>& facts, booking_number number);

/// A line for each paragraph.
[[nodiscard]] std::string explanation_of(const std::vector<moment>& facts, booking_number number);

/// One of explanation_of()'s lines, from 1, with its line end.
[[nodiscard]] std::string paragraph(std::size_t which, const std::string& explanation);

/// A raw string as explanation_of() has it: an empty line ends a paragraph, other line ends are
/// blanks.
[[nodiscard]] std::string text(const std::string& raw);

} // namespace boxoffice::events::tests

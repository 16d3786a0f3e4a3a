// Stories of bookings as text, told and expected.
#pragma once

#include "events/explain/explain.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

/// A storyteller of the booking that has taken the facts.
[[nodiscard]] storyteller told_by(const std::vector<moment>& facts, booking_number number);

/// A line for each paragraph.
[[nodiscard]] std::string story_of(const std::vector<moment>& facts, booking_number number);

/// One of story_of()'s lines, from 1, with its line end.
[[nodiscard]] std::string paragraph(std::size_t which, const std::string& story);

/// A raw string as story_of() has it: an empty line ends a paragraph, other line ends are blanks.
[[nodiscard]] std::string text(const std::string& raw);

} // namespace boxoffice::events::tests

// How the auditor words what it finds. Nothing of this runs on a good event.
#pragma once

#include "events/state/show_state.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

/// Why an event cannot be right, as a sentence; nothing if it can.
using objection = std::optional<std::string>;

inline void append(std::string& text, std::string_view part) { text += part; }
void append(std::string& text, char part) = delete; // It would become a number.
inline void append(std::string& text, std::integral auto number) { text += std::to_string(number); }
void append(std::string& text, const money& amount);
void append(std::string& text, const std::vector<booking_number>& numbers);

/// The parts in a row, as one sentence.
template <class... Parts>
[[nodiscard]] std::string sentence(const Parts&... parts) {
  std::string text;
  (append(text, parts), ...);
  return text;
}

/// The word for a status in a sentence: `booking 7 is …`.
[[nodiscard]] std::string_view word_for(booking_status status);
[[nodiscard]] std::string_view word_for(sales_status status);

} // namespace boxoffice::events

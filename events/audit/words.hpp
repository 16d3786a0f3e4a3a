// How the auditor words what it finds. Nothing of this runs on a good event.
#pragma once

#include "events/state/show_state.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

/// Why an event cannot be right, as a sentence; nothing where it can.
using objection = std::optional<std::string>;

inline void tell(std::string& text, std::string_view part) { text += part; }
void tell(std::string& text, char part) = delete; // It would be told as its number.
inline void tell(std::string& text, std::integral auto number) { text += std::to_string(number); }
void tell(std::string& text, const money& amount);
void tell(std::string& text, const std::vector<booking_number>& numbers);

/// The parts as one sentence.
template <class... Parts>
[[nodiscard]] std::string told(const Parts&... parts) {
  std::string text;
  (tell(text, parts), ...);
  return text;
}

/// How an auditor calls a status: `booking 7 is …`.
[[nodiscard]] std::string_view word_of(booking_status status);
[[nodiscard]] std::string_view word_of(sales_status status);

} // namespace boxoffice::events

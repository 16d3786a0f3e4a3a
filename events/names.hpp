// The texts of the domain's enumerations, as stored and as told. Stored names are for ever.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace boxoffice::events {

/// Specialised beside each enumeration: every value with its text.
template <class Enum>
struct names_of;

template <class Enum>
[[nodiscard]] constexpr std::string_view name(Enum value) {
  for (const auto& [candidate, text] : names_of<Enum>::table)
    if (candidate == value)
      return text;
  return {};
}

template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> from_name(std::string_view text) {
  for (const auto& [value, candidate] : names_of<Enum>::table)
    if (candidate == text)
      return value;
  return std::nullopt;
}

template <class Enum, std::size_t N>
using name_table = std::array<std::pair<Enum, std::string_view>, N>;

} // namespace boxoffice::events

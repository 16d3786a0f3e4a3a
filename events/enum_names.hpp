// Enumerations by their names, in both directions.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace boxoffice::events {

/// An enumeration that has `name(value)` beside it: a switch over all values without `default`, so
/// that a forgotten value does not compile, and an empty text behind it. The values begin at 0 and
/// have no gaps. Names are stored or members of the API: they never change.
template <class Enum>
concept named_enum = std::is_enum_v<Enum> && requires(Enum value) {
  { name(value) } -> std::same_as<std::string_view>;
};

template <named_enum Enum>
inline constexpr std::size_t value_count = [] {
  std::size_t count = 0;
  while (!name(static_cast<Enum>(count)).empty())
    ++count;
  return count;
}();

template <named_enum Enum>
inline constexpr Enum last_value = static_cast<Enum>(value_count<Enum> - 1);

/// All values in their order.
template <named_enum Enum>
inline constexpr auto all_values = [] {
  std::array<Enum, value_count<Enum>> values{};
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<Enum>(i);
  return values;
}();

/// Nothing if no value has that name.
template <named_enum Enum>
[[nodiscard]] constexpr std::optional<Enum> from_name(std::string_view text) {
  for (auto value : all_values<Enum>)
    if (name(value) == text)
      return value;
  return std::nullopt;
}

} // namespace boxoffice::events

// What an operator's token may be used for.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// Each route of the operator names the scope that it needs (http/api/routes.cpp).
enum class scope : std::uint8_t {
  read,    ///< all reads of the operator, and tickets
  sell,    ///< bookings: make, cancel
  operate, ///< shows, seats on sale, erasure
  admit,   ///< admission to a show
};

/// The values of scope, in the order of its names in lists.
inline constexpr std::array all_scopes{scope::read, scope::sell, scope::operate, scope::admit};

/// The name in token files, on the command line and in problems.
[[nodiscard]] std::string_view to_text(scope one);
/// Nothing for a text that is no name of a scope.
[[nodiscard]] std::optional<scope> scope_of(std::string_view name);

class scope_set {
public:
  constexpr scope_set() = default;
  constexpr scope_set(std::initializer_list<scope> members) {
    for (auto one : members)
      add(one);
  }
  [[nodiscard]] static constexpr scope_set all() {
    scope_set every;
    for (auto one : all_scopes)
      every.add(one);
    return every;
  }

  constexpr void add(scope one) { bits_ |= bit(one); }
  [[nodiscard]] constexpr bool has(scope one) const { return (bits_ & bit(one)) != 0; }
  [[nodiscard]] constexpr bool is_empty() const { return bits_ == 0; }
  bool operator==(const scope_set&) const = default;

private:
  static constexpr std::uint32_t bit(scope one) { return 1U << static_cast<unsigned>(one); }

  std::uint32_t bits_ = 0;
};

/// The names of the members, separated by `between`.
[[nodiscard]] std::string to_text(const scope_set& scopes, std::string_view between);

} // namespace boxoffice::http

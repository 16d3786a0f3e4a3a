// Reads what wire_writer wrote.
#pragma once

#include "events/codec/cbor.hpp"
#include "events/enum_names.hpp"
#include "events/members.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// The greatest value of an enumeration whose values begin at 0 and have no gaps.
template <class Enum>
inline constexpr Enum last_of = events::last_value<Enum>;

/// Reads values from bytes of any origin. After bytes that cannot be right it has failed, and the
/// values are meaningless. It never makes more elements than there are bytes. A type with
/// `is_valid(value)` is checked after its members were read.
class wire_reader {
public:
  explicit wire_reader(events::byte_view bytes) : in_{bytes} {}

  template <class T>
  void read(T& value) {
    take(value);
  }
  /// A member of a list.
  template <class Member>
  void operator()(std::string_view, Member&& value) {
    take(value);
  }

  void fail() { in_.fail(); }
  [[nodiscard]] bool failed() const { return in_.failed(); }
  /// Whether all bytes were read and could be right.
  [[nodiscard]] bool finished() const { return !in_.failed() && in_.at_end(); }

private:
  void take(bool& value) {
    auto number = in_.integer();
    if (number != 0 && number != 1)
      return fail();
    value = number != 0;
  }
  template <class T>
  requires std::is_integral_v<T>
  void take(T& value) {
    auto number = in_.integer();
    if (!std::in_range<T>(number)) // Numbers have 63 bits, as in the log.
      return fail();
    value = static_cast<T>(number);
  }
  template <class T>
  requires std::is_enum_v<T>
  void take(T& value) {
    auto number = in_.integer();
    if (number < 0 || number > static_cast<std::int64_t>(last_of<T>))
      return fail();
    value = static_cast<T>(number);
  }
  template <class Time>
  void take(events::time_ref<Time>& time) {
    take(time.at);
  }
  void take(std::string& value) { value = in_.text(); }
  template <std::size_t N>
  void take(std::array<std::uint8_t, N>& value) {
    auto bytes = in_.bytes();
    if (bytes.size() != N)
      return fail();
    std::copy(bytes.begin(), bytes.end(), value.begin());
  }
  template <class T>
  void take(std::optional<T>& value) {
    if (in_.null())
      value.reset();
    else
      take(value.emplace());
  }
  template <class T>
  void take(std::optional<std::optional<T>>& value) {
    auto is_there = false;
    take(is_there);
    if (is_there)
      take(value.emplace());
  }
  template <class T>
  void take(std::vector<T>& values) {
    for (auto left = in_.array(); left != 0 && !failed(); --left)
      take(values.emplace_back());
  }
  template <class... T>
  void take(std::variant<T...>& value) {
    auto which = in_.integer();
    if (which < 0 || which >= static_cast<std::int64_t>(sizeof...(T)))
      return fail();
    std::int64_t place = 0;
    ((place++ == which ? take(value.template emplace<T>()) : void()), ...);
  }
  template <class T>
  requires std::is_class_v<T>
  void take(T& value) {
    members(*this, value);
    if constexpr (requires { is_valid(value); })
      if (!failed() && !is_valid(value))
        fail();
  }

  events::cbor_reader in_;
};

} // namespace boxoffice::actors

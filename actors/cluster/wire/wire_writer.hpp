// Writes values as CBOR without names, member after member, by the lists that wire_reader reads by:
// `members(io, value)`. Nodes of one wire_version send it to each other; it is never stored.
#pragma once

#include "events/codec/cbor_writer.hpp"
#include "events/members.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace boxoffice::actors {

class wire_writer {
public:
  explicit wire_writer(std::string& out) : out_{out} {}

  template <class T>
  void write(const T& value) {
    put(value);
  }
  /// A member of a list. Its name is not written.
  template <class Member>
  void operator()(std::string_view, const Member& value) {
    put(value);
  }

private:
  template <class T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
  void put(T value) { out_.integer(static_cast<std::int64_t>(value)); }
  template <class Int>
  void put(const events::time_ref<Int>& time) {
    put(time.at);
  }
  void put(const std::string& value) { out_.text(value); }
  template <std::size_t N>
  void put(const std::array<std::uint8_t, N>& value) {
    out_.bytes(value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    if (value)
      put(*value);
    else
      out_.null();
  }
  /// Two levels, one of which may be missing.
  template <class T>
  void put(const std::optional<std::optional<T>>& value) {
    put(value.has_value());
    if (value)
      put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    out_.array(values.size());
    for (const auto& each : values)
      put(each);
  }
  template <class... T>
  void put(const std::variant<T...>& value) {
    out_.integer(static_cast<std::int64_t>(value.index()));
    std::visit([this](const auto& each) { put(each); }, value);
  }
  template <class T>
  requires std::is_class_v<T>
  void put(const T& value) { members(*this, value); }

  events::cbor_writer out_;
};

} // namespace boxoffice::actors

// Writes values as CBOR without names, member after member, by a description of each type that
// wire_reader goes by too: `members(io, value)`. For what nodes of one protocol version tell each
// other; nothing of it is kept.
#pragma once

#include "events/codec/cbor_writer.hpp"

#include <array>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// Changes nothing of what it is given.
class wire_writer {
public:
  explicit wire_writer(std::string& out) : out_{out} {}

  template <class... Members>
  void operator()(Members&... each) {
    (put(each), ...);
  }

private:
  template <class T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
  void put(T& value) { out_.integer(static_cast<std::int64_t>(value)); }
  void put(std::string& value) { out_.text(value); }
  template <std::size_t N>
  void put(std::array<std::uint8_t, N>& value) {
    out_.bytes(value);
  }
  template <class T>
  void put(std::optional<T>& value) {
    if (value)
      put(*value);
    else
      out_.null();
  }
  template <class T>
  void put(std::vector<T>& values) {
    out_.array(values.size());
    for (auto& each : values)
      put(each);
  }
  template <class... T>
  void put(std::variant<T...>& value) {
    out_.integer(static_cast<std::int64_t>(value.index()));
    std::visit([this](auto& each) { put(each); }, value);
  }
  template <class T>
  requires std::is_class_v<T>
  void put(T& value) { members(*this, value); }

  events::cbor_writer out_;
};

} // namespace boxoffice::actors

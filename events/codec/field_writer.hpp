// Writes the members of stored types as CBOR, one overload for each type of member.
#pragma once

#include "events/codec/absent.hpp"
#include "events/codec/cbor_writer.hpp"
#include "events/codec/described.hpp"
#include "events/enum_names.hpp"
#include "events/members.hpp"

#include <bit>
#include <utility>

namespace boxoffice::events {

class field_writer {
public:
  explicit field_writer(cbor_writer& out) : out_{out} {}

  template <class T>
  void map_of(const T& value) {
    auto opened = out_.open_map();
    auto before = std::exchange(members_, 0);
    members(*this, value);
    out_.close_map(opened, std::exchange(members_, before));
  }

  /// Rows without a name.
  void rows(const seat_rows& value) { write(value.all()); }

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if (is_absent(value))
      return;
    ++members_;
    out_.text(name);
    write(value);
  }

private:
  void write(std::int64_t value) { out_.integer(value); }
  void write(std::uint64_t value) { out_.integer(static_cast<std::int64_t>(value)); }
  void write(bool value) { out_.boolean(value); }
  template <class Time>
  void write(time_ref<const Time> time) {
    write(time.at);
  }
  template <class Draw, class Member>
  void write(const drawn_ref<Draw, Member>& drawn) {
    write(drawn.member);
  }
  void write(seat_attributes set) {
    out_.array(static_cast<std::size_t>(std::popcount(set.bits)));
    for (auto each : all_values<seat_attribute>)
      if (set.has(each))
        write(each);
  }
  void write(const hall_seat& seat) {
    if (seat.attributes.empty())
      out_.text(seat.text);
    else
      map_of(seat);
  }
  void write(const std::string& value) { out_.text(value); }
  void write(const request_id& id) { write_text(id, out_.text_of(text_size(id))); }
  template <std::size_t N>
  void write(const std::array<std::uint8_t, N>& value) {
    out_.bytes(value);
  }
  template <class Tag>
  void write(const strong_id<Tag>& id) {
    out_.text(id.text);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void write(Enum value) { out_.text(name(value)); }
  template <class T>
  void write(const std::optional<T>& value) {
    if (value)
      write(*value);
    else
      out_.null();
  }
  template <class T>
  void write(const std::vector<T>& values) {
    out_.array(values.size());
    for (const auto& value : values)
      write(value);
  }
  void write(const seat_rows& rows) { write(rows.all()); }
  template <described T>
  void write(const T& value) {
    map_of(value);
  }

  cbor_writer& out_;
  std::size_t members_ = 0;
};

} // namespace boxoffice::events

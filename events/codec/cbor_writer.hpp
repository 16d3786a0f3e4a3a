// Writes CBOR; see cbor.hpp.
#pragma once

#include "events/codec/cbor.hpp"

#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace boxoffice::events {

/// Appends items to a buffer, each in its shortest form. The buffer must not be
/// used while the writer exists: the writer keeps room ahead of the last item.
class cbor_writer {
public:
  explicit cbor_writer(std::string& out) : out_{out}, next_{out.data() + out.size()}, end_{next_} {}
  cbor_writer(const cbor_writer&) = delete;
  cbor_writer& operator=(const cbor_writer&) = delete;
  ~cbor_writer() { out_.resize(written()); }

  void integer(std::int64_t value);
  void text(std::string_view value) { copy(text_of(value.size()), value.data(), value.size()); }
  /// A text of that size. The caller writes it to the place returned.
  [[nodiscard]] char* text_of(std::size_t size) {
    head(cbor_major::text, size, size);
    return std::exchange(next_, next_ + size);
  }
  void bytes(byte_view value) {
    head(cbor_major::bytes, value.size(), value.size());
    copy(std::exchange(next_, next_ + value.size()), value.data(), value.size());
  }
  void array(std::size_t items) { head(cbor_major::array, items, 0); }
  void null();
  void boolean(bool value);

  /// Begins a map of up to 23 members. close_map() gets their number.
  [[nodiscard]] std::size_t open_map();
  void close_map(std::size_t opened, std::size_t members);

private:
  static constexpr std::size_t most_head = 9;

  /// Reserves room for the item's content too.
  void head(cbor_major major, std::uint64_t value, std::size_t content) {
    if (static_cast<std::size_t>(end_ - next_) < content + most_head)
      make_room(content + most_head);
    if (value < 24)
      *next_++ = first_byte(major, value);
    else
      long_head(major, value);
  }
  static char first_byte(cbor_major major, std::uint64_t info) {
    return static_cast<char>((static_cast<std::uint64_t>(major) << 5U) | info);
  }
  void long_head(cbor_major major, std::uint64_t value);
  void make_room(std::size_t size);
  static void copy(char* to, const void* from, std::size_t size) {
    if (size != 0)
      std::memcpy(to, from, size);
  }
  [[nodiscard]] std::size_t written() const {
    return static_cast<std::size_t>(next_ - out_.data());
  }

  std::string& out_;
  char* next_;
  char* end_; ///< of the room
};

} // namespace boxoffice::events

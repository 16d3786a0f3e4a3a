// The part of CBOR (RFC 8949) that the log uses: definite lengths, integers, byte and text strings,
// arrays, maps with text keys, booleans, null. Read and written (cbor_writer.hpp) without a tree in
// between, because every booking would pay for it.
#pragma once

#include "events/hash.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace boxoffice::events {

/// The first three bits of an item.
enum class cbor_major : std::uint8_t {
  positive, ///< or 0
  negative, ///< -1 - value
  bytes,
  text,
  array,
  map,
  tag,
  simple,
};
// Among the simple values:
inline constexpr std::uint64_t cbor_false = 20;
inline constexpr std::uint64_t cbor_true = 21;
inline constexpr std::uint64_t cbor_null = 22;

/// Takes items off the front of a buffer. The first item of another type than requested makes
/// it fail: from then on it returns zeros and empty views, and failed() is true.
class cbor_reader {
public:
  explicit cbor_reader(byte_view in) : in_{in} {}

  std::int64_t integer();
  std::string_view text();
  byte_view bytes();
  /// Number of items that follow; never more than there are bytes left.
  std::size_t array();
  std::size_t map();
  /// Takes a null if one is next.
  bool null();
  bool boolean();
  [[nodiscard]] bool map_is_next() const {
    return !failed_ && place_ < in_.size() &&
           in_[place_] >> 5U == static_cast<std::uint8_t>(cbor_major::map);
  }
  /// Takes this text of less than 24 bytes if it is next in its shortest form. A quick check: the
  /// text may be next in another form if the result is false.
  bool text_is(std::string_view expected) {
    auto size = expected.size();
    if (failed_ || size >= 24 || in_.size() - place_ <= size || in_[place_] != (text_head | size) ||
        std::memcmp(in_.data() + place_ + 1, expected.data(), size) != 0)
      return false;
    place_ += 1 + size;
    return true;
  }
  void skip();
  /// Skips an item and returns its bytes.
  byte_view take_item();
  /// Skips an item with at most `levels` arrays and maps inside each other.
  void skip_within(unsigned levels);

  void fail() { failed_ = true; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return place_ == in_.size(); }
  [[nodiscard]] std::size_t place() const { return place_; }
  void go_to(std::size_t place) { place_ = place; }

private:
  /// The first byte of a short text, without its size.
  static constexpr std::size_t text_head = std::size_t{static_cast<std::uint8_t>(cbor_major::text)}
                                           << 5U;

  struct item {
    cbor_major major;
    std::uint64_t value;
  };
  item head() {
    if (failed_ || place_ == in_.size() || (in_[place_] & 31U) >= 24)
      return long_head();
    auto first = in_[place_++];
    return {static_cast<cbor_major>(first >> 5U), first & 31U};
  }
  item long_head();
  std::uint64_t expect(cbor_major major);
  byte_view take(std::uint64_t size);

  byte_view in_;
  std::size_t place_ = 0;
  bool failed_ = false;
};

} // namespace boxoffice::events

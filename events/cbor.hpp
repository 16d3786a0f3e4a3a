// The part of CBOR (RFC 8949) that the log uses: definite lengths, integers, byte and text strings,
// arrays, maps with text keys, null. Written without a tree in between, for each booking pays it.
#pragma once

#include "events/hash.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace boxoffice::events {

/// Appends items to a buffer, each in its shortest form.
class cbor_writer {
public:
  explicit cbor_writer(std::string& out) : out_{out} {}

  void integer(std::int64_t value);
  void text(std::string_view value);
  void bytes(byte_view value);
  void array(std::size_t items);
  void null();

  /// Begins a map of up to 23 members, of which close_map() tells how many there were.
  [[nodiscard]] std::size_t open_map();
  void close_map(std::size_t opened, std::size_t members);

private:
  void head(std::uint8_t major, std::uint64_t value);

  std::string& out_;
};

/// Takes items off the front of a buffer. The first thing that is not as asked for leaves it
/// failed: from then on it yields zeros and empty views, and failed() is true.
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
  /// Takes this text of less than 24 bytes if it is next in its shortest form. A quick look: that
  /// it says no does not mean that another text is next.
  bool text_is(std::string_view expected) {
    auto size = expected.size();
    if (failed_ || size >= 24 || in_.size() - place_ <= size || in_[place_] != (text_head | size) ||
        std::memcmp(in_.data() + place_ + 1, expected.data(), size) != 0)
      return false;
    place_ += 1 + size;
    return true;
  }
  void skip();
  /// The bytes of the item that is skipped.
  byte_view take_item();
  /// Skips an item that has no more than so many arrays and maps within each other.
  void skip_within(unsigned levels);

  void fail() { failed_ = true; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return place_ == in_.size(); }
  [[nodiscard]] std::size_t place() const { return place_; }
  void go_to(std::size_t place) { place_ = place; }

private:
  static constexpr std::size_t text_head = 3U << 5U; ///< before its size

  struct item {
    std::uint8_t major;
    std::uint64_t value;
  };
  item head() {
    if (failed_ || place_ == in_.size() || (in_[place_] & 31U) >= 24)
      return long_head();
    auto first = in_[place_++];
    return {static_cast<std::uint8_t>(first >> 5U), first & 31U};
  }
  item long_head();
  std::uint64_t expect(std::uint8_t major);
  byte_view take(std::uint64_t size);

  byte_view in_;
  std::size_t place_ = 0;
  bool failed_ = false;
};

} // namespace boxoffice::events

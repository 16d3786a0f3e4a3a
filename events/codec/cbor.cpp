#include "events/codec/cbor.hpp"

#include <limits>

namespace boxoffice::events {

namespace {

constexpr std::uint8_t null_byte =
    (static_cast<std::uint8_t>(cbor_major::simple) << 5U) | cbor_null;

} // namespace

cbor_reader::item cbor_reader::long_head() {
  if (failed_ || place_ >= in_.size()) {
    fail();
    return {cbor_major::simple, 0};
  }
  auto first = in_[place_++];
  auto major = static_cast<cbor_major>(first >> 5U);
  auto info = first & 31U;
  auto width = info <= 27 ? std::size_t{1} << (info - 24U) : 0;
  auto digits = take(width);
  if (width == 0 || digits.empty()) {
    fail();
    return {cbor_major::simple, 0};
  }
  std::uint64_t value = 0;
  for (auto digit : digits)
    value = (value << 8U) | digit;
  if (major == cbor_major::simple && width == 1 && value < 32) // RFC 8949, 3.3
    fail();
  return {major, value};
}

byte_view cbor_reader::take(std::uint64_t size) {
  if (failed_ || size > in_.size() - place_) {
    fail();
    return {};
  }
  auto taken = in_.subspan(place_, static_cast<std::size_t>(size));
  place_ += taken.size();
  return taken;
}

std::uint64_t cbor_reader::expect(cbor_major major) {
  auto found = head();
  if (found.major != major)
    fail();
  return failed_ ? 0 : found.value;
}

std::int64_t cbor_reader::integer() {
  auto found = head();
  auto fits = found.value <= std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (!fits || found.major > cbor_major::negative)
    fail();
  if (failed_)
    return 0;
  auto value = static_cast<std::int64_t>(found.value);
  return found.major == cbor_major::positive ? value : -value - 1;
}

std::string_view cbor_reader::text() {
  auto taken = take(expect(cbor_major::text));
  return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

byte_view cbor_reader::bytes() { return take(expect(cbor_major::bytes)); }

std::size_t cbor_reader::array() {
  auto items = expect(cbor_major::array);
  if (items > in_.size() - place_)
    fail();
  return failed_ ? 0 : static_cast<std::size_t>(items);
}

std::size_t cbor_reader::map() {
  auto members = expect(cbor_major::map);
  if (members > (in_.size() - place_) / 2)
    fail();
  return failed_ ? 0 : static_cast<std::size_t>(members);
}

bool cbor_reader::null() {
  auto is_null = !failed_ && place_ < in_.size() && in_[place_] == null_byte;
  place_ += is_null ? 1U : 0U;
  return is_null;
}

bool cbor_reader::boolean() {
  auto value = expect(cbor_major::simple);
  if (value != cbor_true && value != cbor_false)
    fail();
  return !failed_ && value == cbor_true;
}

void cbor_reader::skip() {
  // A count of the items left instead of recursion: the input must not decide how deep the stack
  // is.
  for (std::uint64_t owed = 1; owed != 0 && !failed_; --owed) {
    auto found = head();
    if (found.major == cbor_major::bytes || found.major == cbor_major::text)
      take(found.value);
    if (found.major == cbor_major::tag)
      ++owed; // A tag precedes its item.
    if (found.major != cbor_major::array && found.major != cbor_major::map)
      continue;
    if (found.value > in_.size() - place_)
      return fail();
    owed += found.value * (found.major == cbor_major::map ? 2 : 1);
  }
}

byte_view cbor_reader::take_item() {
  auto first = place_;
  skip();
  return failed_ ? byte_view{} : in_.subspan(first, place_ - first);
}

void cbor_reader::skip_within(unsigned levels) {
  auto found = head();
  if (found.major == cbor_major::tag)
    return levels == 0 ? fail() : skip_within(levels - 1);
  if (found.major == cbor_major::bytes || found.major == cbor_major::text)
    take(found.value);
  if (found.major != cbor_major::array && found.major != cbor_major::map)
    return;
  if (levels == 0 || found.value > in_.size() - place_)
    return fail();
  for (auto owed = found.value * (found.major == cbor_major::map ? 2 : 1); owed != 0 && !failed_;
       --owed)
    skip_within(levels - 1);
}

} // namespace boxoffice::events

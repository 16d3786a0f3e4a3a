#include "events/cbor.hpp"

#include <limits>

#include <boost/assert.hpp>

namespace boxoffice::events {

namespace {

constexpr std::uint8_t major_unsigned = 0, major_negative = 1, major_bytes = 2, major_text = 3,
                       major_array = 4, major_map = 5, major_simple = 7;
constexpr std::uint64_t simple_null = 22;
constexpr std::size_t most_short_members = 23;

} // namespace

void cbor_writer::head(std::uint8_t major, std::uint64_t value) {
  auto put = [&](std::uint8_t info, unsigned width) {
    out_ += static_cast<char>((major << 5U) | info);
    for (auto shift = width * 8; shift != 0; shift -= 8)
      out_ += static_cast<char>(value >> (shift - 8));
  };
  if (value < 24)
    put(static_cast<std::uint8_t>(value), 0);
  else if (value <= 0xFF)
    put(24, 1);
  else if (value <= 0xFFFF)
    put(25, 2);
  else if (value <= 0xFFFF'FFFF)
    put(26, 4);
  else
    put(27, 8);
}

void cbor_writer::integer(std::int64_t value) {
  if (value >= 0)
    head(major_unsigned, static_cast<std::uint64_t>(value));
  else
    head(major_negative, static_cast<std::uint64_t>(-(value + 1)));
}

void cbor_writer::text(std::string_view value) {
  head(major_text, value.size());
  out_ += value;
}

void cbor_writer::bytes(byte_view value) {
  head(major_bytes, value.size());
  out_.append(reinterpret_cast<const char*>(value.data()), value.size());
}

void cbor_writer::array(std::size_t items) { head(major_array, items); }

void cbor_writer::null() { head(major_simple, simple_null); }

std::size_t cbor_writer::open_map() {
  out_ += '\0';
  return out_.size() - 1;
}

void cbor_writer::close_map(std::size_t opened, std::size_t members) {
  BOOST_VERIFY(members <= most_short_members);
  out_[opened] = static_cast<char>((major_map << 5U) | static_cast<unsigned>(members));
}

cbor_reader::item cbor_reader::long_head() {
  if (failed_ || place_ >= in_.size()) {
    fail();
    return {major_simple, 0};
  }
  auto first = in_[place_++];
  auto major = static_cast<std::uint8_t>(first >> 5U);
  auto info = first & 31U;
  auto width = info <= 27 ? std::size_t{1} << (info - 24U) : 0;
  auto digits = take(width);
  if (width == 0 || digits.empty()) {
    fail();
    return {major_simple, 0};
  }
  std::uint64_t value = 0;
  for (auto digit : digits)
    value = (value << 8U) | digit;
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

std::uint64_t cbor_reader::expect(std::uint8_t major) {
  auto found = head();
  if (found.major != major)
    fail();
  return failed_ ? 0 : found.value;
}

std::int64_t cbor_reader::integer() {
  auto found = head();
  auto fits = found.value <= std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (!fits || found.major > major_negative)
    fail();
  if (failed_)
    return 0;
  auto value = static_cast<std::int64_t>(found.value);
  return found.major == major_unsigned ? value : -value - 1;
}

std::string_view cbor_reader::text() {
  auto taken = take(expect(major_text));
  return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

byte_view cbor_reader::bytes() { return take(expect(major_bytes)); }

std::size_t cbor_reader::array() {
  auto items = expect(major_array);
  if (items > in_.size() - place_)
    fail();
  return failed_ ? 0 : static_cast<std::size_t>(items);
}

std::size_t cbor_reader::map() {
  auto members = expect(major_map);
  if (members > (in_.size() - place_) / 2)
    fail();
  return failed_ ? 0 : static_cast<std::size_t>(members);
}

bool cbor_reader::null() {
  auto is_null =
      !failed_ && place_ < in_.size() && in_[place_] == ((major_simple << 5U) | simple_null);
  place_ += is_null ? 1U : 0U;
  return is_null;
}

void cbor_reader::skip() {
  // A count of items still owed instead of recursion: depth is the writer's, the stack is ours.
  for (std::uint64_t owed = 1; owed != 0 && !failed_; --owed) {
    auto found = head();
    if (found.major == major_bytes || found.major == major_text)
      take(found.value);
    if (found.major != major_array && found.major != major_map)
      continue;
    if (found.value > in_.size() - place_)
      return fail();
    owed += found.value * (found.major == major_map ? 2 : 1);
  }
}

byte_view cbor_reader::take_item() {
  auto first = place_;
  skip();
  return failed_ ? byte_view{} : in_.subspan(first, place_ - first);
}

void cbor_reader::skip_within(unsigned levels) {
  auto found = head();
  if (found.major == major_bytes || found.major == major_text)
    take(found.value);
  if (found.major != major_array && found.major != major_map)
    return;
  if (levels == 0 || found.value > in_.size() - place_)
    return fail();
  for (auto owed = found.value * (found.major == major_map ? 2 : 1); owed != 0 && !failed_; --owed)
    skip_within(levels - 1);
}

} // namespace boxoffice::events

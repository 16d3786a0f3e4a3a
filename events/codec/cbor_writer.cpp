#include "events/codec/cbor_writer.hpp"

#include <boost/assert.hpp>

namespace boxoffice::events {

namespace {

constexpr std::size_t most_short_members = 23;

} // namespace

void cbor_writer::long_head(cbor_major major, std::uint64_t value) {
  auto put = [&](unsigned info, unsigned width) {
    *next_++ = first_byte(major, info);
    for (auto shift = width * 8; shift != 0; shift -= 8)
      *next_++ = static_cast<char>(value >> (shift - 8));
  };
  if (value <= 0xFF)
    put(24, 1);
  else if (value <= 0xFFFF)
    put(25, 2);
  else if (value <= 0xFFFF'FFFF)
    put(26, 4);
  else
    put(27, 8);
}

void cbor_writer::make_room(std::size_t size) {
  constexpr std::size_t ahead = 256; // Most records; the string grows by more once it has to.
  auto used = written();
  out_.resize(used + size + ahead);
  next_ = out_.data() + used;
  end_ = out_.data() + out_.size();
}

void cbor_writer::integer(std::int64_t value) {
  if (value >= 0)
    head(cbor_major::positive, static_cast<std::uint64_t>(value), 0);
  else
    head(cbor_major::negative, static_cast<std::uint64_t>(-(value + 1)), 0);
}

void cbor_writer::null() { head(cbor_major::simple, cbor_null, 0); }

void cbor_writer::boolean(bool value) {
  head(cbor_major::simple, value ? cbor_true : cbor_false, 0);
}

std::size_t cbor_writer::open_map() {
  auto opened = written();
  head(cbor_major::map, 0, 0);
  return opened;
}

void cbor_writer::close_map(std::size_t opened, std::size_t members) {
  BOOST_VERIFY(members <= most_short_members);
  out_[opened] = first_byte(cbor_major::map, members);
}

} // namespace boxoffice::events

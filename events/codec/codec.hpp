// The stored form of an event and its place in the hash chain (spec section 7).
//
//   record   = hash envelope
//   hash     = SHA-256(hash of the record before, or 32 zero bytes; stream id as UTF-8;
//              seq as 8 bytes big-endian; envelope)
//   envelope = CBOR map {"v": version, "type": text, "at": milliseconds, "data": map}
//
// The members of data are listed in members.hpp. Readers skip unknown members.
// Data of an older version goes through the steps of upcast.hpp.
#pragma once

#include "events/codec/upcast.hpp"
#include "events/events.hpp"
#include "events/hash.hpp"
#include "events/layout/layout_source.hpp"

#include <stdexcept>
#include <string>

#include <boost/system/result.hpp>

namespace boxoffice::events {

/// The envelope of an event, in the current version of its type.
[[nodiscard]] std::string encode(const event& fact, time_ms at);

enum class codec_errc : std::uint8_t {
  malformed,       ///< no envelope, members missing or of another form, a version never written
  unknown_version, ///< written by a newer boxoffice: refused
  unknown_type,
};

[[noreturn]] inline void throw_exception_from_error(codec_errc, const boost::source_location&) {
  throw std::logic_error{"an event that cannot be read was used"};
}

struct stamped_event {
  time_ms at{};
  events::event event;
};

/// Takes rows from the pool, if there is one, or adds them to it.
[[nodiscard]] boost::system::result<stamped_event, codec_errc>
decode(byte_view envelope, std::span<const upcaster> chain = upcasters(),
       layout_source* layouts = nullptr);

/// Makes the rows those of all shows in memory that have the same.
void share(seat_rows& rows, layout_source& layouts);

/// The record of an event after the record with the hash `head`. Sets `head` to its own hash.
[[nodiscard]] std::string encode_record(const recorded& fact, const show_id& stream, bytes32& head);

[[nodiscard]] bytes32 chain_hash(const bytes32& previous, const show_id& stream, std::uint64_t seq,
                                 byte_view envelope);

} // namespace boxoffice::events

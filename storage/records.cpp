#include "storage/records.hpp"

#include <algorithm>

namespace boxoffice::storage {

using namespace events;

std::optional<record_parts> parts_of(byte_view record) {
  record_parts parts{};
  if (record.size() < parts.hash.size())
    return std::nullopt;
  std::copy_n(record.begin(), parts.hash.size(), parts.hash.begin());
  parts.envelope = record.subspan(parts.hash.size());
  return parts;
}

record_error record_error_of(std::uint64_t seq, codec_errc why) {
  switch (why) {
  case codec_errc::malformed: return {seq, "the record cannot be decoded"};
  case codec_errc::unknown_version:
    return {seq, "a newer boxoffice wrote the record; use that version",
            storage_error::kind::bad_format};
  case codec_errc::unknown_type:
    return {seq, "the event type is unknown; a newer boxoffice may have written it",
            storage_error::kind::bad_format};
  }
  return {seq, "the record cannot be decoded"};
}

storage_error error_of(const show_id& show, const record_error& error) {
  return {error.kind,
          "show " + show.text + ", seq " + std::to_string(error.seq) + ": " + error.what};
}

void chain_reader::begin_after(std::uint64_t seq, const bytes32& hash) {
  seq_ = seq;
  head_ = hash;
}

boost::system::result<recorded, record_error> chain_reader::next(std::uint64_t seq,
                                                                 byte_view record) {
  if (seq != seq_ + 1)
    return record_error{seq_ + 1, "the record is missing"};
  auto parts = parts_of(record);
  if (!parts)
    return record_error{seq, "the record is too short"};
  if (parts->hash != chain_hash(head_, show_, seq, parts->envelope))
    return record_error{seq, "the record's hash does not match the record and the one before"};
  auto read = decode(parts->envelope, upcasters(), layouts_);
  if (!read)
    return record_error_of(seq, read.error());
  seq_ = seq;
  head_ = parts->hash;
  return recorded{seq, read->at, std::move(read->event)};
}

void throw_exception_from_error(const record_error& error, const boost::source_location&) {
  throw std::runtime_error{error.what};
}

} // namespace boxoffice::storage

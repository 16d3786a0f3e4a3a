#include "storage/rocksdb/wal/scan.hpp"

#include "storage/stored_numbers.hpp"

#include <algorithm>

#include <boost/crc.hpp>

namespace boxoffice::storage {

namespace {

constexpr std::size_t wal_block_bytes = 32'768;
constexpr std::size_t wal_header_bytes = 7;
constexpr std::size_t wal_number_bytes = 4; ///< of the log number after a recyclable header

enum class wal_record : std::uint8_t { zeros, whole, first, middle, last, other, bad, cut };

struct wal_part {
  wal_record type{};
  std::size_t bytes = 0; ///< with its header
};

/// RocksDB rotates a checksum and adds a constant before it stores it.
std::uint32_t unmasked(std::uint32_t stored) {
  auto rotated = stored - 0xA282EAD8U;
  return rotated >> 17U | rotated << 15U;
}

std::uint32_t crc32c(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

wal_record type_of(unsigned stored) {
  switch (stored) {
  case 1:
  case 5: return wal_record::whole;
  case 2:
  case 6: return wal_record::first;
  case 3:
  case 7: return wal_record::middle;
  case 4:
  case 8: return wal_record::last;
  case 9: return wal_record::other; // The type of compression.
  default: return wal_record::bad;
  }
}

/// The record at the beginning of `left`, which is the rest of its block and not shorter than a
/// header. A block that is not complete is the end of the file.
wal_part record_in(std::string_view left, bool complete) {
  auto length = from_little_endian(left.substr(4, 2));
  auto type = static_cast<std::uint8_t>(left[6]);
  if (type == 0 && length == 0)
    return {wal_record::zeros};
  auto bytes = wal_header_bytes + length + (type >= 5 && type <= 8 ? wal_number_bytes : 0);
  if (bytes > left.size())
    return {complete ? wal_record::bad : wal_record::cut};
  auto checksum = static_cast<std::uint32_t>(from_little_endian(left.substr(0, 4)));
  if (crc32c(left.substr(6, bytes - 6)) != unmasked(checksum))
    return {wal_record::bad, bytes};
  return {type_of(type), bytes};
}

bool begins_batch(wal_record type) {
  return type == wal_record::whole || type == wal_record::first;
}

std::string_view block_at(std::string_view bytes, std::size_t at) {
  return bytes.substr(at, wal_block_bytes - at % wal_block_bytes);
}

/// Whether a batch begins behind a damaged record. Its length may be damaged, so every byte of its
/// block may be the beginning of a record.
bool continues_after(std::string_view bytes, std::size_t damaged) {
  auto rest = block_at(bytes, damaged);
  for (std::size_t i = 1; i + wal_header_bytes <= rest.size(); ++i)
    if (begins_batch(record_in(rest.substr(i), true).type))
      return true;
  for (auto at = damaged + rest.size(); at < bytes.size();) {
    auto block = block_at(bytes, at);
    auto end = at + block.size();
    while (end - at >= wal_header_bytes) {
      auto part = record_in(bytes.substr(at, end - at), true);
      if (begins_batch(part.type))
        return true;
      if (part.type == wal_record::zeros || part.bytes == 0)
        break;
      at += part.bytes;
    }
    at = end;
  }
  return false;
}

} // namespace

wal_scan scan_wal(std::string_view bytes) {
  wal_scan found;
  std::optional<std::size_t> batch; // Where an unfinished batch began.
  std::size_t at = 0;
  auto damaged = [&](wal_record type) {
    found.damage = batch.value_or(at);
    found.continues_behind = begins_batch(type) || continues_after(bytes, at);
    found.has_batches = found.has_batches || found.continues_behind;
    return found;
  };
  while (at < bytes.size()) {
    auto left = block_at(bytes, at);
    auto complete = at + left.size() < bytes.size() || bytes.size() % wal_block_bytes == 0;
    if (left.size() < wal_header_bytes) {
      at += left.size();
      continue;
    }
    auto part = record_in(left, complete);
    auto inside = part.type == wal_record::middle || part.type == wal_record::last;
    if (part.type == wal_record::cut)
      return found;
    if (part.type == wal_record::bad || (inside && !batch) ||
        (batch && !inside && part.type != wal_record::other))
      return damaged(part.type);
    if (part.type == wal_record::first)
      batch = at;
    if (part.type == wal_record::last)
      batch.reset();
    found.has_batches = found.has_batches || begins_batch(part.type);
    at += part.type == wal_record::zeros ? left.size() : part.bytes;
  }
  return found;
}

} // namespace boxoffice::storage

// Reads the records of a write-ahead log as RocksDB does, to find where it is damaged.
//
//   log    = blocks of 32 KiB, the last may be shorter
//   block  = { record } [ fewer than 7 bytes ]
//   record = masked CRC-32C of type, log number and content, 4 bytes
//            length of the content, 2 bytes
//            type, 1 byte               whole, or first, middle or last part of a batch
//            [ log number, 4 bytes ]    if the type is that of a recycled file
//            content
//
// Numbers are little-endian.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace boxoffice::storage {

struct wal_scan {
  /// Where the first batch begins that cannot be read. Nothing if RocksDB can read the log to its
  /// end: a record that ends with the file counts as its end.
  std::optional<std::uint64_t> damage;
  bool has_batches = false;      ///< whether a batch can be read, or begins behind the damage
  bool continues_behind = false; ///< whether a batch begins behind the damage
};

[[nodiscard]] wal_scan scan_wal(std::string_view bytes);

} // namespace boxoffice::storage

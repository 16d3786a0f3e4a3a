// How RocksDB is set up for the log: families, durability, memory, files.
#pragma once

#include "storage/event_log.hpp"
#include "storage/rocksdb/open.hpp"

#include <rocksdb/db.h>

#include <array>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

/// The column families by their names on disk, which are for ever. The first is RocksDB's own and
/// holds the format marker only; a table's place is its number.
inline constexpr std::array<std::string_view, 9> family_names{"default",   "shows",   "open_work",
                                                              "customers", "refunds", "node",
                                                              "snapshots", "heads",   "events"};
inline constexpr std::size_t format_family = 0;
inline constexpr std::size_t events_family = 8;

[[nodiscard]] constexpr std::size_t family_of(table in) { return static_cast<std::size_t>(in); }

struct rocksdb_tuning {
  rocksdb::DBOptions db;
  std::vector<rocksdb::ColumnFamilyDescriptor> families; ///< in the order of family_names
};

[[nodiscard]] rocksdb_tuning tuning_for(const rocksdb_options& options);

} // namespace boxoffice::storage

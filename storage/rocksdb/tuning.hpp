// RocksDB's options for the log: column families, durability, memory, files.
#pragma once

#include "storage/event_log.hpp"
#include "storage/rocksdb/open.hpp"

#include <rocksdb/db.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

/// Indexes of the column families: RocksDB's own, which holds the format only, then one family for
/// each table by its number, then the events.
inline constexpr std::size_t format_family = 0;
inline constexpr std::size_t events_family = all_tables.size() + 1;
[[nodiscard]] constexpr std::size_t family_of(table in) { return static_cast<std::size_t>(in); }

/// Their names on disk, which never change.
inline constexpr auto family_names = [] {
  std::array<std::string_view, all_tables.size() + 2> names{"default"};
  for (auto each : all_tables)
    names[family_of(each)] = name(each);
  names[events_family] = "events";
  return names;
}();

/// What failed, for error_of().
[[nodiscard]] inline std::string read_error(std::size_t family) {
  return "cannot read " + std::string{family_names[family]};
}

struct rocksdb_tuning {
  rocksdb::DBOptions db;
  std::vector<rocksdb::ColumnFamilyDescriptor> families; ///< in the order of family_names
};

[[nodiscard]] rocksdb_tuning tuning_for(const rocksdb_options& options);

} // namespace boxoffice::storage

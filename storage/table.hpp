// The tables of side rows that a log keeps beside its streams.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace boxoffice::storage {

/// Keys sort as bytes; side_rows.hpp has the form of keys and values. The numbers are on disk: no
/// number is used twice, and there are no gaps.
enum class table : std::uint8_t {
  shows = 1,     ///< show id -> its entry in lists
  open_work = 2, ///< show id -> empty; the shows that a start recovers at once
  customers = 3, ///< customer id -> mail address, ASCII letters in lower case; may be erased
  refunds = 4,   ///< show, number, payment -> a refund that is still due
  node = 5,      ///< name -> what this node must keep, such as the key of the pseudonyms
  snapshots = 6, ///< show id -> events/codec/snapshot.hpp; may be deleted at any time
  heads = 7,     ///< show id -> the end of its stream (stream_head.hpp); only append() writes it
};

/// The name of the table's column family on disk; never changes.
[[nodiscard]] constexpr std::string_view name(table in) {
  switch (in) {
  case table::shows: return "shows";
  case table::open_work: return "open_work";
  case table::customers: return "customers";
  case table::refunds: return "refunds";
  case table::node: return "node";
  case table::snapshots: return "snapshots";
  case table::heads: return "heads";
  }
  return {};
}

/// By number, from 1.
inline constexpr auto all_tables = [] {
  constexpr auto count = [] {
    std::size_t found = 0;
    while (!name(static_cast<table>(found + 1)).empty())
      ++found;
    return found;
  }();
  std::array<table, count> tables{};
  for (std::size_t i = 0; i < count; ++i)
    tables[i] = static_cast<table>(i + 1);
  return tables;
}();

} // namespace boxoffice::storage

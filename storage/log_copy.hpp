// Copies events and side rows from one log to another, of any engine.
#pragma once

#include "storage/event_log.hpp"

#include <array>
#include <functional>

namespace boxoffice::storage {

/// All but the heads: append() writes them with the events.
inline constexpr auto copied_tables = [] {
  std::array<table, all_tables.size() - 1> tables{};
  std::size_t count = 0;
  for (auto each : all_tables)
    if (each != table::heads)
      tables[count++] = each;
  return tables;
}();

/// Appends records and rows in large batches. Does nothing more after an error.
class log_copier {
public:
  explicit log_copier(event_log& to) : to_{to} {}

  /// False after an error.
  bool add(std::string_view stream, std::uint64_t seq, byte_view record);
  bool add(table in, std::string_view key, std::string_view value);
  /// The first error, if any.
  [[nodiscard]] status finish();

private:
  bool count();

  event_log& to_;
  write_batch batch_;
  std::size_t added_ = 0;
  status done_;
};

struct copied {
  std::uint64_t streams = 0;  ///< that both logs have now
  std::uint64_t left_out = 0; ///< streams that were not wanted
  std::uint64_t events = 0;   ///< written by this call
  std::uint64_t skipped = 0;  ///< written by an earlier, unfinished copy
};

using wanted_shows = std::function<bool(const show_id&)>;

/// Copies all of `from` to `to`, records and hashes byte for byte. With `wanted` it copies those
/// shows only, and the mail addresses of their customers only, but all accounts (accounts.hpp); of
/// the halls (hall/hall_rows.hpp) those with a wanted id. If both logs have a hall, the later
/// change counts. Nobody may write to either log.
///
/// An interrupted copy is continued by calling it again: events that `to` has are skipped. Several
/// logs with different shows can be copied into one; each show keeps its key of the pseudonyms
/// (customer_keys.hpp). Error `exists` if `to` has the show with other events, with more events, or
/// completely copied with fewer events.
[[nodiscard]] result<copied> copy_log(event_log& from, event_log& to,
                                      const wanted_shows& wanted = {});

} // namespace boxoffice::storage

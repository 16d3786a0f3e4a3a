// A log's events and rows in another log, of whatever engine.
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

/// Appends what it is given, many at a time. After an error it does nothing more.
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
  std::uint64_t streams = 0;  ///< that are in both now
  std::uint64_t left_out = 0; ///< further streams, which were not wanted
  std::uint64_t events = 0;   ///< that were written now
  std::uint64_t skipped = 0;  ///< that an earlier copy had written
};

using show_filter = std::function<bool(const show_id&)>;

/// Brings all of `from` into `to`, records and their hashes to the byte; with `wanted` only those
/// shows, with their customers' mails and nobody else's. A copy that was broken off goes on where
/// it was: events go in order, and those that are there are not written again. Nobody may write to
/// either.
///
/// Several logs may come into one, each with other shows: a show keeps its customers' key
/// (customer_keys.hpp). Error `exists` where a show is there with other events, or more of them, or
/// whole but with fewer.
[[nodiscard]] result<copied> copy_log(event_log& from, event_log& to,
                                      const show_filter& wanted = {});

} // namespace boxoffice::storage

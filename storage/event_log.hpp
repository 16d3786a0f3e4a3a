// The event log: append-only streams of records (events/codec/codec.hpp) with a few tables of rows
// beside them that are written in the same batch. The engines are in rocksdb/ and postgres/.
#pragma once

#include "events/hash.hpp"
#include "events/ids.hpp"
#include "storage/storage_error.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

using events::byte_view;
using events::show_id;

/// Side rows: tables beside the streams (side_rows.hpp). Keys sort as bytes. The numbers are on
/// disk: no number is used twice, and there are no gaps.
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

struct row_change {
  table in{};
  std::string key;
  std::optional<std::string> value; ///< nothing: the row goes away
};

/// Consecutive records of one stream, the first of them at `first_seq`.
struct stream_append {
  show_id stream;
  std::uint64_t first_seq{};
  std::vector<std::string> records; ///< none: only the epoch is checked
  std::int64_t epoch = 0;           ///< of its shard, where nodes share the log; 0: the log's own
};

struct write_batch {
  std::vector<stream_append> appends;
  std::vector<row_change> rows;
};

/// What a log says of how complete it is.
struct log_completeness {
  bool counted = false;     ///< whether the log counts its events and has a witness (witness.hpp)
  std::uint64_t events = 0; ///< of all streams, by its own count
  events::bytes32 sum{};    ///< of their hashes (write_counter.hpp)
  /// What was durable once and is not there any more, as one line; nothing where all is there.
  std::optional<std::string> missing;
};

/// Called in order; false ends the walk.
using record_visitor = std::function<bool(std::uint64_t seq, byte_view record)>;
using row_visitor = std::function<bool(std::string_view key, std::string_view value)>;
using stream_visitor =
    std::function<bool(std::string_view stream, std::uint64_t seq, byte_view record)>;

/// Threads: append() by one thread at a time, and purge() likewise; all else by any thread at any
/// time. Reads see whole appends that are durable.
class event_log {
public:
  event_log() = default;
  event_log(const event_log&) = delete;
  event_log& operator=(const event_log&) = delete;
  virtual ~event_log() = default;

  /// Writes all of it or nothing; returns once it is on the device. After an error nothing more may
  /// be appended by this process: what became of the batch is unknown until the next start.
  virtual status append(const write_batch& batch) = 0;

  /// The records of a stream with seq > `after`. An unknown stream has none.
  virtual status read(const show_id& stream, std::uint64_t after, const record_visitor& visit) = 0;
  /// The records of all streams with `after` < id <= `last` (empty: up to the last one), streams in
  /// the order of their ids as bytes. Seqs come as they are stored, gaps and all.
  virtual status read_all(std::string_view after, std::string_view last,
                          const stream_visitor& visit) = 0;
  /// Seq of the stream's last record, 0 where there is none.
  virtual result<std::uint64_t> last_seq(const show_id& stream) = 0;
  virtual result<std::optional<std::string>> get(table in, std::string_view key) = 0;
  /// The rows whose key is greater than `after`.
  virtual status scan(table in, std::string_view after, const row_visitor& visit) = 0;

  /// Takes a row out of the table and out of every file of the log. True where there was one. May
  /// take seconds, and another thread may append meanwhile; not to be called by a visitor.
  virtual result<bool> purge(table in, std::string_view key) = 0;

  /// Copies the log as it is now, for its owner alone, to a directory that must not be there yet
  /// (`exists`) and that comes whole or not at all. Another thread may append meanwhile.
  virtual status back_up(const std::filesystem::path& directory) = 0;

  /// Compares the log with what its witness said of it before it was opened. An engine that cannot
  /// lose its end unseen counts nothing.
  virtual result<log_completeness> completeness() { return log_completeness{}; }
};

} // namespace boxoffice::storage

// The event log: append-only streams of records (events/codec/codec.hpp) with a few tables of rows
// beside them that are written in the same batch. The engines are in rocksdb/ and postgres/.
#pragma once

#include "events/hash.hpp"
#include "events/ids.hpp"
#include "storage/storage_error.hpp"
#include "storage/table.hpp"

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

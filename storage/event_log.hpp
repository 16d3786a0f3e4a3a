// The event log: append-only streams of records (events/codec/codec.hpp), and tables of side rows
// that are written in the same batch. The engines are in rocksdb/ and postgres/.
#pragma once

#include "events/hash.hpp"
#include "events/ids.hpp"
#include "storage/probes/log_probe.hpp"
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

/// A put or a delete of one side row.
struct row_change {
  table in{};
  std::string key;
  std::optional<std::string> value; ///< nothing: delete
};

/// Consecutive records of one stream, the first of them at `first_seq`.
struct stream_append {
  show_id stream;
  std::uint64_t first_seq{};
  std::vector<std::string> records; ///< none: only the epoch is checked
  std::int64_t epoch = 0;           ///< of the shard, if nodes share the log; 0: the log's own
};

/// One append: it is written completely or not at all.
struct write_batch {
  std::vector<stream_append> appends;
  std::vector<row_change> rows;
};

/// Whether a log still has everything that was durable once.
struct log_completeness {
  bool counted = false;     ///< whether the log counts events and has a witness (witness.hpp)
  std::uint64_t events = 0; ///< of all streams, by the log's own counter
  events::bytes32 sum{};    ///< of their hashes (write_counter.hpp)
  /// What is missing, as one line; nothing if the log is complete.
  std::optional<std::string> missing;
};

/// Called in order; false stops the reading.
using record_visitor = std::function<bool(std::uint64_t seq, byte_view record)>;
using row_visitor = std::function<bool(std::string_view key, std::string_view value)>;
using stream_visitor =
    std::function<bool(std::string_view stream, std::uint64_t seq, byte_view record)>;

/// Threads: one at a time may call append(), and one at a time purge(). All other functions are
/// safe on any thread. Readers see durable appends only, and each of them completely.
class event_log {
public:
  event_log() = default;
  event_log(const event_log&) = delete;
  event_log& operator=(const event_log&) = delete;
  virtual ~event_log() = default;

  /// Writes the whole batch or nothing, and returns once it is on the device. After an error the
  /// process must not append again: whether the batch was written is unknown until the next start.
  virtual status append(const write_batch& batch) = 0;
  /// append() of a row, unless its key has one: false, after the same work. See log_writer::add().
  virtual result<bool> add_row(const row_change& row);
  /// append() of the rows, if the present value of the row `guard` is that of `guard` (nothing:
  /// there is no such row): false if it is not, and nothing is written. Processes that share the
  /// log see each other's rows. Errors as append().
  virtual result<bool> append_if(const row_change& guard, const std::vector<row_change>& rows);
  /// What append() records (probes/recorded_append.hpp).
  [[nodiscard]] const std::shared_ptr<log_probe>& probe() const { return probe_; }

  /// Visits the records of a stream with seq > `after`. An unknown stream has none.
  virtual status read(const show_id& stream, std::uint64_t after, const record_visitor& visit) = 0;
  /// Visits the records of all streams with `after` < id <= `last` (empty: without a bound), in the
  /// order of the ids as bytes. Does not check the seqs: gaps are visited as they are.
  virtual status read_all(std::string_view after, std::string_view last,
                          const stream_visitor& visit) = 0;
  /// The seq of the stream's last record, or 0.
  virtual result<std::uint64_t> last_seq(const show_id& stream) = 0;
  virtual result<std::optional<std::string>> get(table in, std::string_view key) = 0;
  /// Visits the rows with a key greater than `after`.
  virtual status scan(table in, std::string_view after, const row_visitor& visit) = 0;

  /// Visits the rows whose key begins with `prefix`, from the first key greater than it and
  /// `after`.
  status scan_prefix(table in, std::string_view prefix, std::string_view after,
                     const row_visitor& visit);

  /// Deletes a row from the table and from every file of the log. True if there was a row. May take
  /// seconds; another thread may append meanwhile. Must not be called by a visitor.
  virtual result<bool> purge(table in, std::string_view key) = 0;

  /// Copies the present log to a new directory (else `exists`) that only the owner may enter. The
  /// directory appears complete or not at all. Another thread may append meanwhile.
  virtual status back_up(const std::filesystem::path& directory) = 0;

  /// Compares the log with its witness as it was before the log was opened. An engine whose storage
  /// cannot lose its end unnoticed has no witness and counts nothing.
  virtual result<log_completeness> completeness() { return log_completeness{}; }

private:
  std::shared_ptr<log_probe> probe_ = std::make_shared<log_probe>();
};

} // namespace boxoffice::storage

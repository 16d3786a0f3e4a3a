// Records taken off a stream one by one, each checked against the one before. Shared by what reads
// streams; not for other folders.
#pragma once

#include "events/codec/codec.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <string>

namespace boxoffice::storage {

/// A record cut into its parts: hash, envelope (events/codec/codec.hpp).
struct record_parts {
  events::bytes32 hash;
  byte_view envelope;
};

/// Nothing where the record is too short to have a hash.
[[nodiscard]] std::optional<record_parts> parts_of(byte_view record);

/// What is wrong with one record.
struct record_error {
  std::uint64_t seq{}; ///< the first that is missing, or the one that cannot be right
  std::string what;
  storage_error::kind kind = storage_error::kind::corrupt;
};

[[nodiscard]] record_error record_error_of(std::uint64_t seq, events::codec_errc why);
[[nodiscard]] storage_error error_of(const show_id& show, const record_error& fault);

/// Reads a stream's records in order: no gap, each hash that of the record and all before it.
class chain_reader {
public:
  explicit chain_reader(const show_id& show) : show_{show} {}

  /// Goes on behind a record that is known to be right.
  void begin_after(std::uint64_t seq, const events::bytes32& hash);

  /// The event of the next record, or why it cannot be right.
  [[nodiscard]] boost::system::result<events::recorded, record_error> next(std::uint64_t seq,
                                                                           byte_view record);

  [[nodiscard]] std::uint64_t seq() const { return seq_; }
  [[nodiscard]] const events::bytes32& head() const { return head_; }

private:
  const show_id& show_;
  std::uint64_t seq_ = 0;
  events::bytes32 head_{};
};

[[noreturn]] void throw_exception_from_error(const record_error& fault,
                                             const boost::source_location&);

} // namespace boxoffice::storage

// Reads the records of a stream one by one and checks each against the one before. For storage
// only.
#pragma once

#include "events/codec/codec.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <string>

namespace boxoffice::storage {

/// The parts of a record (events/codec/codec.hpp).
struct record_parts {
  events::bytes32 hash;
  byte_view envelope;
};

/// Nothing if the record is shorter than a hash.
[[nodiscard]] std::optional<record_parts> parts_of(byte_view record);

/// Why a record cannot be used.
struct record_error {
  std::uint64_t seq{}; ///< of the first record that is missing or damaged
  std::string what;
  storage_error::kind kind = storage_error::kind::corrupt;
};

[[nodiscard]] record_error record_error_of(std::uint64_t seq, events::codec_errc why);
[[nodiscard]] storage_error error_of(const show_id& show, const record_error& error);

/// Takes a stream's records in order. Checks that no seq is missing and that each hash covers the
/// record and all records before it.
class chain_reader {
public:
  /// Rows of seats are taken from the pool, if there is one.
  explicit chain_reader(const show_id& show, events::layout_source* layouts = nullptr)
      : show_{show}, layouts_{layouts} {}

  /// Continues after a record that is known to be right.
  void begin_after(std::uint64_t seq, const events::bytes32& hash);

  /// Returns the event of the next record.
  [[nodiscard]] boost::system::result<events::recorded, record_error> next(std::uint64_t seq,
                                                                           byte_view record);

  [[nodiscard]] std::uint64_t seq() const { return seq_; }
  [[nodiscard]] const events::bytes32& head() const { return head_; }

private:
  const show_id& show_;
  events::layout_source* layouts_;
  std::uint64_t seq_ = 0;
  events::bytes32 head_{};
};

[[noreturn]] void throw_exception_from_error(const record_error& error,
                                             const boost::source_location&);

} // namespace boxoffice::storage

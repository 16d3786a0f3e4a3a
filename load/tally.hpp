// Counts of responses and errors.
#pragma once

#include "load/histogram.hpp"
#include "load/options.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace boxoffice::load {

/// Counts for one kind of call.
struct call_tally {
  std::uint64_t confirmed = 0; ///< 2xx
  std::uint64_t refused = 0;   ///< refused by a rule: 409, 422, or a payment that is refunded
  std::uint64_t errors = 0;    ///< any other response, or none
  histogram latency;           ///< of confirmed and refused calls

  [[nodiscard]] std::uint64_t answered() const { return confirmed + refused; }
  void merge(const call_tally& other);
  void clear();
};

/// Counts for all calls of a period.
struct tally {
  std::array<call_tally, all_calls.size()> calls;
  std::uint64_t broken = 0;                        ///< connections that ended before the response
  std::uint64_t timed_out = 0;                     ///< responses that were not there in time
  std::map<unsigned, std::uint64_t> wrong_answers; ///< by status
  std::uint64_t dropped = 0; ///< requests never sent: no connection was free in time

  [[nodiscard]] call_tally& of(call kind) { return calls[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] const call_tally& of(call kind) const {
    return calls[static_cast<std::size_t>(kind)];
  }
  /// The sum of all kinds of call.
  [[nodiscard]] call_tally sum() const;
  void merge(const tally& other);
};

enum class verdict : std::uint8_t { confirmed, refused, error };
[[nodiscard]] verdict judge(call kind, unsigned status, std::string_view body);

} // namespace boxoffice::load

// What came of the requests.
#pragma once

#include "load/histogram.hpp"
#include "load/options.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace boxoffice::load {

/// Of one kind of call.
struct call_tally {
  std::uint64_t confirmed = 0; ///< done: 2xx
  std::uint64_t refused = 0;   ///< a rule said no: 409, 422, or money that has to go back
  std::uint64_t errors = 0;    ///< any other answer, or none
  histogram latency;           ///< of the confirmed and the refused

  [[nodiscard]] std::uint64_t answers() const { return confirmed + refused; }
  void merge(const call_tally& other);
  void clear();
};

/// Of all calls of a time.
struct tally {
  std::array<call_tally, all_calls.size()> calls;
  std::uint64_t broken = 0;                        ///< connections that ended before the answer
  std::uint64_t timed_out = 0;                     ///< answers that did not come in time
  std::map<unsigned, std::uint64_t> wrong_answers; ///< by status
  std::uint64_t dropped = 0; ///< requests that found no free connection in time, never sent

  [[nodiscard]] call_tally& of(call kind) { return calls[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] const call_tally& of(call kind) const {
    return calls[static_cast<std::size_t>(kind)];
  }
  /// All kinds of call together.
  [[nodiscard]] call_tally sum() const;
  void merge(const tally& other);
};

enum class verdict : std::uint8_t { confirmed, refused, error };
[[nodiscard]] verdict judge(call kind, unsigned status, std::string_view body);

} // namespace boxoffice::load

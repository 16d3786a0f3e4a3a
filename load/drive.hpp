// A whole run: all threads, from the first connection to the last answer.
#pragma once

#include "load/caller.hpp"
#include "load/halls.hpp"
#include "load/tally.hpp"

#include <functional>
#include <string>

namespace boxoffice::load {

/// Why a run ended.
enum class ending : std::uint8_t { on_time, interrupted, sold_out, server_gone };
[[nodiscard]] std::string_view name(ending how);

struct outcome {
  tally warmup;   ///< requests that began before the measured time
  tally measured; ///< requests that began in it; all figures below are theirs
  /// What rates are over: until the last answer, at least the duration that was asked for unless
  /// the run ended before.
  clock::duration took{0};
  clock::duration longest_pause{0};   ///< without an answer to anyone
  bool rate_held = true;              ///< open loop: the requests began when they were due
  double stolen = 0;                  ///< share of the machine's CPU time that its host took
  std::uint64_t connect_failures = 0; ///< attempts, while the load ran
  std::string first_trouble;          ///< the first error, in words
  ending how = ending::on_time;

  /// No error of any kind.
  [[nodiscard]] bool clean() const { return first_trouble.empty() && how != ending::server_gone; }
};

/// What came in one second of a run.
struct second {
  std::chrono::seconds number; ///< since the start, from 1
  bool warmup;
  call_tally calls; ///< of all kinds
  double stolen;    ///< as in outcome
};

/// Loads the server and blocks until it is over. Calls `told` once a second from this thread.
/// SIGINT and SIGTERM end the run early.
[[nodiscard]] result<outcome> drive(const options& asked, const halls& shows,
                                    const payment_plan& payments,
                                    const std::function<void(const second&)>& told);

} // namespace boxoffice::load

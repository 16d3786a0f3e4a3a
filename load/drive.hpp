// A whole run: all threads, from the first connection to the last response.
#pragma once

#include "load/client.hpp"
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
  tally measured; ///< requests that began in it; the figures below are of these
  /// The time for rates: up to the last response, and at least the configured duration unless the
  /// run ended early.
  clock::duration took{0};
  clock::duration longest_pause{0};   ///< without a response on any connection
  bool rate_held = true;              ///< open loop: the requests began when they were due
  double stolen = 0;                  ///< share of CPU time that the hypervisor took (steal)
  std::uint64_t connect_failures = 0; ///< attempts, while the load ran
  std::string first_error;            ///< text of the first error
  ending how = ending::on_time;

  /// Whether there was no error.
  [[nodiscard]] bool clean() const { return first_error.empty() && how != ending::server_gone; }
};

/// The responses of one second of a run.
struct second {
  std::chrono::seconds number; ///< since the start, from 1
  bool warmup;
  call_tally calls; ///< all kinds of call
  double stolen;    ///< as outcome::stolen
};

/// Loads the server and returns at the end of the run. Calls `on_second` once a second from this
/// thread.
/// SIGINT and SIGTERM end the run early.
[[nodiscard]] result<outcome> drive(const options& chosen, const halls& shows,
                                    const payment_plan& payments,
                                    const std::function<void(const second&)>& on_second);

} // namespace boxoffice::load

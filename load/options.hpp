// The options of a run of the load generator.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::load {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

enum class scenario : std::uint8_t { spread, hot, contested, read, mixed };
inline constexpr std::array all_scenarios{scenario::spread, scenario::hot, scenario::contested,
                                          scenario::read, scenario::mixed};
[[nodiscard]] std::string_view name(scenario what);

/// Kinds of call.
enum class call : std::uint8_t { read, book, pay };
inline constexpr std::array all_calls{call::read, call::book, call::pay};
[[nodiscard]] std::string_view name(call kind);

[[nodiscard]] constexpr bool books(scenario what) { return what != scenario::read; }

/// A server that speaks plain HTTP; an IPv6 host is without its brackets.
struct server_address {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
};
/// `host:port`, with brackets around an IPv6 host.
[[nodiscard]] std::string to_text(const server_address& address);

struct options {
  server_address server;
  scenario what = scenario::spread;
  std::uint32_t connections = 64;
  std::uint32_t threads = 1; ///< not more than connections
  /// Requests a second, each sent when it is due (open loop). 0: each connection sends its next
  /// request after the response (closed loop).
  std::uint32_t rate = 0;
  milliseconds duration = 10s; ///< measured, after the warm-up
  milliseconds warmup = 1s;
  milliseconds timeout = 10s; ///< for a response
  /// Open loop: a request that was due for longer before a connection was free is dropped, as a
  /// customer does who leaves. Unset: `timeout`.
  std::optional<milliseconds> patience;

  std::uint32_t shows = 0;    ///< booked at a time (contested: one after the other); 0: default
  std::uint32_t seats = 0;    ///< of a show; 0: default or as needed
  std::uint64_t bookings = 0; ///< that there must be seats for; 0: from duration and rate
};

/// How a booking is paid for.
struct payment_plan {
  std::optional<std::string> webhook_secret; ///< signs callbacks; unset: pay by the sandbox
  /// Minimum and maximum age of a booking that is paid: certainly reviewed, and far from expiry.
  milliseconds from = 1500ms;
  milliseconds until = 1min;
};

/// Why a run cannot go on.
struct load_error {
  std::string why;
};

} // namespace boxoffice::load

// A line of the server's log, and its form as text or JSON.
#pragma once

#include "logging/request_tag.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::logging {

/// Least severe first.
enum class level : std::uint8_t { trace, debug, info, warn, error, critical };
/// The part of the server that writes a line.
enum class log_module : std::uint8_t {
  node,    ///< start, end, settings, the clock
  http,    ///< connections, requests, limits, operator tokens
  show,    ///< decisions of shows
  log,     ///< readers and writers of the event log
  storage, ///< RocksDB, PostgreSQL, the witness
  cluster, ///< other nodes, leases, shards
  webhook, ///< deliveries to receivers
};
enum class format : std::uint8_t { text, json };

inline constexpr std::array<std::string_view, 6> level_names{"trace", "debug", "info",
                                                             "warn",  "error", "critical"};
inline constexpr std::array<std::string_view, 7> module_names{"node",    "http",    "show",   "log",
                                                              "storage", "cluster", "webhook"};

[[nodiscard]] constexpr std::string_view name(level one) {
  return level_names[static_cast<std::size_t>(one)];
}
[[nodiscard]] constexpr std::string_view name(log_module one) {
  return module_names[static_cast<std::size_t>(one)];
}
[[nodiscard]] std::optional<level> find_level(std::string_view name);
[[nodiscard]] std::optional<log_module> find_module(std::string_view name);

struct line {
  level severity{};
  log_module from{};
  std::string_view text;              ///< any bytes
  const request_tag* about = nullptr; ///< the request that it is about, if there is one
};

/// The text as one line of valid UTF-8: control characters and bytes that are not UTF-8 as `\xHH`.
[[nodiscard]] std::string escaped(std::string_view text);

/// Longer texts are cut.
inline constexpr std::size_t most_line_bytes = 8U << 10U;

/// Appends the line with its end, and what its request is known by. Whatever its text holds, it
/// stays one line of valid UTF-8 without control characters: text has them as `\xHH`, JSON as its
/// escapes and U+FFFD.
void append_line(std::string& out, const line& one, format as,
                 std::chrono::system_clock::time_point at);

/// Appends `2026-11-29T04:05:38.123Z`.
void append_time(std::string& out, std::chrono::system_clock::time_point at);

} // namespace boxoffice::logging

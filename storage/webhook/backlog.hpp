// What webhooks have not delivered, and the keys that it is counted by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// What the keys of the rows begin with, before the id of the endpoint (rows.hpp).
inline constexpr std::string_view webhook_endpoint_prefix = "webhook/endpoint/";
inline constexpr std::string_view webhook_cursor_prefix = "webhook/cursor/";
inline constexpr std::string_view dead_letter_prefix = "webhook/dead/";

struct webhook_backlog {
  std::uint64_t shows = 0;  ///< those with events behind their cursors
  std::uint64_t events = 0; ///< the number of these events
  std::size_t dead = 0;     ///< dead letters
  bool operator==(const webhook_backlog&) const = default;
};

/// By the id of the endpoint.
using webhook_backlogs = std::map<std::string, webhook_backlog>;

} // namespace boxoffice::storage

// What a node keeps of its webhooks, as rows of table::node:
//
//   webhook/endpoint/ID       JSON, see webhook_endpoint
//   webhook/cursor/ID/SHOW    seq [since attempts], 8 bytes big-endian each
//   webhook/dead/ID/SHOW 0x00 SEQ   JSON, see dead_letter; SEQ is 8 bytes big-endian
//   webhook/removed/ID        see peer_rows.hpp
//
// These names never change. A show without a cursor row has had no event delivered.
#pragma once

#include "storage/side_rows.hpp"
#include "storage/stream_head.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

using events::time_ms;

/// A secret that was replaced, and signs beside the new one for a while.
struct former_secret {
  std::string bytes;
  time_ms until = 0; ///< it signs nothing from then on
  bool operator==(const former_secret&) const = default;
};

struct webhook_endpoint {
  std::string id;                  ///< `we_` and 16 hex digits
  std::string url;                 ///< http or https
  std::vector<std::string> events; ///< types of events; empty: all
  std::string description;
  std::string secret; ///< bytes that sign the deliveries
  time_ms created = 0;
  std::string disabled;     ///< the reason; empty: it is enabled
  time_ms last_success = 0; ///< 0: none yet
  std::string last_error;   ///< of the last failed delivery; empty: none
  time_ms last_error_at = 0;
  std::vector<former_secret> former_secrets{}; ///< newest first
  time_ms switched_at = 0;                     ///< when it was last enabled or disabled; 0: never
  std::uint64_t revision = 0;                  ///< one more with each change by the operator
  time_ms changed_at = 0;  ///< when URL, events, description or secret last changed; 0: never
  bool from_start = false; ///< it gets events from before its addition too
};

/// The bytes behind `whsec_`, as a receiver is given them.
[[nodiscard]] std::string webhook_secret_text(std::string_view bytes);

/// How far an endpoint has got with one show.
struct webhook_cursor {
  std::uint64_t seq = 0;      ///< of the last event that was delivered or needs no delivery
  time_ms since = 0;          ///< first failed attempt of the event behind it; 0: none
  std::uint64_t attempts = 0; ///< failed ones of that event
  bool operator==(const webhook_cursor&) const = default;
};

/// An event that an endpoint did not take within the time limit.
struct dead_letter {
  show_id show;
  std::uint64_t seq = 0;
  time_ms since = 0; ///< first attempt
  time_ms at = 0;    ///< last attempt
  std::uint64_t attempts = 0;
  std::string error; ///< of the last attempt
  bool due = false;  ///< to be sent once more
};

[[nodiscard]] row_change webhook_row(const webhook_endpoint& endpoint);
/// Nothing if it is not the row of an endpoint, or malformed.
[[nodiscard]] std::optional<webhook_endpoint> webhook_endpoint_in(std::string_view key,
                                                                  std::string_view value);
[[nodiscard]] row_change webhook_cursor_row(std::string_view id, const show_id& show,
                                            const webhook_cursor& cursor);
/// What the keys of an endpoint's cursors begin with, before the show.
[[nodiscard]] std::string webhook_cursor_keys(std::string_view id);
/// Nothing if the value of the row is malformed.
[[nodiscard]] std::optional<webhook_cursor> webhook_cursor_in(std::string_view value);
[[nodiscard]] row_change dead_letter_row(std::string_view id, const dead_letter& dead);
/// Orders dead letters as list_dead_letters() does; the `next` of a page.
[[nodiscard]] std::string dead_letter_place(const show_id& show, std::uint64_t seq);
[[nodiscard]] row_change dead_letter_removal(std::string_view id, const show_id& show,
                                             std::uint64_t seq);

[[nodiscard]] result<std::vector<webhook_endpoint>> webhook_endpoints(event_log& log);
/// Nothing if there is none with this id.
[[nodiscard]] result<std::optional<webhook_endpoint>> find_webhook(event_log& log,
                                                                   std::string_view id);

/// Visits the end of each stream of the log with the endpoint's cursor for it, by show.
[[nodiscard]] status
each_head_and_cursor(event_log& log, std::string_view id,
                     const std::function<void(const stream_head&, const webhook_cursor&)>& visit);
/// That of a show without a row is 0.
[[nodiscard]] result<webhook_cursor> webhook_cursor_of(event_log& log, std::string_view id,
                                                       const show_id& show);
/// The rows of a new endpoint: its cursors, then its own row, which makes them valid. With
/// `from_start` there are no cursors; otherwise each stream's cursor is at its end, so that only
/// later events are sent.
[[nodiscard]] result<std::vector<row_change>>
webhook_addition(event_log& log, const webhook_endpoint& endpoint, bool from_start);

/// Up to `limit` dead letters by show and seq; `after` is `next` of the page before.
[[nodiscard]] result<page<dead_letter>>
list_dead_letters(event_log& log, std::string_view id, std::string_view after, std::size_t limit);
[[nodiscard]] result<std::optional<dead_letter>>
find_dead_letter(event_log& log, std::string_view id, const show_id& show, std::uint64_t seq);
[[nodiscard]] result<std::size_t> count_dead_letters(event_log& log, std::string_view id);

/// Deletes every row of an endpoint.
[[nodiscard]] result<std::vector<row_change>> webhook_removal(event_log& log, std::string_view id);

/// Deletes the rows of endpoints that there are not: the process ended while one was added or
/// removed.
[[nodiscard]] result<std::vector<row_change>>
webhook_orphans(event_log& log, const std::vector<webhook_endpoint>& endpoints);

} // namespace boxoffice::storage

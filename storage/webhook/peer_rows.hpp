// Webhooks that several nodes have, each in a log of its own: what a node knows that another does
// not, and which of two knows better.
//
//   webhook/removed/ID   8 bytes big-endian: the time, in ms
//
// The row stays after the endpoint is gone, so that no node that missed the removal brings the
// endpoint back.
#pragma once

#include "storage/webhook/rows.hpp"

namespace boxoffice::storage {

struct removed_webhook {
  std::string id;
  time_ms at = 0;
  bool operator==(const removed_webhook&) const = default;
};

[[nodiscard]] row_change removed_webhook_row(const removed_webhook& removed);
[[nodiscard]] result<std::vector<removed_webhook>> removed_webhooks(event_log& log);

/// Whether `text` has the form of an endpoint's id.
[[nodiscard]] bool is_webhook_id(std::string_view text);

/// One endpoint as two nodes know it. Of the settings the later change counts, and of whether it is
/// enabled too; of two changes at the same time the same one at every node. What is known of the
/// deliveries stays that of `mine`.
[[nodiscard]] webhook_endpoint merged_webhook(webhook_endpoint mine,
                                              const webhook_endpoint& theirs);
/// Whether merged_webhook() would change `mine`.
[[nodiscard]] bool knows_more(const webhook_endpoint& mine, const webhook_endpoint& theirs);

/// The rows of an endpoint that was added at another node, perhaps long ago: as webhook_addition(),
/// but the cursors are before the first event since the addition. Reads an event of each stream.
[[nodiscard]] result<std::vector<row_change>>
webhook_late_addition(event_log& log, const webhook_endpoint& endpoint);

/// Whose cursor or dead letter a row of table::node is; nothing for other rows.
[[nodiscard]] std::optional<show_id> show_of_webhook_row(std::string_view key);
/// The value of a row of table::node in a log that several logs are copied into: `theirs`, or if
/// both are rows of one endpoint, of the merged one.
[[nodiscard]] std::string merged_node_row(std::string_view key, std::string_view mine,
                                          std::string_view theirs);

} // namespace boxoffice::storage

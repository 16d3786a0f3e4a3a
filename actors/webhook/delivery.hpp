// A delivery of a webhook as it is sent: an event as a signed body (Standard Webhooks).
#pragma once

#include "actors/protocol/webhook_interfaces.hpp"
#include "storage/replay/stored_events.hpp"
#include "storage/webhook/rows.hpp"

#include <functional>
#include <string>

namespace boxoffice::actors {

/// One request to a receiver.
struct delivery {
  std::string url;
  std::string id;        ///< header webhook-id
  std::string timestamp; ///< header webhook-timestamp: Unix seconds
  std::string signature; ///< header webhook-signature: one for each secret, space-separated
  std::string body;      ///< JSON
};

/// Sends a delivery and calls `then` once, from any thread.
using delivery_client =
    std::function<void(delivery&& what, std::function<void(delivery_outcome&&)> then)>;

/// The name of the event's type (spec section 7).
[[nodiscard]] std::string type_of(const storage::stored_event& event);

/// `evt_SHOW_SEQ_HASH`, HASH being the first 16 hex digits of the event's hash: the same at each
/// attempt, and another for the event that a log continues with after it was restored from a copy.
[[nodiscard]] std::string delivery_id(const events::show_id& show,
                                      const storage::stored_event& event);

/// `{type, timestamp, data}`. `data` is the event in its JSON form, with `movieShowId`, but without
/// what is secret or belongs to a person.
[[nodiscard]] std::string delivery_body(const events::show_id& show,
                                        const storage::stored_event& event);

/// Signed by the secrets of the endpoint that hold at `now`, the present one first.
[[nodiscard]] delivery make_delivery(const events::show_id& show,
                                     const storage::stored_event& event,
                                     const storage::webhook_endpoint& to, events::time_ms now);

} // namespace boxoffice::actors

// What the operator's calls make of endpoints and dead letters, for running and stopped servers.
#pragma once

#include "actors/protocol/webhook_interfaces.hpp"
#include "storage/webhook/backlog.hpp"

#include <functional>

namespace boxoffice::actors {

/// What an addition needs from the world outside.
struct webhook_origin {
  events::time_ms now = 0;
  std::function<events::bytes16()> random; ///< 128 unguessable bits
  std::size_t most_endpoints = 0;
};

/// The endpoint with what it has not delivered.
[[nodiscard]] webhook_view view_of(storage::webhook_endpoint&& endpoint,
                                   const storage::webhook_backlog& backlog);
/// The oldest endpoint first, as lists have them.
void sort_by_age(webhook_list& list);

/// A new endpoint with a random id and secret.
[[nodiscard]] storage::webhook_endpoint new_webhook(add_webhook&& wanted,
                                                    const webhook_origin& origin);

/// The reason of an endpoint that the operator disabled.
inline constexpr const char* disabled_by_operator = "the operator disabled it";

/// `origin` as it is when the endpoint is changed.
[[nodiscard]] endpoint_change change_of(change_webhook&& wanted, const webhook_origin& origin);
/// An empty reason enables the endpoint.
void disable(storage::webhook_endpoint& of, const std::string& reason, events::time_ms now);
/// Refuses more than most_secrets.
[[nodiscard]] endpoint_change change_of(const rotate_secret& wanted, const webhook_origin& origin);

/// Dead letters that are to be sent once more.
struct due_letters {
  std::vector<storage::dead_letter> dead;
  std::vector<storage::row_change> rows; ///< the same
};
/// Those that the question selects, without those that are being sent once more already. Nothing if
/// it names one that does not exist.
[[nodiscard]] storage::result<std::optional<due_letters>>
due_letters_for(storage::event_log& log, const resend_webhook& wanted);

} // namespace boxoffice::actors

// The webhooks of a stopped server, for the command line.
#pragma once

#include "actors/protocol/webhook_questions.hpp"

#include <functional>

namespace boxoffice::actors {

/// What an addition needs from the world outside.
struct webhook_origin {
  events::time_ms now = 0;
  std::function<events::bytes16()> random; ///< 128 unguessable bits
  std::size_t most_endpoints = 0;
};

/// A new endpoint with a random id and secret.
[[nodiscard]] storage::webhook_endpoint new_webhook(add_webhook&& wanted,
                                                    const webhook_origin& origin);

/// The reason of an endpoint that the operator disabled.
inline constexpr const char* disabled_by_operator = "the operator disabled it";

/// The dead letters that the question selects; empty if it names one that does not exist.
[[nodiscard]] storage::result<std::vector<storage::dead_letter>>
dead_letters_for(storage::event_log& log, const resend_webhook& wanted);

/// Answers as the registry of a running server does. Deliveries start with the next server start.
[[nodiscard]] storage::result<webhook_answer>
answer_stopped(storage::event_log& log, webhook_question&& question, const webhook_origin& origin);

} // namespace boxoffice::actors

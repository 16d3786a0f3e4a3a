// The webhooks of a stopped server, for the command line.
#pragma once

#include "actors/webhook/webhook_changes.hpp"

namespace boxoffice::actors {

/// Answers as the registry of a running server does. Deliveries start with the next server start.
[[nodiscard]] storage::result<webhook_answer>
answer_stopped(storage::event_log& log, webhook_question&& question, const webhook_origin& origin);

} // namespace boxoffice::actors

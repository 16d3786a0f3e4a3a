// The dispatcher of a webhook endpoint and its messages, one line a message, and the messages of
// every registry of endpoints.
#pragma once

#include "actors/protocol/append_messages.hpp"
#include "actors/protocol/webhook_questions.hpp"

#include <caf/all.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// What became of one request.
struct delivery_outcome {
  unsigned status = 0; ///< 0: there was no response
  std::string error{}; ///< empty: the event was delivered
  std::int64_t retry_after_ms = 0;

  [[nodiscard]] bool delivered() const { return error.empty(); }
};

/// A question for the registry.
struct webhook_ask {
  webhook_question what;
  webhook_respond respond;
};

/// A request has ended.
struct delivery_done {
  events::show_id show;
  std::uint64_t seq{};
  std::uint64_t run{};      ///< of the dispatcher, counted: an older one is over
  std::uint64_t receiver{}; ///< counts the changes of the endpoint's URL
  bool resent{};            ///< a dead letter
  delivery_outcome outcome;
};
/// The dispatcher's timers: a delivery is due; changed cursors are due to be written.
struct delivery_due {};
struct cursors_due {};
/// A timer of nodes that share a log: what have other nodes appended, or changed?
struct look_due {};
/// Rows of the dispatcher are durable, or were not written.
struct rows_written {
  bool durable = true;
};
/// What an operator's call makes of an endpoint. A refusal leaves it as it is.
using endpoint_change = std::function<std::optional<webhook_refusal>(storage::webhook_endpoint&)>;
/// Changes an endpoint -> its view, once that is durable.
struct change_endpoint {
  endpoint_change change;
  webhook_respond respond;
};
/// Dead letters that are to be sent once more.
struct resend_dead {
  std::vector<storage::dead_letter> dead;
};
/// Ends the dispatcher -> `then`, once all of its rows are durable.
struct end_dispatch {
  std::function<void()> then;
};

/// Ends all dispatchers -> `then`, once all of their rows are durable.
struct end_webhooks {
  std::function<void()> then;
};

using endpoint_dispatcher_actor =
    caf::typed_actor<caf::reacts_to<streams_appended>, // -> deliveries to the client
                     caf::reacts_to<delivery_done>,    // -> the next deliveries
                     caf::reacts_to<delivery_due>,     // -> deliveries
                     caf::reacts_to<cursors_due>,      // -> write_rows
                     caf::reacts_to<look_due>,         // -> deliveries
                     caf::reacts_to<rows_written>,     // may forget idle shows, or begins again
                     caf::reacts_to<change_endpoint>,  // -> write_rows
                     caf::reacts_to<resend_dead>,      // -> deliveries
                     caf::reacts_to<end_dispatch>>;    // -> write_rows, then ends

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::webhook_ask)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::delivery_done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::delivery_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::cursors_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::look_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::rows_written)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::change_endpoint)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::resend_dead)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::end_dispatch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::end_webhooks)

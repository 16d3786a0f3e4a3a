// The replies to the questions of questions.hpp.
#pragma once

#include "actors/protocol/booking_replies.hpp"
#include "actors/protocol/questions.hpp"
#include "events/errc.hpp"
#include "storage/replay/stored_events.hpp"
#include "storage/side_rows.hpp"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// The events of one booking.
struct history_view {
  std::vector<storage::stored_event> events;
};
/// A recorded payment message.
struct payment_view {
  events::request_id id;
  events::payment_entry entry;
};
/// A show without its seats.
struct show_view {
  events::show_id id;
  std::shared_ptr<const events::show_plan> plan;
  events::sales_status sales{};
  std::uint64_t version{};
  events::time_ms at{};    ///< stream time of the reply: sales close by the clock
  bool opened_now = false; ///< the reply to the open_show that opened it
};
/// A show with the status of each seat.
struct seat_map {
  events::show_id id;
  std::shared_ptr<const events::show_plan> plan;
  events::sales_status sales{};
  std::uint64_t version{};
  std::vector<events::seat_status> seats; ///< in the order of plan->seats; see get_seats
};
/// The map of a show in memory, with all seats.
[[nodiscard]] seat_map seat_map_of(const events::show_state& show);
/// A show's seats after a change: the reply to await_seats.
struct seat_news {
  std::shared_ptr<const events::show_plan> plan; ///< only if it changed since the known version
  std::uint64_t version{};
  std::vector<events::seat_status> seats; ///< empty if nothing has changed
  events::sales_status sales{};           ///< means nothing without seats
};
/// A booking with what the operator knows of its customer.
struct listed_booking {
  booking_view view;
  std::optional<std::string> mail; ///< of the customer, unless it was erased or never given
  std::string key;                 ///< storage::booking_key()
};
using booking_page = storage::page<listed_booking>;
struct customer_erased {
  bool existed{}; ///< there was a mail address to erase
};
/// A page of the events of a show.
struct events_page {
  std::vector<storage::stored_event> events;
  std::optional<std::uint64_t> next; ///< `after` of the next page; none: this is the last
};
struct backed_up {
  std::optional<storage::storage_error> failed; ///< none: the copy is complete
};
struct timers_ran {};
/// The node cannot serve the question now.
struct unavailable {
  std::string reason; ///< for the log, not for the client
};
using reply =
    std::variant<booking_taken, booking_view, history_view, payment_view, show_view, seat_map,
                 seat_news, show_page, refund_page, customer_erased, events_page, backed_up,
                 timers_ran, unavailable, events::refusal, account_found, account_added,
                 too_many_attempts, codes_view, admitted_view, ticket_keys_view, booking_page,
                 sales_page, webhooks_exchanged, dead_letters, dead_resent, payment_found,
                 account_reset, hall_page, hall_view, hall_removed, hall_refused, programme_view,
                 link_made, link_opened>;

/// A reply as its reply port gets it.
struct correlated_reply {
  std::uint64_t correlation{};
  actors::reply reply;
};
using replies = std::vector<correlated_reply>;

/// A reply that has not been sent yet.
struct addressed_reply {
  return_address to;
  actors::reply reply;
};

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::replies)

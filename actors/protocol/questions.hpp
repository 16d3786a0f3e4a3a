// What a node can be asked. A gateway sends asks to the show directory and gets each reply at the
// reply port that the ask names, once everything that it depends on is durable.
#pragma once

#include "actors/protocol/account_questions.hpp"
#include "actors/protocol/hall_questions.hpp"
#include "actors/protocol/list_questions.hpp"
#include "actors/protocol/standing_questions.hpp"
#include "actors/protocol/ticket_questions.hpp"
#include "actors/protocol/webhook_exchange.hpp"
#include "events/commands.hpp"
#include "events/state/show_state.hpp"
#include "logging/request_tag.hpp"
#include "storage/replay/past.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <filesystem>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// A booking as its holder sees it -> booking_view.
struct get_booking {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< only a booking of this customer; none: any
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// A booking's events -> history_view.
struct get_history {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< only a booking of this customer; none: any
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// -> show_view.
struct get_show {};
/// -> seat_map, without seats if its version is `known_version`.
struct get_seats {
  std::uint64_t known_version{};
};
/// Holds the review and expires the bookings that are due in a show recovered at start ->
/// timers_ran.
struct run_timers {};
/// Erases a customer's mail address from every file of the log -> customer_erased.
struct erase_customer {
  std::vector<events::customer_id> customers; ///< all ids that the customer has at this node
  std::string mail; ///< finds other spellings, and the customer's ids at other nodes
};
/// The seats of a show at a moment of the past, from the log alone -> seat_map.
struct get_past_seats {
  events::show_id show;
  storage::stream_point when;
};
/// A show's events with seq > `after` -> events_page.
struct get_events {
  events::show_id show;
  std::uint64_t after{};
  std::size_t limit{};
};
/// Copies the log to a directory that must not exist yet -> backed_up.
struct back_up {
  std::filesystem::path directory; ///< absolute
};

/// A question to one show, which fills in a command's `at`, new ids and seeds. The reply to a
/// command about the show is show_view, to request_booking booking_taken, to record_payment
/// payment_view, to others booking_view. Any reply may be a refusal or `unavailable`.
using show_question =
    std::variant<events::open_show, events::pause_sales, events::resume_sales, events::cancel_show,
                 events::block_seats, events::unblock_seats, events::request_booking,
                 events::cancel_booking, events::record_payment, get_booking, get_history, get_show,
                 get_seats, await_seats, await_booking, run_timers, events::sell_seats,
                 events::move_booking, events::return_seats, get_codes, admit_code,
                 events::change_show, find_link, resend_link, use_link>;
/// A question to a node. Those about webhooks come from nodes only.
using node_question =
    std::variant<list_shows, list_refunds, erase_customer, get_past_seats, get_events, back_up,
                 find_account, add_account, get_ticket_keys, list_bookings, list_customer_bookings,
                 list_sales, exchange_webhooks, list_dead, resend_webhook, find_payment,
                 reset_account, list_halls, find_hall, keep_hall, remove_hall, get_programme>;

/// Where a reply goes, and for whose request.
struct return_address {
  caf::actor reply_port;       ///< receives `replies` (reply_port.hpp)
  std::uint64_t correlation{}; ///< the asker's own number of the question
  logging::request_tag tag{};  ///< of the client's request; empty: the server asks by itself
};

struct show_ask {
  return_address reply_to;
  events::show_id show;
  show_question what;
  /// The address of the question's `customer`; request_booking stores it beside the log.
  std::string mail;
  std::uint8_t returns = 0; ///< how often a node returned it because it did not have the show
};

/// Asks of one show, oldest first.
using show_asks = std::vector<show_ask>;
struct node_ask {
  return_address reply_to;
  node_question what;
};

/// The asks that a gateway collects in one turn of its event loop.
using asks = std::vector<std::variant<show_ask, node_ask>>;

} // namespace boxoffice::actors

// These stay within a node; cluster/wire/wire.hpp encodes them for other nodes.
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::asks)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::show_asks)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::node_ask)

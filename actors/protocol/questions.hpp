// What can be asked of a node. A gateway sends asks to the show directory and gets each answer
// (replies.hpp), once what it rests on is durable, at the desk that the ask names.
#pragma once

#include "actors/protocol/standing_questions.hpp"
#include "events/commands.hpp"
#include "events/state/show_state.hpp"
#include "storage/past.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <filesystem>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// A booking as its holder sees it.
struct get_booking {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< may see this customer's bookings only
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// A booking's events.
struct get_history {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< may see this customer's bookings only
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
struct get_show {};
/// Answered with `seat_map`, without its seats where the asker knows that version.
struct get_seats {
  std::uint64_t known_version{};
};
/// Runs what is due of a show brought back at start; answered with `timers_ran`.
struct run_timers {};
struct list_shows {
  std::string after;
  std::size_t limit{};
};
struct list_refunds {
  std::string after;
  std::size_t limit{};
};
/// Forgets the mail address of a customer, in every file.
struct erase_customer {
  std::vector<events::customer_id> customers; ///< by whichever name this node knows the person
  std::string mail; ///< for other spellings, and other nodes, that know the customer by other ids
};
/// The seats of a show as they were, from the log alone; answered with `seat_map`.
struct get_past_seats {
  events::show_id show;
  storage::stream_point when;
};
/// A show's events with seq > `after`.
struct get_events {
  events::show_id show;
  std::uint64_t after{};
  std::size_t limit{};
};
/// Copies the log to a directory that must not be there yet.
struct back_up {
  std::filesystem::path directory; ///< absolute
};

/// Asked of one show; `at`, new ids and seeds are filled in by the show.
using show_question =
    std::variant<events::open_show, events::pause_sales, events::resume_sales, events::cancel_show,
                 events::block_seats, events::unblock_seats, events::request_booking,
                 events::cancel_booking, events::record_payment, get_booking, get_history, get_show,
                 get_seats, await_seats, await_booking, run_timers>;
/// Asked of the node.
using node_question =
    std::variant<list_shows, list_refunds, erase_customer, get_past_seats, get_events, back_up>;

/// Where an answer goes: a desk (desk.hpp) and its name of the question there.
struct return_address {
  caf::actor reply_port;
  std::uint64_t correlation{};
};

struct show_ask {
  return_address reply_to;
  events::show_id show;
  show_question what;
  /// Whose `customer` and `formerly` the question names; with request_booking it is remembered
  /// beside the log.
  std::string mail;
  std::uint8_t returns = 0; ///< how often it came to a node that did not have the show
};

/// What is asked of one show, oldest first.
using show_asks = std::vector<show_ask>;

struct node_ask {
  return_address reply_to;
  node_question what;
};

/// What a gateway gathered in one turn of its loop.
using asks = std::vector<std::variant<show_ask, node_ask>>;

} // namespace boxoffice::actors

// These stay within a node; wire.hpp has their form between nodes.
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::asks)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::show_asks)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::node_ask)

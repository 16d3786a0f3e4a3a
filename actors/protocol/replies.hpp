// What is answered to the questions of questions.hpp.
#pragma once

#include "actors/protocol/questions.hpp"
#include "events/errc.hpp"
#include "storage/side_rows.hpp"
#include "storage/stored_events.hpp"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace boxoffice::actors {

struct booking_taken {
  events::request_id id;
  events::booking_number number{};
  events::money amount;
  bool again = false; ///< what was answered before to a request with the same Idempotency-Key
};
struct booking_view {
  events::show_id show;
  std::shared_ptr<const events::show_plan> plan;
  events::booking booking;
};
struct history_view {
  std::vector<storage::stored_event> events;
};
struct payment_view {
  events::request_id id;
  events::payment_entry entry;
};
struct show_view {
  events::show_id id;
  std::shared_ptr<const events::show_plan> plan;
  events::sales_status sales{};
  std::uint64_t version{};
  events::time_ms at{};    ///< server time of the answer: sales close by the clock
  bool opened_now = false; ///< this ask opened it
};
struct seat_map {
  events::show_id id;
  std::shared_ptr<const events::show_plan> plan;
  events::sales_status sales{};
  std::uint64_t version{};
  std::vector<events::seat_status> seats; ///< in the order of plan->seats; see get_seats
};
[[nodiscard]] seat_map seat_map_of(const events::show_state& show);
/// A show's seats after a change.
struct seat_news {
  std::shared_ptr<const events::show_plan> plan; ///< only where no version was known
  std::uint64_t version{};
  std::vector<events::seat_status> seats; ///< none where nothing has changed
};
struct show_page : storage::page<storage::show_summary> {
  std::vector<std::string> missing; ///< nodes whose shows are not in it, for they are not reachable
};
using refund_page = storage::page<storage::refund_summary>;
struct customer_erased {
  bool existed{};
};
struct events_page {
  std::vector<storage::stored_event> events;
  std::optional<std::uint64_t> next; ///< the seq to go on after; nothing on the last page
};
struct backed_up {
  std::optional<storage::storage_error> failed; ///< for the operator; without it the copy is whole
};
struct timers_ran {};
/// The node cannot answer now; the reason is for the log, not for the client.
struct unavailable {
  std::string reason;
};

using reply = std::variant<booking_taken, booking_view, history_view, payment_view, show_view,
                           seat_map, seat_news, show_page, refund_page, customer_erased,
                           events_page, backed_up, timers_ran, unavailable, events::refusal>;

struct correlated_reply {
  std::uint64_t correlation{};
  actors::reply reply;
};
using replies = std::vector<correlated_reply>;

struct addressed_reply {
  return_address to;
  actors::reply reply;
};

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::replies)

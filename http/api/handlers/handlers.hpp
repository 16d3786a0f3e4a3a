// The handlers of the routes, by file: tickets, shows, payments, control, settings, probes, assets.
// Each gets a request that passed the checks of serve().
#pragma once

#include "events/events.hpp"
#include "http/api/routes.hpp"

namespace boxoffice::http {

void book(call&& in);
void get_ticket(call&& in);
void get_ticket_history(call&& in);
void cancel_ticket(call&& in);
void cancel_ticket_as_operator(call&& in);

void list_shows(call&& in);
void get_show(call&& in);
void get_available_seats(call&& in);
void get_seats(call&& in);
void get_past_seats(call&& in);
void list_events(call&& in);
void put_show(call&& in);
void post_shows(call&& in);
void pause_show(call&& in);
void resume_show(call&& in);
void cancel_show(call&& in);
void block_seats(call&& in);
void unblock_seats(call&& in);

void payment_callback(call&& in);
void sandbox_pay(call&& in);
void list_refunds(call&& in);
void erase_customer(call&& in);

void watch_seats(call&& in);
void watch_ticket(call&& in);

void back_up(call&& in);

void get_settings(call&& in);

void get_health(call&& in);
void get_readiness(call&& in);

void get_customer_page(call&& in);
void get_operator_page(call&& in);
void get_asset(call&& in);

/// Whose bookings of a show a call may touch.
struct holder {
  std::optional<events::customer_id> customer; ///< nothing: anybody's
  std::vector<events::customer_id> formerly;   ///< further ids of the customer
};
[[nodiscard]] holder holder_of(const events::show_id& show, const call& in);

/// What the caller proved to be the operator by; nothing for others.
[[nodiscard]] events::operator_proof proof_of(const call& in);

/// Whether the query of a seat map names a moment: get_past_seats and not get_seats.
[[nodiscard]] bool asks_for_the_past(const target& at);

} // namespace boxoffice::http

// The handlers of the routes, by file: tickets, the gate, shows, halls, lists, payments, reports,
// signing in, links, control, the description of the API, probes; in http/api/pages/ assets,
// settings and the page of a show. Each gets a request that passed the checks of api_dispatcher.
#pragma once

#include "http/api/routes.hpp"

namespace boxoffice::http {

void book(request&& in, services& with);
void get_ticket(request&& in, services& with);
void get_ticket_history(request&& in, services& with);
void cancel_ticket(request&& in, services& with);
void cancel_ticket_as_operator(request&& in, services& with);
void move_ticket(request&& in, services& with);
void sell(request&& in, services& with);

void get_codes(request&& in, services& with);
void get_code_image(request&& in, services& with);
void get_calendar(request&& in, services& with);
void get_ticket_key(request&& in, services& with);
void admit(request&& in, services& with);

void list_shows(request&& in, services& with);
void get_programme(request&& in, services& with);
void get_show(request&& in, services& with);
void get_available_seats(request&& in, services& with);
void get_seats(request&& in, services& with);
void get_best_available(request&& in, services& with);
void get_past_seats(request&& in, services& with);
void list_events(request&& in, services& with);
void put_show(request&& in, services& with);
void change_show(request&& in, services& with);
void post_shows(request&& in, services& with);
void pause_show(request&& in, services& with);
void resume_show(request&& in, services& with);
void cancel_show(request&& in, services& with);
void block_seats(request&& in, services& with);
void unblock_seats(request&& in, services& with);

void payment_callback(request&& in, services& with);
void stripe_callback(request&& in, services& with);
void sandbox_pay(request&& in, services& with);
void list_refunds(request&& in, services& with);
void erase_customer(request&& in, services& with);

void list_bookings(request&& in, services& with);
void list_customer_bookings(request&& in, services& with);
void get_sales_report(request&& in, services& with);

void watch_seats(request&& in, services& with);
void watch_ticket(request&& in, services& with);

void list_halls(request&& in, services& with);
void get_hall(request&& in, services& with);
void put_hall(request&& in, services& with);
void remove_hall(request&& in, services& with);

void add_webhook(request&& in, services& with);
void list_webhooks(request&& in, services& with);
void get_webhook(request&& in, services& with);
void remove_webhook(request&& in, services& with);
void change_webhook(request&& in, services& with);
void rotate_webhook_secret(request&& in, services& with);
void enable_webhook(request&& in, services& with);
void disable_webhook(request&& in, services& with);
void list_dead_letters(request&& in, services& with);
void resend_dead_letters(request&& in, services& with);

void back_up(request&& in, services& with);

void sign_up(request&& in, services& with);
void sign_in(request&& in, services& with);
void reset_account(request&& in, services& with);

void find_booking(request&& in, services& with);
void open_booking(request&& in, services& with);
void resend_booking(request&& in, services& with);

void get_operator(request&& in, services& with);
void get_settings(request&& in, services& with);
void get_description(request&& in, services& with);

void get_health(request&& in, services& with);
void get_readiness(request&& in, services& with);
void get_metrics(request&& in, services& with);

void get_customer_page(request&& in, services& with);
void get_show_page(request&& in, services& with);
void get_operator_page(request&& in, services& with);
void get_gate_page(request&& in, services& with);
void get_asset(request&& in, services& with);

} // namespace boxoffice::http

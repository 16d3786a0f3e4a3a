// The lists of wire members name every member but those that are not encoded on purpose. A member
// that is added to a message and not to its list does not compile.
#include "actors/cluster/wire/reply_members.hpp"
#include "events/codec/described.hpp"

#include <boost/pfr.hpp>
#include <doctest/doctest.h>

namespace boxoffice::actors {

/// In this namespace, so that the lists of the wire are found for types of events/.
struct wire_member_counter : events::member_counter {};

namespace tests {

namespace {

template <class T>
constexpr std::size_t wire_fields = boost::pfr::tuple_size_v<T>;

template <class T>
constexpr std::size_t wire_listed = [] {
  wire_member_counter counter;
  members(counter, events::never_made<T>);
  return counter.count;
}();

template <class T>
constexpr bool all_but(std::size_t not_encoded) {
  return wire_listed<T> + not_encoded == wire_fields<T>;
}

} // namespace

using namespace events;

// Commands: `at`; formerly; the id and the limits of a booking.
static_assert(all_but<open_show>(1) && all_but<pause_sales>(1) && all_but<resume_sales>(1));
static_assert(all_but<events::cancel_show>(1) && all_but<record_payment>(1));
static_assert(all_but<change_show>(1));
static_assert(all_but<block_seats>(1) && all_but<unblock_seats>(1));
static_assert(all_but<request_booking>(4) && all_but<cancel_booking>(2));
static_assert(all_but<sell_seats>(3) && all_but<move_booking>(1) && all_but<return_seats>(1));
// Questions: formerly; the customer's ids.
static_assert(all_but<get_booking>(1) && all_but<get_history>(1) && all_but<await_booking>(1));
static_assert(all_but<seen_booking>(0));
static_assert(all_but<get_codes>(1) && all_but<admit_code>(0));
static_assert(all_but<find_link>(1) && all_but<resend_link>(0) && all_but<use_link>(0));
static_assert(all_but<link_made>(0) && all_but<link_opened>(0));
static_assert(all_but<get_show>(0) && all_but<run_timers>(0));
static_assert(all_but<get_seats>(0) && all_but<await_seats>(0));
static_assert(all_but<list_shows>(0) && all_but<list_refunds>(0) && all_but<get_events>(0));
static_assert(all_but<erase_customer>(1) && all_but<find_account>(1) && all_but<add_account>(1));
static_assert(all_but<reset_account>(1) && all_but<account_reset>(0));
static_assert(all_but<list_bookings>(1) && all_but<list_customer_bookings>(1));
static_assert(all_but<find_payment>(0) && all_but<payment_found>(0));
static_assert(all_but<storage::paid_booking>(0));
static_assert(all_but<list_halls>(0) && all_but<find_hall>(0) && all_but<remove_hall>(0));
static_assert(all_but<keep_hall>(0) && all_but<storage::wanted_hall>(0));
static_assert(all_but<storage::hall_summary>(0) && all_but<storage::hall_template>(0));
static_assert(all_but<hall_view>(0) && all_but<hall_removed>(0) && all_but<hall_refused>(0));
static_assert(all_but<get_programme>(0) && all_but<storage::programme_day>(0));
static_assert(all_but<list_sales>(0) && all_but<storage::show_filter>(0));
static_assert(all_but<sales_query>(0) && all_but<report_bound>(0));
static_assert(wire_listed<get_past_seats> ==
              wire_fields<get_past_seats> - 1 + wire_fields<storage::stream_point>);
// Webhooks: the last success, the last error and its time, the revision.
static_assert(all_but<storage::webhook_endpoint>(4) && all_but<storage::former_secret>(0));
static_assert(all_but<storage::removed_webhook>(0) && all_but<exchange_webhooks>(0));
static_assert(all_but<list_dead>(0) && all_but<resend_webhook>(0));
static_assert(all_but<resend_webhook::place>(0));
// Asks: how often they were returned. Of the return address all but the reply port is encoded, as
// members of the ask.
constexpr std::size_t of_address = wire_fields<return_address> - 1;
static_assert(wire_listed<show_ask> == wire_fields<show_ask> - 2 + of_address);
static_assert(wire_listed<node_ask> == wire_fields<node_ask> - 1 + of_address);
static_assert(all_but<logging::trace_context>(0) && all_but<logging::given_tag>(0));

static_assert(all_but<booking_taken>(0) && all_but<booking_view>(0) && all_but<history_view>(0));
static_assert(all_but<payment_view>(0) && all_but<show_view>(0) && all_but<seat_map>(0));
static_assert(all_but<seat_news>(0) && all_but<customer_erased>(0) && all_but<events_page>(0));
static_assert(all_but<backed_up>(0) && all_but<timers_ran>(0) && all_but<unavailable>(0));
static_assert(all_but<codes_view>(0) && all_but<admitted_view>(0) && all_but<seat_code>(0));
static_assert(all_but<ticket_keys_view>(0) && all_but<ticket_refusal>(0));
static_assert(all_but<refusal>(0) && all_but<taken_seat>(0) && all_but<field_error>(0));
static_assert(all_but<storage::storage_error>(0) && all_but<storage::show_summary>(0));
static_assert(all_but<storage::refund_summary>(0) && all_but<refund_page>(0));
static_assert(all_but<account_found>(0) && all_but<account_added>(0));
static_assert(all_but<storage::account>(0) && all_but<too_many_attempts>(0));
static_assert(all_but<payment_reference>(0));
static_assert(all_but<listed_booking>(0) && all_but<booking_page>(0) && all_but<sales_page>(0));
static_assert(all_but<show_sales>(0) && all_but<sales_row>(0) && all_but<sales_figures>(0));
static_assert(all_but<sales_part>(0) && all_but<storage::seat_count>(0));
static_assert(all_but<request_id>(0) && all_but<correlated_reply>(0));
// What was requested, and the method, which only retries of a sale need.
static_assert(all_but<booking_details>(4) && all_but<priced_seat>(0));
static_assert(wire_listed<booking> == wire_fields<booking> - 1 + wire_fields<round_draw>);
static_assert(all_but<webhook_standing>(0) && all_but<webhooks_exchanged>(0));
static_assert(all_but<storage::dead_letter>(0) && all_but<dead_resent>(0));
// A page of shows, dead letters or halls is a page with one member more.
static_assert(wire_listed<show_page> == wire_listed<refund_page> + 1);
static_assert(wire_listed<dead_letters> == wire_listed<refund_page> + 1);
static_assert(wire_listed<hall_page> == wire_listed<refund_page> + 1);
// So is a programme of a cluster.
static_assert(wire_listed<programme_view> == wire_fields<storage::programme> + 1);
// An event and its time are one item.
static_assert(wire_listed<storage::stored_event> ==
              wire_fields<storage::stored_event> - 1 + wire_fields<recorded> - 1);

TEST_CASE("wire members: the lists are complete, which the assertions above check") {
  CHECK(wire_listed<booking> > wire_listed<booking_details>);
}

} // namespace tests

} // namespace boxoffice::actors

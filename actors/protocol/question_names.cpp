#include "actors/protocol/question_names.hpp"

namespace boxoffice::actors {

namespace {

// One for each question, so that a new one does not compile before it has a name.
std::string_view one_name(const events::open_show&) { return "open_show"; }
std::string_view one_name(const events::pause_sales&) { return "pause_sales"; }
std::string_view one_name(const events::resume_sales&) { return "resume_sales"; }
std::string_view one_name(const events::cancel_show&) { return "cancel_show"; }
std::string_view one_name(const events::change_show&) { return "change_show"; }
std::string_view one_name(const events::block_seats&) { return "block_seats"; }
std::string_view one_name(const events::unblock_seats&) { return "unblock_seats"; }
std::string_view one_name(const events::request_booking&) { return "request_booking"; }
std::string_view one_name(const events::sell_seats&) { return "sell_seats"; }
std::string_view one_name(const events::cancel_booking&) { return "cancel_booking"; }
std::string_view one_name(const events::move_booking&) { return "move_booking"; }
std::string_view one_name(const events::return_seats&) { return "return_seats"; }
std::string_view one_name(const events::record_payment&) { return "record_payment"; }
std::string_view one_name(const get_booking&) { return "get_booking"; }
std::string_view one_name(const get_history&) { return "get_history"; }
std::string_view one_name(const get_show&) { return "get_show"; }
std::string_view one_name(const get_seats&) { return "get_seats"; }
std::string_view one_name(const await_seats&) { return "await_seats"; }
std::string_view one_name(const await_booking&) { return "await_booking"; }
std::string_view one_name(const run_timers&) { return "run_timers"; }
std::string_view one_name(const list_shows&) { return "list_shows"; }
std::string_view one_name(const get_programme&) { return "get_programme"; }
std::string_view one_name(const list_bookings&) { return "list_bookings"; }
std::string_view one_name(const list_customer_bookings&) { return "list_customer_bookings"; }
std::string_view one_name(const list_sales&) { return "list_sales"; }
std::string_view one_name(const list_refunds&) { return "list_refunds"; }
std::string_view one_name(const erase_customer&) { return "erase_customer"; }
std::string_view one_name(const get_past_seats&) { return "get_past_seats"; }
std::string_view one_name(const get_events&) { return "get_events"; }
std::string_view one_name(const back_up&) { return "back_up"; }
std::string_view one_name(const find_account&) { return "find_account"; }
std::string_view one_name(const add_account&) { return "add_account"; }
std::string_view one_name(const reset_account&) { return "reset_account"; }
std::string_view one_name(const get_codes&) { return "get_codes"; }
std::string_view one_name(const admit_code&) { return "admit_code"; }
std::string_view one_name(const find_link&) { return "find_link"; }
std::string_view one_name(const resend_link&) { return "resend_link"; }
std::string_view one_name(const use_link&) { return "use_link"; }
std::string_view one_name(const get_ticket_keys&) { return "get_ticket_keys"; }
std::string_view one_name(const exchange_webhooks&) { return "exchange_webhooks"; }
std::string_view one_name(const list_dead&) { return "list_dead"; }
std::string_view one_name(const resend_webhook&) { return "resend_webhook"; }
std::string_view one_name(const find_payment&) { return "find_payment"; }
std::string_view one_name(const list_halls&) { return "list_halls"; }
std::string_view one_name(const find_hall&) { return "find_hall"; }
std::string_view one_name(const keep_hall&) { return "keep_hall"; }
std::string_view one_name(const remove_hall&) { return "remove_hall"; }

} // namespace

std::string_view question_name(const show_question& what) {
  return std::visit([](const auto& each) { return one_name(each); }, what);
}

std::string_view question_name(const node_question& what) {
  return std::visit([](const auto& each) { return one_name(each); }, what);
}

} // namespace boxoffice::actors

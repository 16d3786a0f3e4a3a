#include "tests/actors/cluster/wire/wire_samples.hpp"

#include "tests/actors/questions.hpp"

namespace boxoffice::actors::tests {

using namespace events;

namespace {

constexpr bytes16 sample_secret{1, 2, 3};

seat_list seats_at(std::initializer_list<seat_index> places) {
  seat_list list;
  for (auto place : places)
    list.push_back(place);
  return list;
}

std::vector<storage::stored_event> sample_events() {
  return {{{1, noon, show_opened{small_hall(), {}, "token"}}, bytes32{1}},
          {{2, noon + 1, booking_expired{1, expiry_reason::payment_timeout, 4}}, bytes32{2}}};
}

std::vector<seat_status> sample_seats() {
  std::vector<seat_status> seats(sample_plan()->seats.size(), seat_status::held);
  seats.back() = seat_status::blocked;
  return seats;
}

show_page sample_shows() {
  show_page shows;
  shows.items.push_back(
      {{"noir"}, sales_status::paused, 4, small_hall(), noon, storage::seat_count{8, 5}});
  shows.next = "noir";
  shows.missing = {"south"};
  return shows;
}

refund_page sample_refunds() {
  refund_page refunds;
  refunds.items.push_back({{{"noir"}, sample_secret},
                           2,
                           {2, {"p"}, {5, "INR"}, noon, refund_reason::seats_gone},
                           noon + 1,
                           std::string{"k\0r", 3},
                           true});
  refunds.next = "key";
  return refunds;
}

booking_page sample_bookings() {
  booking_page bookings;
  bookings.items.push_back({{{"noir"}, sample_plan(), sample_booking()},
                            "ann@x.org",
                            storage::booking_key({"noir"}, 7)});
  bookings.next = "7";
  return bookings;
}

sales_page sample_sales() {
  sales_figures figures{1, 2, 3, 4, 5, 6, 7, 8, {{"CHILD", 9, 10}}, {{"CASH", 11, 12}}};
  sales_page sales;
  sales.items.push_back(
      {{"noir"}, "Metropolis", "Regal", noon, {{"2027-01-15", "INR", std::move(figures)}}, "UTC"});
  sales.next = "noir";
  return sales;
}

storage::show_filter sample_filter() {
  return {noon, noon + 1, "Metropolis", std::nullopt, storage::listed_status::closed, "metro"};
}

sales_query sample_query() {
  return {sales_grouping::day, {noon, {}}, {{}, 20'000}, "Asia/Kolkata"};
}

sell_seats sample_sale() {
  sell_seats sale;
  sale.customer = customer(5);
  sale.seats = {{"A1"}, {"A2"}};
  sale.types = {{"CHILD"}, {"ADULT"}};
  sale.key_hash = bytes32{4};
  sale.method = payment_method::card;
  sale.payment = {"till"};
  sale.by = "token";
  return sale;
}

storage::webhook_endpoint sample_webhook() {
  storage::webhook_endpoint one;
  one.id = "we_0123456789abcdef";
  one.url = "https://example.org/";
  one.events = {"BookingPaid"};
  one.description = "box";
  one.secret = std::string{"\x00\xff", 2};
  one.created = noon;
  one.disabled = "gone";
  one.former_secrets = {{"old", noon + 1}};
  one.switched_at = noon + 2;
  one.changed_at = noon + 3;
  one.from_start = true;
  return one;
}

storage::removed_webhook sample_removal() { return {"we_fedcba9876543210", noon}; }

webhook_standing sample_standing() {
  return {"we_0123456789abcdef", "south", true, 2, 3, 4, noon + 4, noon + 1,
          "status 500",          noon + 2};
}

dead_letters sample_dead_letters() {
  dead_letters page;
  page.items.push_back({{"noir"}, 2, noon, noon + 1, 3, "status 500", true});
  page.next = "key";
  page.missing = {"south"};
  return page;
}

hall_page sample_halls() {
  hall_page page;
  page.items.push_back({{"regal"}, 3, "Regal", 8, noon});
  page.next = "regal";
  page.missing = {"south"};
  return page;
}

logging::request_tag sample_tag() {
  return {{7},
          std::make_shared<const logging::given_tag>(
              logging::given_tag{"abc-12", logging::trace_context{{9}, {5}, true}})};
}

} // namespace

change_show sample_change() {
  change_show command;
  command.changes.movie = "Nosferatu";
  command.changes.starts_at = noon + 60'000;
  command.changes.rows = small_hall().rows;
  command.changes.time_zone.emplace();
  command.changes.price_types.emplace(std::vector<price_type>{{{"ADULT"}, "Adult", 0}});
  command.changes.max_seats_per_customer.emplace(4);
  command.changes.running_time.emplace(94);
  command.changes.language.emplace();
  command.by = "token";
  return command;
}

std::shared_ptr<const show_plan> sample_plan() {
  auto body = small_hall();
  const seat_attributes for_wheelchairs{3};
  body.rows.push_back(
      {"B", "PLAIN", {hall_seat{{"B1"}, for_wheelchairs}, std::nullopt, seat_id{"B2"}}, 12});
  body.time_zone = "Asia/Kolkata";
  body.opens_at = noon;
  body.price_types = {{{"ADULT"}, "Adult", 0}, {{"CHILD"}, "Child", -500}};
  body.max_seats_per_customer = 4;
  body.single_seats = single_seats::refuse;
  body.poster = "https://img.example/a.jpg";
  body.running_time = 153;
  body.rating = "FSK 12";
  body.language = "en-GB";
  return plan_of(std::move(body), 6, {{"C1"}, {"C2"}});
}

booking sample_booking() {
  booking booked;
  booked.number = 7;
  booked.secret = sample_secret;
  booked.customer = customer(1);
  booked.seats = seats_at({9, 1});
  booked.amount = 30'000;
  booked.requested_at = noon;
  booked.decided_at = noon + 1;
  booked.pay_by = noon + 2;
  booked.drawn = {3, {9}};
  booked.status = booking_status::paid;
  booked.rule = review_rule::lost_draw;
  booked.expired = expiry_reason::payment_timeout;
  booked.cancelled = canceller::show_cancelled;
  booked.how = paid_how::late_delivery;
  auto& details = booked.details.edit();
  details.key_hash = bytes32{4};
  details.others = {2, 5};
  details.seats_lost = seats_at({3, 11});
  details.paid_by = payment_id{"p"};
  details.kept = {30'000, "INR"};
  details.paid_at = noon + 3;
  details.payments = {{{"p"},
                       payment_status::refunded,
                       refund_reason::too_late,
                       paid_how::late_delivery,
                       {7, "EUR"},
                       8,
                       "du_1"}};
  details.refunds = {{{"p"}, {30'000, "INR"}, refund_reason::seats_gone, noon + 4, 70}};
  details.types = {{"CHILD"}, {"ADULT"}};
  details.prices = {700, 0};
  details.admitted = {{9, noon + 5, "North"}};
  return booked;
}

wire_samples<asks> sample_asks() {
  auto booked = book_with(5, {"A1", "A2"});
  booked.types = {{"CHILD"}, {}};
  booked.best_available = events::seat_wish{2, "GOLD", {1}};
  std::vector<std::pair<std::string, show_question>> of_show{
      {"open_show", open_show{0, small_hall(), "token", "UTC", {{"A3"}}}},
      {"pause_sales", pause_sales{0, "token"}},
      {"resume_sales", resume_sales{0, "token"}},
      {"cancel_show", events::cancel_show{0, "token"}},
      {"block_seats", block_seats{0, {{"A1"}}, "token"}},
      {"unblock_seats", unblock_seats{0, {{"A1"}, {"A2"}}, "token"}},
      {"request_booking", std::move(booked)},
      {"cancel_booking",
       cancel_booking{0, sample_secret, canceller::show_cancelled, customer(2), {}, "token"}},
      {"record_payment", record_payment{0,
                                        sample_secret,
                                        {"p"},
                                        payment_status::refunded,
                                        {5, "INR"},
                                        noon,
                                        payment_reference{{"noir"}, 7, {1, 2}},
                                        true,
                                        "du_1",
                                        true}},
      {"get_booking", get_booking{sample_secret, customer(3)}},
      {"get_history", get_history{sample_secret, customer(3)}},
      {"get_show", get_show{}},
      {"get_seats", get_seats{12}},
      {"await_seats", await_seats{12}},
      {"await_booking",
       await_booking{sample_secret, customer(3), seen_booking{booking_status::paid, {6}}}},
      {"run_timers", run_timers{}},
      {"sell_seats", sample_sale()},
      {"move_booking", move_booking{0, sample_secret, {{"A1"}, {"A2"}}, "token"}},
      {"return_seats", return_seats{0, sample_secret, {{"A1"}}, "token"}},
      {"get_codes", get_codes{sample_secret, customer(3)}},
      {"admit_code", admit_code{"BX1.code", "North", noon, show_id{"noir"}, "token"}},
      {"change_show", sample_change()},
      {"find_link", find_link{{{"noir"}, 7, {1, 2}}, customer(3)}},
      {"resend_link", resend_link{sample_secret}},
      {"use_link", use_link{7, bytes32{8}}}};
  std::vector<std::pair<std::string, node_question>> of_node{
      {"list_shows", list_shows{"after", 10, sample_filter(), storage::show_order::start}},
      {"list_refunds", list_refunds{std::string{"\0\xff", 2}, 1, true}},
      {"erase_customer", erase_customer{{}, "ann@x.org"}},
      {"get_past_seats", get_past_seats{{"noir"}, {5, noon}}},
      {"get_events", get_events{{"noir"}, 3, 4}},
      {"find_account", find_account{{}, "ann@x.org", false}},
      {"add_account", add_account{{}, "ann@x.org", "$argon2id$x"}},
      {"get_ticket_keys", get_ticket_keys{}},
      {"list_bookings",
       list_bookings{{"noir"}, 3, 4, booking_status::paid, "ann@x.org", "ann@x.org"}},
      {"list_customer_bookings", list_customer_bookings{"key", 5, "ann@x.org"}},
      {"list_sales", list_sales{"after", sample_query()}},
      {"exchange_webhooks", exchange_webhooks{{sample_webhook()}, {sample_removal()}}},
      {"list_dead", list_dead{"we_0123456789abcdef", "after", 10}},
      {"resend_webhook", resend_webhook{"we_0123456789abcdef", {{{"noir"}, 2}}}},
      {"find_payment", find_payment{{"pi_1"}}},
      {"reset_account", reset_account{{}, "ann@x.org"}},
      {"list_halls", list_halls{"after", 10}},
      {"find_hall", find_hall{{"regal"}}},
      {"keep_hall", keep_hall{{{"regal"}, "Regal", 8, "{}", 3}}},
      {"remove_hall", remove_hall{{"regal"}}},
      {"get_programme", get_programme{sample_filter(), "Asia/Kolkata"}}};
  wire_samples<asks> all;
  std::uint64_t correlation = 1'000;
  for (auto& [name, what] : of_show) {
    asks one;
    logging::request_tag tag;
    if (name == "request_booking")
      tag = sample_tag();
    one.emplace_back(
        show_ask{{{}, ++correlation, std::move(tag)}, {"noir"}, std::move(what), "ann@x.org"});
    all.emplace_back(name, std::move(one));
  }
  for (auto& [name, what] : of_node) {
    asks one;
    one.emplace_back(node_ask{{{}, ++correlation}, std::move(what)});
    all.emplace_back(name, std::move(one));
  }
  return all;
}

wire_samples<replies> sample_replies() {
  std::vector<std::pair<std::string, reply>> kinds{
      {"booking_taken",
       booking_taken{{{"noir"}, sample_secret}, 9, {5, "INR"}, true, {{{"A1"}, {"CHILD"}, 500}}}},
      {"booking_view", booking_view{{"noir"}, sample_plan(), sample_booking()}},
      {"history_view", history_view{sample_events()}},
      {"payment_view",
       payment_view{{{"noir"}, sample_secret}, sample_booking().details->payments.front()}},
      {"show_view", show_view{{"noir"}, sample_plan(), sales_status::cancelled, 8, noon, true}},
      {"seat_map", seat_map{{"noir"}, sample_plan(), sales_status::cancelled, 8, sample_seats()}},
      {"seat_news", seat_news{sample_plan(), 8, sample_seats(), sales_status::paused}},
      {"seat_news without a plan", seat_news{nullptr, 9, sample_seats(), sales_status::cancelled}},
      {"show_page", sample_shows()},
      {"refund_page", sample_refunds()},
      {"customer_erased", customer_erased{true}},
      {"events_page", events_page{sample_events(), 2}},
      {"backed_up", backed_up{storage::storage_error{storage::storage_error::kind::lost, "gone"}}},
      {"timers_ran", timers_ran{}},
      {"unavailable", unavailable{"why"}},
      {"refusal", refusal{errc::customer_limit,
                          {{{"A1"}, taken_reason::wait, noon}},
                          {{"seats", "bad"}},
                          20,
                          18,
                          noon,
                          7,
                          {{"B1"}},
                          {{"B2"}, {"B3"}},
                          ticket_refusal{invalid_ticket::cancelled, noon, "North"}}},
      {"account_found", account_found{storage::account{noon, "$argon2id$x", noon + 1}}},
      {"account_found without one", account_found{}},
      {"account_added", account_added{}},
      {"too_many_attempts", too_many_attempts{42}},
      {"codes_view", codes_view{{{{"A1"}, "BX1.code"}}}},
      {"admitted_view", admitted_view{{"noir"}, "Metropolis", 7, {"A1"}, "CHILD"}},
      {"ticket_keys_view", ticket_keys_view{{public_key{6}}}},
      {"booking_page", sample_bookings()},
      {"sales_page", sample_sales()},
      {"webhooks_exchanged",
       webhooks_exchanged{{sample_webhook()}, {sample_removal()}, {sample_standing()}, {"south"}}},
      {"dead_letters", sample_dead_letters()},
      {"dead_resent", dead_resent{3, false, {"south"}}},
      {"payment_found", payment_found{{{{{"noir"}, sample_secret}, 7}}}},
      {"account_reset", account_reset{true}},
      {"hall_page", sample_halls()},
      {"hall_view", hall_view{{sample_halls().items.front(), "{}"}, true}},
      {"hall_removed", hall_removed{}},
      {"hall_refused", hall_refused{storage::hall_refusal::changed, 4}},
      {"programme_view",
       programme_view{{{{"2026-12-24", 12}, {"2026-12-25", 1}}, {"Regal"}}, {"south"}}},
      {"link_made",
       link_made{"noir.token", "ann@x.org", {{"noir"}, sample_plan(), sample_booking()}}},
      {"link_opened", link_opened{{{"noir"}, sample_secret}}}};
  wire_samples<replies> all;
  for (auto& [name, said] : kinds) {
    replies one;
    one.push_back({all.size() + 1, std::move(said)});
    all.emplace_back(name, std::move(one));
  }
  return all;
}

} // namespace boxoffice::actors::tests

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
  shows.items.push_back({{"noir"}, sales_status::paused, 4, small_hall()});
  shows.next = "noir";
  shows.missing = {"south"};
  return shows;
}

refund_page sample_refunds() {
  refund_page refunds;
  refunds.items.push_back({{{"noir"}, sample_secret},
                           2,
                           {2, {"p"}, {5, "INR"}, noon, refund_reason::seats_gone},
                           noon + 1});
  refunds.next = "key";
  return refunds;
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

logging::request_tag sample_tag() {
  return {{7},
          std::make_shared<const logging::given_tag>(
              logging::given_tag{"abc-12", logging::trace_context{{9}, {5}, true}})};
}

} // namespace

std::shared_ptr<const show_plan> sample_plan() {
  auto body = small_hall();
  body.rows.push_back({"B", "PLAIN", {seat_id{"B1"}, std::nullopt, seat_id{"B2"}}});
  return plan_of(std::move(body));
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
  details.seats_lost = seats_at({3});
  details.paid_by = payment_id{"p"};
  details.received = {30'000, "INR"};
  details.paid_at = noon + 3;
  details.payments = {
      {{"p"}, payment_status::refunded, refund_reason::too_late, paid_how::late_delivery}};
  details.refunds = {{{"p"}, {30'000, "INR"}, refund_reason::seats_gone, noon + 4}};
  return booked;
}

wire_samples<asks> sample_asks() {
  std::vector<std::pair<std::string, show_question>> of_show{
      {"open_show", open_show{0, small_hall(), "token"}},
      {"pause_sales", pause_sales{0, "token"}},
      {"resume_sales", resume_sales{0, "token"}},
      {"cancel_show", events::cancel_show{0, "token"}},
      {"block_seats", block_seats{0, {{"A1"}}, "token"}},
      {"unblock_seats", unblock_seats{0, {{"A1"}, {"A2"}}, "token"}},
      {"request_booking", book_with(5, {"A1", "A2"})},
      {"cancel_booking",
       cancel_booking{0, sample_secret, canceller::show_cancelled, customer(2), {}, "token"}},
      {"record_payment",
       record_payment{0, sample_secret, {"p"}, payment_status::refunded, {5, "INR"}, noon}},
      {"get_booking", get_booking{sample_secret, customer(3)}},
      {"get_history", get_history{sample_secret, customer(3)}},
      {"get_show", get_show{}},
      {"get_seats", get_seats{12}},
      {"await_seats", await_seats{12}},
      {"await_booking", await_booking{sample_secret, customer(3), booking_status::paid}},
      {"run_timers", run_timers{}}};
  std::vector<std::pair<std::string, node_question>> of_node{
      {"list_shows", list_shows{"after", 10}},
      {"list_refunds", list_refunds{std::string{"\0\xff", 2}, 1}},
      {"erase_customer", erase_customer{{}, "ann@x.org"}},
      {"get_past_seats", get_past_seats{{"noir"}, {5, noon}}},
      {"get_events", get_events{{"noir"}, 3, 4}},
      {"find_account", find_account{{}, "ann@x.org"}},
      {"add_account", add_account{{}, "ann@x.org", "$argon2id$x"}},
      {"exchange_webhooks", exchange_webhooks{{sample_webhook()}, {sample_removal()}}},
      {"list_dead", list_dead{"we_0123456789abcdef", "after", 10}},
      {"resend_webhook", resend_webhook{"we_0123456789abcdef", {{{"noir"}, 2}}}}};
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
      {"booking_taken", booking_taken{{{"noir"}, sample_secret}, 9, {5, "INR"}, true}},
      {"booking_view", booking_view{{"noir"}, sample_plan(), sample_booking()}},
      {"history_view", history_view{sample_events()}},
      {"payment_view",
       payment_view{{{"noir"}, sample_secret}, sample_booking().details->payments.front()}},
      {"show_view", show_view{{"noir"}, sample_plan(), sales_status::cancelled, 8, noon, true}},
      {"seat_map", seat_map{{"noir"}, sample_plan(), sales_status::cancelled, 8, sample_seats()}},
      {"seat_news", seat_news{sample_plan(), 8, sample_seats()}},
      {"seat_news without a plan", seat_news{nullptr, 9, sample_seats()}},
      {"show_page", sample_shows()},
      {"refund_page", sample_refunds()},
      {"customer_erased", customer_erased{true}},
      {"events_page", events_page{sample_events(), 2}},
      {"backed_up", backed_up{storage::storage_error{storage::storage_error::kind::lost, "gone"}}},
      {"timers_ran", timers_ran{}},
      {"unavailable", unavailable{"why"}},
      {"refusal",
       refusal{
           errc::customer_limit, {{{"A1"}, taken_reason::wait, noon}}, {{"seats", "bad"}}, 20, 18}},
      {"account_found", account_found{storage::account{noon, "$argon2id$x", noon + 1}}},
      {"account_found without one", account_found{}},
      {"account_added", account_added{}},
      {"too_many_attempts", too_many_attempts{42}},
      {"webhooks_exchanged",
       webhooks_exchanged{{sample_webhook()}, {sample_removal()}, {sample_standing()}, {"south"}}},
      {"dead_letters", sample_dead_letters()},
      {"dead_resent", dead_resent{3, false, {"south"}}}};
  wire_samples<replies> all;
  for (auto& [name, said] : kinds) {
    replies one;
    one.push_back({all.size() + 1, std::move(said)});
    all.emplace_back(name, std::move(one));
  }
  return all;
}

} // namespace boxoffice::actors::tests

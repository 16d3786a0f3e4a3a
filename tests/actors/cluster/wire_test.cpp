#include "actors/cluster/wire/wire.hpp"
#include "tests/actors/cluster/questions.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace events;

namespace {

constexpr bytes16 secret{1, 2, 3};

std::shared_ptr<const show_plan> plan() {
  auto body = small_hall();
  body.rows.push_back({"B", "PLAIN", {seat_id{"B1"}, std::nullopt, seat_id{"B2"}}});
  seat_table seats{body};
  return std::make_shared<const show_plan>(show_plan{std::move(seats), std::move(body)});
}

seat_list seats(std::initializer_list<seat_index> places) {
  seat_list list;
  for (auto place : places)
    list.push_back(place);
  return list;
}

booking told_booking() {
  booking booked;
  booked.number = 7;
  booked.secret = secret;
  booked.customer = customer(1);
  booked.seats = seats({9, 1});
  booked.amount = 30'000;
  booked.requested_at = noon;
  booked.decided_at = noon + 1;
  booked.pay_by = noon + 2;
  booked.drawn = {3, {9}};
  booked.status = booking_status::paid;
  booked.rule = review_rule::lost_draw;
  booked.expired = expiry_reason::payment_timeout;
  booked.cancelled = canceller::by_operator;
  booked.how = paid_how::late_delivery;
  auto& details = booked.details.edit();
  details.key_hash = bytes32{4};
  details.others = {2, 5};
  details.seats_lost = seats({3});
  details.paid_by = payment_id{"p"};
  details.received = {30'000, "INR"};
  details.paid_at = noon + 3;
  details.payments = {{{"p"}, payment_status::success, refund_reason::too_late, {}}};
  details.refunds = {{{"p"}, {30'000, "INR"}, refund_reason::seats_gone, noon + 4}};
  return booked;
}

std::vector<storage::stored_event> told_events() {
  return {{{1, noon, show_opened{small_hall(), {}}}, bytes32{1}},
          {{2, noon + 1, booking_expired{1, expiry_reason::review_timeout, 4}}, bytes32{2}}};
}

/// Every question, with all that can be said in it.
asks all_questions() {
  std::vector<show_question> of_show{
      open(),
      pause_sales{0, "token"},
      resume_sales{},
      events::cancel_show{},
      block_seats{0, {{"A1"}}},
      unblock_seats{0, {{"A1"}, {"A2"}}},
      book_with(5, {"A1", "A2"}),
      cancel_booking{0, secret, canceller::by_operator, customer(2), {}, "token"},
      record_payment{0, secret, {"p"}, payment_status::failed, {5, "INR"}, noon},
      get_booking{secret, customer(3)},
      get_history{secret, std::nullopt},
      get_show{},
      get_seats{12},
      await_seats{12},
      await_booking{secret, customer(3), booking_status::confirmed},
      run_timers{}};
  std::vector<node_question> of_node{
      list_shows{"after", 10}, list_refunds{std::string{"\0\xff", 2}, 1},
      erase_customer{{}, "ann@x.org"}, get_past_seats{{"noir"}, {5, noon}},
      get_events{{"noir"}, 3, 4}};
  CHECK(of_show.size() == std::variant_size_v<show_question>);
  CHECK(of_node.size() == std::variant_size_v<node_question> - 1); // back_up stays at home
  asks all;
  std::uint64_t correlation = 1'000;
  for (auto& what : of_show)
    all.emplace_back(show_ask{{{}, ++correlation}, {"noir"}, std::move(what), "ann@x.org"});
  for (auto& what : of_node)
    all.emplace_back(node_ask{{{}, ++correlation}, std::move(what)});
  return all;
}

replies all_replies() {
  refund_page refunds;
  refunds.items.push_back(
      {{{"noir"}, secret}, 2, {2, {"p"}, {5, "INR"}, noon, refund_reason::cancelled}, noon});
  show_page shows;
  shows.items.push_back({{"noir"}, sales_status::paused, 4, small_hall()});
  shows.next = "noir";
  shows.missing = {"south"};
  std::vector<seat_status> states(plan()->seats.size(), seat_status::held);
  std::vector<reply> each_kind{
      booking_taken{{{"noir"}, secret}, 9, {5, "INR"}},
      booking_view{{"noir"}, plan(), told_booking()},
      history_view{told_events()},
      payment_view{{{"noir"}, secret}, told_booking().details->payments.front()},
      show_view{{"noir"}, plan(), sales_status::cancelled, 8, noon, true},
      seat_map{{"noir"}, plan(), sales_status::open, 8, states},
      seat_news{plan(), 8, states},
      seat_news{nullptr, 9, states},
      shows,
      refunds,
      customer_erased{true},
      events_page{told_events(), 2},
      backed_up{storage::storage_error{storage::storage_error::kind::exists, "there"}},
      timers_ran{},
      unavailable{"why"},
      refusal{errc::seats_unavailable, {{{"A1"}, taken_reason::held, noon}}, {{"seats", "bad"}}},
      refusal{errc::customer_limit, {{{"A1"}, taken_reason::wait, noon}}, {}, 20, 18}};
  CHECK(each_kind.size() == std::variant_size_v<reply> + 2); // Two of news, and two refusals.
  replies all;
  for (auto& said : each_kind)
    all.push_back({all.size(), std::move(said)});
  return all;
}

template <class Decode>
void survive_damage(const std::string& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); ++size)
    REQUIRE_FALSE(decode(std::string_view{bytes}.substr(0, size)));
  CHECK_FALSE(decode(bytes + '\0'));
  for (std::size_t place = 0; place < bytes.size(); ++place)
    for (auto flip : {0x01, 0x10, 0x80, 0xff}) {
      auto damaged = bytes;
      damaged[place] = static_cast<char>(damaged[place] ^ flip);
      static_cast<void>(decode(damaged));
    }
}

} // namespace

TEST_CASE("wire: every question arrives as it was put") {
  auto bytes = encode(all_questions());
  auto arrived = decode_asks(bytes, {});
  REQUIRE(arrived);
  const auto& booking = std::get<request_booking>(std::get<show_ask>(arrived->at(6)).what);
  CHECK(booking.seats == std::vector<seat_id>{{"A1"}, {"A2"}});
  CHECK(booking.key_hash == bytes32{5});
  CHECK(std::get<show_ask>(arrived->at(6)).mail == "ann@x.org");
  CHECK(std::get<pause_sales>(std::get<show_ask>(arrived->at(1)).what).by == "token");
  CHECK(std::get<cancel_booking>(std::get<show_ask>(arrived->at(7)).what).operator_by == "token");
  CHECK(std::get<show_ask>(arrived->at(6)).reply_to.correlation == 1'007);
  CHECK(encode(std::move(*arrived)) == bytes);
}

TEST_CASE("wire: every answer arrives as it was given") {
  auto bytes = encode(all_replies());
  auto arrived = decode_replies(bytes);
  REQUIRE(arrived);
  CHECK(std::get<show_view>(arrived->at(4).reply).plan->body == plan()->body);
  CHECK(std::get<seat_map>(arrived->at(5).reply).plan->body == plan()->body);
  CHECK(std::get<seat_news>(arrived->at(6).reply).plan->body == plan()->body);
  CHECK_FALSE(std::get<seat_news>(arrived->at(7).reply).plan);
  CHECK(std::get<show_page>(arrived->at(8).reply).next == "noir");
  CHECK(std::get<refusal>(arrived->at(16).reply).limit == 20);
  CHECK(std::get<refusal>(arrived->at(16).reply).have == 18);
  CHECK(encode(std::move(*arrived)) == bytes);
}

TEST_CASE("wire: of a hall a booking brings its own seats only") {
  auto arrived = decode_replies(encode(all_replies()));
  REQUIRE(arrived);
  const auto& view = std::get<booking_view>(arrived->at(1).reply);
  CHECK(view.plan->seats.size() == 3);
  auto names = [&](const seat_list& of) {
    story out;
    for (auto seat : of)
      out.emplace_back(view.plan->seats[seat].id.text());
    return out;
  };
  CHECK(names(view.booking.seats) == story{"B2", "A2"});
  CHECK(names(view.booking.details->seats_lost) == story{"A4"});
  CHECK(view.plan->body.currency == "INR");
  CHECK(view.booking.status == booking_status::paid);
}

TEST_CASE("wire: bytes that were cut or changed are refused or read, but never past their end") {
  survive_damage(encode(all_questions()),
                 [](std::string_view bytes) { return decode_asks(bytes, {}).has_value(); });
  survive_damage(encode(all_replies()),
                 [](std::string_view bytes) { return decode_replies(bytes).has_value(); });
}

TEST_CASE("wire: a seat that the hall has not is refused") {
  replies one;
  one.push_back({1, seat_map{{"noir"}, plan(), sales_status::open, 8, {seat_status::held}}});
  CHECK_FALSE(decode_replies(encode(std::move(one))));
}

TEST_CASE("wire: no node tells another where to put a backup") {
  asks one;
  one.emplace_back(node_ask{{{}, 1}, back_up{"/tmp/copy"}});
  CHECK_FALSE(decode_asks(encode(std::move(one)), {}));
}

} // namespace boxoffice::actors::tests

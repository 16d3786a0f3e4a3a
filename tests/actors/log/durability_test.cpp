#include "actors/log/log_writer.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;

TEST_CASE("durability: a booking is replied to after its append has returned, and not before") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto request = box.ask("noir", book({"A1"}));
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(request));
  CHECK(box.types("noir") == strings{"ShowOpened"});

  auto appends = 0;
  box.log().before_append_returns = [&] {
    ++appends;
    CHECK_FALSE(box.has_reply(request));
    CHECK(box.types("noir") == strings{"ShowOpened", "BookingRequested"});
  };
  box.run();
  CHECK(appends == 1);
  auto taken = box.reply_to<booking_taken>(request);
  CHECK(taken.number == 2);
  CHECK(taken.id.show.text == "noir");
  CHECK(taken.amount == money{seat_price, "INR"});
}

TEST_CASE(
    "durability: the next ask is decided on state that is not durable yet, and waits for it") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto paused = box.ask("noir", pause_sales{});
  auto request = box.ask("noir", book({"A1"}));
  auto seen = box.ask("noir", get_show{});
  box.run_without<log_writer>();
  CHECK(box.reply_count() == 1);

  box.log().before_append_returns = [&] { CHECK(box.reply_count() == 1); };
  box.run();
  CHECK(box.reply_to<show_view>(paused).sales == sales_status::paused);
  CHECK(box.reply_to<refusal>(request).code == errc::sales_closed);
  CHECK(box.reply_to<show_view>(seen).version == 2);
}

TEST_CASE("durability: if all is durable a refusal does not wait for the writer") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("noir", pause_sales{});
  auto other = box.ask("other", open());
  auto request = box.ask("noir", book({"A1"}));
  box.run_without<log_writer>();
  CHECK(box.reply_to<refusal>(request).code == errc::sales_closed);
  CHECK_FALSE(box.has_reply(other));
}

TEST_CASE("durability: a read of the seats does not see a booking that may yet be lost") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto request = box.ask("noir", book({"A1"}));
  auto seen = box.ask("noir", get_seats{});
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(seen));
  box.run();
  CHECK(box.has_reply(request));
  auto map = box.reply_to<seat_map>(seen);
  CHECK(map.version == 2);
  CHECK(map.seats.at(0) == seat_status::in_review);
  CHECK(map.seats.at(1) == seat_status::available);
}

TEST_CASE("seats: a client at the current version gets no seats, and only once it is durable") {
  node box;
  box.ask_now<show_view>("noir", open());
  CHECK(box.ask_now<seat_map>("noir", get_seats{1}).seats.empty());
  box.ask("noir", book({"A1"}));
  auto seen = box.ask("noir", get_seats{2});
  auto unknown = box.ask("noir", get_seats{1});
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(seen));
  box.run();
  CHECK(box.reply_to<seat_map>(seen).version == 2);
  CHECK(box.reply_to<seat_map>(seen).seats.empty());
  CHECK(box.reply_to<seat_map>(unknown).seats.at(0) == seat_status::in_review);
}

TEST_CASE("durability: decisions of a review are not seen before all of them are durable") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.book_now("noir", {"A1", "A2"});
  box.log().before_append_returns = [&] { CHECK(box.types("noir").size() == 5); };
  box.pass(milliseconds{1'000});
  CHECK(box.types("noir") == strings{"ShowOpened", "BookingRequested", "BookingRequested",
                                     "BookingConfirmed", "BookingRejected"});
  CHECK(box.status_now("noir", booking) == booking_status::rejected);
}

TEST_CASE("group commit: what many shows append at the same time is one write") {
  node box;
  const strings shows{"a", "b", "c", "d", "e"};
  for (const auto& show : shows)
    box.ask_now<show_view>(show, open());
  box.log().forget_batches();
  for (const auto& show : shows)
    box.ask(show, book({"A1"}));
  box.run();
  CHECK(box.log().batches() == std::vector<strings>{shows});
  CHECK(box.reply_count() == 10);
}

TEST_CASE("group commit: appends that come in during a write make the next one") {
  node box;
  box.ask_now<show_view>("a", open());
  box.ask_now<show_view>("b", open());
  box.log().forget_batches();
  box.ask("a", book({"A1"}));
  box.log().before_append_returns = [&] {
    box.log().before_append_returns = nullptr;
    box.ask("a", book({"A2"}));
    box.ask("b", book({"A2"}));
  };
  box.run();
  CHECK(box.log().batches() == std::vector<strings>{{"a"}, {"a", "b"}});
}

TEST_CASE("group commit: a batch at its limit is written without waiting for more") {
  auto options = virtual_time();
  options.batch_limit = 2;
  node box{options};
  for (const auto* show : {"a", "b", "c"})
    box.ask(show, open());
  box.run();
  CHECK(box.log().batches() == std::vector<strings>{{"a", "b"}, {"c"}});
  CHECK(box.reply_count() == 3);
}

TEST_CASE("group commit: several appends of one show in one write keep its chain whole") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.log().forget_batches();
  for (const auto* seat : {"A1", "A2", "A3"})
    box.ask("noir", book({seat}));
  box.run();
  CHECK(box.log().batches() == std::vector<strings>{{"noir", "noir", "noir"}});
  CHECK(box.recovered("noir").state.seq == 4);
}

TEST_CASE("idempotency: one key twice at the same time is one booking and one reply") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto first = box.ask("noir", book_with(7, {"A1"}));
  auto second = box.ask("noir", book_with(7, {"A1"}));
  auto other_body = box.ask("noir", book_with(7, {"A2"}));
  box.run_without<log_writer>();
  CHECK(box.reply_count() == 1);
  box.run();
  CHECK(box.reply_to<booking_taken>(first).id == box.reply_to<booking_taken>(second).id);
  CHECK(box.reply_to<refusal>(other_body).code == errc::idempotency_key_reused);
  CHECK(box.types("noir") == strings{"ShowOpened", "BookingRequested"});
}

TEST_CASE("payment: one message twice at the same time pays once and gets the same reply twice") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(milliseconds{1'000});
  auto first = box.ask("noir", pay(booking, "p1", box.now()));
  auto second = box.ask("noir", pay(booking, "p1", box.now()));
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(first));
  CHECK_FALSE(box.has_reply(second));
  box.run();
  CHECK_FALSE(box.reply_to<payment_view>(first).entry.refund);
  CHECK_FALSE(box.reply_to<payment_view>(second).entry.refund);
  CHECK(box.types("noir") ==
        strings{"ShowOpened", "BookingRequested", "BookingConfirmed", "BookingPaid"});
}

} // namespace boxoffice::actors::tests

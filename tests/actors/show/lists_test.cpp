#include "actors/log/log_writer.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

strings ids_of(const show_page& page) {
  strings ids;
  for (const auto& show : page.items)
    ids.push_back(show.id.text);
  return ids;
}

bool erase(node& box, customer_id whom) {
  return box.ask_now<customer_erased>(erase_customer{{whom}, {}}).existed;
}

/// The mail address that the log has of a customer.
std::optional<std::string> mail_of(node& box, customer_id whom) {
  auto row = box.log().get(storage::table::customers, std::string{whom.begin(), whom.end()});
  REQUIRE(row.has_value());
  return *row;
}

} // namespace

TEST_CASE("lists: shows are listed by id, a page at a time") {
  node box;
  for (const auto* show : {"c", "a", "d", "b"})
    box.ask_now<show_view>(show, open());
  box.ask_now<show_view>("b", pause_sales{});
  auto first = box.ask_now<show_page>(list_shows{"", 3});
  CHECK(ids_of(first) == strings{"a", "b", "c"});
  CHECK(first.items.at(1).sales == sales_status::paused);
  CHECK(first.items.at(1).version == 2);
  REQUIRE(first.next);
  auto second = box.ask_now<show_page>(list_shows{*first.next, 3});
  CHECK(ids_of(second) == strings{"d"});
  CHECK_FALSE(second.next);
}

TEST_CASE("lists: each show has its seats, those available as of its version") {
  node box;
  box.ask_now<show_view>("a", open());
  auto shows = [&] { return box.ask_now<show_page>(list_shows{"", 9}).items; };
  auto all = shows().at(0).seats;
  REQUIRE(all);
  CHECK(all->available == all->total);
  box.book_now("a", {"A1", "A2"});
  auto then = shows().at(0);
  CHECK(then.version == 2);
  CHECK(then.seats == storage::seat_count{all->total, all->total - 2});
  CHECK(then.at >= noon);
}

TEST_CASE("lists: a filter is of the present status") {
  node box;
  box.ask_now<show_view>("a", open());
  list_shows question{"", 9};
  question.filter.status = storage::listed_status::paused;
  CHECK(ids_of(box.ask_now<show_page>(question)).empty());
  box.ask_now<show_view>("a", pause_sales{});
  CHECK(ids_of(box.ask_now<show_page>(question)) == strings{"a"});
}

TEST_CASE("lists: shows are listed by start if that is asked for, and count for the programme") {
  node box;
  for (const auto* show : {"b", "a", "c"}) {
    auto opening = open();
    opening.body.starts_at += *show == 'a' ? 60'000 : 0;
    box.ask_now<show_view>(show, std::move(opening));
  }
  box.ask_now<show_view>("c", events::cancel_show{});
  list_shows question{"", 2, {}, storage::show_order::start};
  auto first = box.ask_now<show_page>(question);
  CHECK(ids_of(first) == strings{"b", "c"});
  CHECK(first.items.at(0).seats);
  question.after = first.next.value();
  CHECK(ids_of(box.ask_now<show_page>(question)) == strings{"a"});
  auto programme = box.ask_now<programme_view>(get_programme{{}, "UTC"});
  REQUIRE(programme.days.size() == 1);
  CHECK(programme.days.at(0).shows == 2);
  CHECK(programme.halls.size() == 1);
}

TEST_CASE("lists: bookings of a show are durable ones, with the mail of their customer") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask("noir", book({"A1"}, 1), "Ann@X.org");
  box.ask("noir", book({"A2"}, 2), "bob@x.org");
  box.run();
  auto all = box.ask_now<booking_page>(list_bookings{{"noir"}, 0, 9}).items;
  REQUIRE(all.size() == 2);
  CHECK(all.at(0).mail == "ann@x.org");
  CHECK(all.at(1).view.booking.customer == customer(2));
  auto first = box.ask_now<booking_page>(list_bookings{{"noir"}, 0, 1});
  REQUIRE(first.next);
  CHECK(*first.next == std::to_string(all.at(0).view.booking.number));
  list_bookings of_bob{{"noir"}, 0, 9, std::nullopt, "bob@x.org"};
  of_bob.customers = {customer(2)};
  CHECK(box.ask_now<booking_page>(of_bob).items.size() == 1);
  CHECK(erase(box, customer(1)));
  CHECK_FALSE(box.ask_now<booking_page>(list_bookings{{"noir"}, 0, 9}).items.at(0).mail);
  CHECK(box.ask_now<refusal>(list_bookings{{"none"}, 0, 9}).code == errc::show_not_found);
}

TEST_CASE("lists: a customer's bookings are found in all shows, page by page") {
  node box;
  for (const auto* show : {"c", "a", "b"}) {
    box.ask_now<show_view>(show, open());
    box.ask(show, book({"A1"}, 1));
    box.ask(show, book({"A2"}, 2));
  }
  box.run();
  strings shows;
  list_customer_bookings question{"", 2, "ann@x.org", {customer(1)}};
  for (auto more = true; more;) {
    auto page = box.ask_now<booking_page>(question);
    for (const auto& each : page.items)
      shows.push_back(each.view.show.text);
    more = page.next.has_value();
    question.after = page.next.value_or("");
  }
  CHECK(shows == strings{"a", "b", "c"});
  question.customers = {customer(9)};
  CHECK(box.ask_now<booking_page>(question).items.empty());
}

TEST_CASE("reports: a page has what each show contributes") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(1s);
  box.ask_now<payment_view>("noir", pay(booking, "p1", noon));
  auto page = box.ask_now<sales_page>(list_sales{});
  REQUIRE(page.items.size() == 1);
  CHECK(page.items.at(0).rows.at(0).figures.seats_sold == 1);
  CHECK(page.items.at(0).rows.at(0).figures.revenue == booking.amount.value);
  CHECK_FALSE(page.next);
}

TEST_CASE("payments: a payment leads to its booking once it is durable") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(1s);
  CHECK(box.ask_now<payment_found>(find_payment{{"p1"}}).bookings.empty());
  box.ask_now<payment_view>("noir", pay(booking, "p1", noon));
  auto found = box.ask_now<payment_found>(find_payment{{"p1"}}).bookings;
  REQUIRE(found.size() == 1);
  CHECK(found.front().id == booking.id);
  CHECK(found.front().number == booking.number);
}

TEST_CASE("lists: due refunds are listed a page at a time, until they are completed") {
  node box;
  box.ask_now<show_view>("noir", open());
  std::vector<booking_taken> paid;
  for (const auto* seat : {"A1", "A2", "A3"})
    paid.push_back(box.book_now("noir", {seat}));
  box.pass(1s);
  for (const auto& booking : paid) {
    box.ask_now<payment_view>("noir", pay(booking, "p" + std::to_string(booking.number), noon));
    box.ask_now<booking_view>("noir", cancel(booking, canceller::by_operator));
  }
  auto first = box.ask_now<refund_page>(list_refunds{"", 2});
  CHECK(first.items.size() == 2);
  CHECK(first.items.at(0).id == paid.at(0).id);
  CHECK(first.items.at(0).due.reason == refund_reason::cancelled);
  REQUIRE(first.next);
  CHECK(box.ask_now<refund_page>(list_refunds{*first.next, 2}).items.at(0).id == paid.at(2).id);

  auto back = pay(paid.at(0), "p2", noon);
  back.status = payment_status::refunded;
  box.ask_now<payment_view>("noir", back);
  CHECK(box.ask_now<refund_page>(list_refunds{"", 9}).items.size() == 2);
  CHECK(box.ask_now<payment_view>("noir", back).entry.status == payment_status::refunded);
}

TEST_CASE("history: it has one booking's durable events with their hashes, in order") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.book_now("noir", {"A1", "A2"});
  box.pass(1s);
  auto history =
      box.ask_now<history_view>("noir", get_history{booking.id.secret, customer(1)}).events;
  REQUIRE(history.size() == 2);
  CHECK(std::holds_alternative<booking_requested>(history.at(0).record.event));
  CHECK(std::holds_alternative<booking_rejected>(history.at(1).record.event));
  CHECK(history.at(0).record.seq == booking.number);
  CHECK(history.at(1).hash == box.recovered("noir").head);
  CHECK(box.ask_now<refusal>("noir", get_history{booking.id.secret, customer(2)}).code ==
        errc::forbidden);
}

TEST_CASE("customers: an erased mail is not in the log, and a second erasure finds none") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto request = box.ask("noir", book({"A1"}, 1), "Ann@X.org");
  box.ask("noir", book({"A2"}, 2), "bob@x.org");
  box.run();
  box.reply_to<booking_taken>(request);
  CHECK(mail_of(box, customer(1)) == "ann@x.org");
  CHECK(erase(box, customer(1)));
  CHECK_FALSE(mail_of(box, customer(1)));
  CHECK(mail_of(box, customer(2)) == "bob@x.org");
  CHECK_FALSE(erase(box, customer(1)));
  CHECK(box.recovered("noir").state.seq == 3);
}

TEST_CASE("customers: an erasure does not overtake the booking that stores the mail") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto request = box.ask("noir", book({"A1"}, 1));
  box.run_without<log_writer>();
  auto erased = box.ask(erase_customer{{customer(1)}, {}});
  box.run();
  box.reply_to<booking_taken>(request);
  CHECK(box.reply_to<customer_erased>(erased).existed);
  CHECK_FALSE(mail_of(box, customer(1)));
}

TEST_CASE("customers: a refused request and a repeated one leave no mail behind") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<booking_taken>("noir", book_with(7, {"A1"}));
  CHECK(erase(box, customer(1)));
  box.ask_now<booking_taken>("noir", book_with(7, {"A1"}));
  box.ask_now<refusal>("noir", book({"Z1"}, 2));
  CHECK_FALSE(mail_of(box, customer(1)));
  CHECK_FALSE(mail_of(box, customer(2)));
}

} // namespace boxoffice::actors::tests

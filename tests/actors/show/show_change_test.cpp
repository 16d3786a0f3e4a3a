// A show whose layout changes while it is in memory, is watched, leaves and is read from the past.
#include "actors/feed/seat_feed.hpp"
#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// The small hall without A8, with another A9 in front, and another name.
change_show other_layout() {
  change_show command;
  auto rows = small_hall().rows;
  rows[0].seats.pop_back();
  rows[0].seats.insert(rows[0].seats.begin(), seat_id{"A9"});
  command.changes.rows = std::move(rows);
  command.changes.movie = "Nosferatu";
  return command;
}

std::string first_seat(const seat_map& map) { return std::string{map.plan->seats[0].id.text()}; }

strings seats_of(const booking_view& view) {
  strings names;
  for (auto seat : view.booking.seats)
    names.emplace_back(view.plan->seats[seat].id.text());
  return names;
}

} // namespace

TEST_CASE("show change: the reply has the new plan, and its bookings their seats") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booked = box.book_now("noir", {"A1", "A2"});
  auto view = box.ask_now<show_view>("noir", other_layout());
  CHECK(view.plan->body.movie == "Nosferatu");
  CHECK(view.version == 3);
  CHECK(view.plan->since == 3);
  CHECK(seats_of(box.ask_now<booking_view>("noir", look_at(booked))) == strings{"A1", "A2"});
  box.pass(1s);
  CHECK(box.status_now("noir", booked) == booking_status::confirmed);
  auto map = box.ask_now<seat_map>("noir", get_seats{});
  CHECK(map.seats[0] == seat_status::available);
  CHECK(map.seats[1] == seat_status::held);
  CHECK(box.ask_now<show_view>("noir", other_layout()).version == 4); // Nothing was logged.
}

TEST_CASE("show change: two changes at once both hold") {
  node box;
  box.ask_now<show_view>("noir", open());
  change_show price;
  price.changes.price = 700;
  change_show hall;
  hall.changes.hall = "Large";
  auto one = box.ask("noir", price);
  auto two = box.ask("noir", hall);
  box.run();
  CHECK(box.reply_to<show_view>(one).version == 2);
  auto last = box.reply_to<show_view>(two);
  CHECK(last.plan->body.price == 700);
  CHECK(last.plan->body.hall == "Large");
}

TEST_CASE("show change: a show that leaves memory comes back with its layout") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  auto booked = box.book_now("noir", {"A8"});
  box.ask_now<booking_view>("noir", cancel(booked, canceller::by_customer));
  box.ask_now<show_view>("noir", other_layout());
  box.pass(until_idle * 3 / 2);
  REQUIRE(box.shows_in_memory() == 0);
  auto map = box.ask_now<seat_map>("noir", get_seats{});
  CHECK(first_seat(map) == "A9");
  CHECK(box.recovered("noir").snapshot_seq == box.last_seq("noir"));
  // Of a seat that is gone.
  CHECK(seats_of(box.ask_now<booking_view>("noir", look_at(booked))) == strings{"A8"});
}

TEST_CASE("show change: the past has the hall as it was then") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("noir", other_layout());
  auto before = box.ask_now<seat_map>(get_past_seats{{"noir"}, {1, std::nullopt}});
  CHECK(first_seat(before) == "A1");
  auto after = box.ask_now<seat_map>(get_past_seats{{"noir"}, {2, std::nullopt}});
  CHECK(first_seat(after) == "A9");
}

TEST_CASE("show change: watchers get the plan with the news, and only then") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto waiting = box.ask("noir", await_seats{1});
  box.run();
  REQUIRE_FALSE(box.has_reply(waiting));
  box.ask_now<show_view>("noir", other_layout());
  auto news = box.reply_to<seat_news>(waiting);
  REQUIRE(news.plan);
  CHECK(news.plan->seats[0].id.text() == "A9");
  CHECK(news.version == 2);
  CHECK(box.ask_now<seat_news>("noir", await_seats{1}).plan);
  auto later = box.ask("noir", await_seats{2});
  box.run();
  box.book_now("noir", {"A1"});
  CHECK_FALSE(box.reply_to<seat_news>(later).plan);
}

TEST_CASE("show change: a watcher ahead of the show gets its map with the plan at once") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto news = box.ask_now<seat_news>("noir", await_seats{99'999});
  REQUIRE(news.plan);
  CHECK(news.version == 1);
  CHECK(news.seats.size() == news.plan->seats.size());
}

} // namespace boxoffice::actors::tests

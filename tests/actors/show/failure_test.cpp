#include "tests/actors/node.hpp"

#include <stdexcept>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// Overwrites a show's first record.
void spoil(node& box, const std::string& show, std::string record) {
  storage::write_batch batch;
  batch.appends.push_back({{show}, 1, {std::move(record)}});
  REQUIRE(box.log().append(batch).has_value());
}

} // namespace

TEST_CASE("failure: after an append that failed the process ends and nothing is acknowledged") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("other", open());
  box.log().device_is_full = true;
  auto lost = box.ask("noir", book({"A1"}));
  auto lost_too = box.ask("other", book({"A1"}));
  auto rests_on_it = box.ask("noir", get_seats{});
  auto refused_by_it = box.ask("noir", block_seats{0, {{"A1"}}});
  box.run();
  REQUIRE(box.failures().size() >= 1);
  CHECK(box.failures().front() == "no space left on device");

  box.log().device_is_full = false;
  auto later = box.ask("noir", book({"A2"}));
  box.pass(5min);
  for (auto each : {lost, lost_too, rests_on_it, refused_by_it, later})
    CHECK_FALSE(box.has_reply(each));
  CHECK(box.types("noir") == strings{"ShowOpened"});
  CHECK(box.types("other") == strings{"ShowOpened"});
}

TEST_CASE("failure: after a failed append the next start has what was acknowledged, and no more") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto kept = box.book_now("noir", {"A1"});
  box.log().device_is_full = true;
  box.ask("noir", book({"A2"}));
  box.run();
  box.restart(2s);
  box.start();
  box.run();
  CHECK(box.status_now("noir", kept) == booking_status::confirmed);
  CHECK(box.ask_now<seat_map>("noir", get_seats{}).seats.at(1) == seat_status::available);
  box.book_now("noir", {"A2"});
  CHECK(box.recovered("noir").state.seq == 4);
}

TEST_CASE("failure: an exception in an actor ends the process too, as its state is in doubt") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.log().instead_of_append = [] { throw std::runtime_error{"out of something"}; };
  auto request = box.ask("noir", book({"A1"}));
  box.run();
  REQUIRE(box.failures().size() == 1);
  CHECK(box.failures().front().find("out of something") != std::string::npos);
  CHECK_FALSE(box.has_reply(request));
}

TEST_CASE("failure: a show that cannot be read is unavailable, and others are served") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("broken", open());
  auto booking = box.book_now("broken", {"A1"});
  spoil(box, "broken", "no record at all, but long enough to have a hash in front of it");
  box.restart();
  auto finished = false;
  box.start([&] { finished = true; });
  box.run();
  CHECK(finished);
  CHECK_FALSE(box.ask_now<unavailable>("broken", get_seats{}).reason.empty());
  CHECK_FALSE(box.ask_now<unavailable>("broken", look_at(booking)).reason.empty());
  CHECK_FALSE(box.ask_now<unavailable>("broken", open()).reason.empty());
  CHECK(box.book_now("noir", {"A1"}).number == 2);
  REQUIRE(box.warnings().size() == 1);
  CHECK(box.warnings().front().find("broken") != std::string::npos);
  CHECK(box.failures().empty());
  box.pass(5min);
  CHECK(box.last_seq("broken") == 2);
}

TEST_CASE("failure: asks that came during the recovery of an unreadable show get a reply") {
  node box{virtual_time(60s)};
  box.ask_now<show_view>("broken", open());
  spoil(box, "broken", "short");
  box.pass(90s);
  auto first = box.ask("broken", book({"A1"}));
  auto second = box.ask("broken", get_seats{});
  box.run();
  CHECK_FALSE(box.reply_to<unavailable>(first).reason.empty());
  CHECK_FALSE(box.reply_to<unavailable>(second).reason.empty());
  box.pass(90s);
  CHECK(box.shows_in_memory() == 0);
}

} // namespace boxoffice::actors::tests

#include "actors/feed/seat_feed.hpp"
#include "tests/actors/node.hpp"

#include <algorithm>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

std::string word(seat_status status) {
  constexpr const char* words[] = {"free", "in_review", "held", "sold", "blocked"};
  return words[static_cast<std::size_t>(status)];
}

feed_encoder in_words() {
  feed_encoder encoder;
  encoder.snapshot = [](const show_plan&, std::uint64_t version, const auto& states) {
    auto free = std::ranges::count(states, seat_status::available);
    return std::to_string(version) + " " + std::to_string(free) + " free";
  };
  encoder.delta = [](const show_plan& plan, std::uint64_t version, const auto& states,
                     const auto& changed) {
    auto text = std::to_string(version);
    for (auto seat : changed)
      text.append(" ").append(plan.seats[seat].id.text()).append(" ").append(word(states[seat]));
    return text;
  };
  encoder.booking = [](const booking_view& view) {
    constexpr const char* words[] = {"in review", "confirmed", "rejected",
                                     "expired",   "cancelled", "paid"};
    return std::string{words[static_cast<std::size_t>(view.booking.status)]};
  };
  return encoder;
}

/// A node with a feed, and subscribers that note what they hear.
struct audience {
  explicit audience(milliseconds show_idle = milliseconds{3'600'000})
      : box{virtual_time(show_idle)}, feed{spawn()} {}
  ~audience() {
    caf::anon_send_exit(feed, caf::exit_reason::user_shutdown);
    feed = nullptr;
    box.run();
  }

  seat_feed_actor spawn() {
    environment env;
    env.fail_stop = [](const storage::storage_error& why) { FAIL(why.detail); };
    return box.system().spawn<seat_feed>(box.directory(), in_words(), feed_options{}, env);
  }

  std::uint64_t watch(const std::string& show, std::optional<std::uint64_t> after = {}) {
    caf::anon_send(feed, subscribe_seats{{show}, after, ear, ++last});
    box.run();
    return last;
  }
  /// Nothing runs yet.
  std::uint64_t begin_to_watch(const booking_taken& booking) {
    caf::anon_send(feed, subscribe_booking{booking.id, {}, {}, ear, ++last});
    return last;
  }
  std::uint64_t watch(const booking_taken& booking) {
    begin_to_watch(booking);
    box.run();
    return last;
  }
  void leave(std::uint64_t subscriber, const std::string& show) {
    caf::anon_send(feed, unsubscribe{ear, subscriber, show_id{show}});
    box.run();
  }

  void hear(push&& one) {
    for (const auto& text : one.texts)
      heard[one.subscriber].push_back(*text);
    if (one.last)
      heard[one.subscriber].push_back("end");
    if (one.subscriber == 0 && takes_at_once)
      caf::anon_send(feed, frame_ack{one.show});
    else if (one.subscriber == 0)
      untaken = one.show;
  }
  /// The feed came after the node's own actors.
  [[nodiscard]] std::size_t shows_in_memory() const { return box.shows_in_memory() - 1; }
  void take() { caf::anon_send(feed, frame_ack{untaken}); }
  /// What came since the last look.
  story news_of(std::uint64_t subscriber) { return std::exchange(heard[subscriber], {}); }
  story news() { return news_of(0); }

  node box;
  std::map<std::uint64_t, story> heard; ///< by subscriber, 0: all of a show
  bool takes_at_once = true;
  show_id untaken;
  std::uint64_t last = 0;
  std::shared_ptr<push_sink> ear =
      std::make_shared<push_sink>([this](push&& one) { hear(std::move(one)); });
  seat_feed_actor feed;
};

} // namespace

TEST_CASE("feed: a change is told at once, and what follows within 50 ms in one") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  CHECK(all.news_of(one) == story{"1 8 free"});
  all.box.book_now("noir", {"A1"}); // Behind the snapshot the feed waits as behind a change.
  CHECK(all.news() == story{});
  all.box.pass(50ms);
  CHECK(all.news() == story{"2 A1 in_review"});
  all.box.pass(50ms);
  all.box.book_now("noir", {"A2"});
  CHECK(all.news() == story{"3 A2 in_review"});
  all.box.book_now("noir", {"A3"});
  all.box.book_now("noir", {"A4"});
  CHECK(all.news() == story{});
  all.box.pass(50ms);
  CHECK(all.news() == story{"5 A3 in_review A4 in_review"});
}

TEST_CASE("feed: the next change waits until the last one is out") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  all.watch("noir");
  all.box.pass(50ms);
  all.takes_at_once = false;
  all.box.book_now("noir", {"A1"});
  CHECK(all.news() == story{"2 A1 in_review"});
  all.box.book_now("noir", {"A2"});
  all.box.pass(500ms);
  CHECK(all.news() == story{});
  all.take();
  all.box.run();
  CHECK(all.news() == story{"3 A2 in_review"});
}

TEST_CASE("feed: a subscriber gets what it missed while the show's last subscriber was away") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  all.box.pass(50ms);
  all.leave(one, "noir");
  all.box.book_now("noir", {"A1"});
  all.box.pass(50ms);
  all.box.book_now("noir", {"A2"});
  all.box.pass(50ms);
  SUBCASE("within a minute") {
    auto back = all.watch("noir", 2);
    CHECK(all.news_of(back) == story{"3 A2 in_review"});
  }
  SUBCASE("later it gets the show as it is") {
    all.box.pass(61s);
    auto back = all.watch("noir", 2);
    CHECK(all.news_of(back).size() == 1);
    CHECK(all.news_of(back) == story{});
  }
}

TEST_CASE("feed: who is ahead waits for what it knows, but not for what never comes") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  all.watch("noir");
  SUBCASE("it comes") {
    all.box.book_now("noir", {"A1"}); // The feed pauses, and knows nothing of it yet.
    auto ahead = all.watch("noir", 2);
    all.box.pass(50ms);
    CHECK(all.news_of(ahead) == story{});
    all.box.book_now("noir", {"A2"});
    all.box.pass(50ms);
    CHECK(all.news().back() == "3 A2 in_review");
  }
  SUBCASE("it does not") {
    all.box.pass(50ms);
    auto ahead = all.watch("noir", 99);
    CHECK(all.news_of(ahead) == story{});
    all.box.pass(250ms);
    CHECK(all.news_of(ahead) == story{"1 8 free"});
  }
}

TEST_CASE("feed: every status of a booking is told once, in order, and then the end") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto booked = all.box.book_now("noir", {"A1"});
  SUBCASE("paid") {
    auto one = all.watch(booked);
    CHECK(all.news_of(one) == story{"in review"});
    all.box.pass(1s);
    CHECK(all.news_of(one) == story{"confirmed"});
    all.box.ask_now<payment_view>("noir", pay(booked, "p", all.box.now()));
    CHECK(all.news_of(one) == story{"paid", "end"});
  }
  SUBCASE("expired") {
    auto one = all.watch(booked);
    all.box.pass(10min);
    CHECK(all.news_of(one) == story{"in review", "confirmed", "expired", "end"});
  }
  SUBCASE("over before it is watched") {
    all.box.ask_now<booking_view>("noir", cancel(booked));
    auto one = all.watch(booked);
    CHECK(all.news_of(one) == story{"cancelled", "end"});
  }
  SUBCASE("confirmed and paid while the feed is slow") {
    auto one = all.begin_to_watch(booked);
    REQUIRE(all.box.step_of<seat_feed>()); // It asks, and takes its time with the answer.
    all.box.run_without<seat_feed>();
    all.box.let_timers_lag(1s);
    while (all.box.trigger_due_timers())
      all.box.run_without<seat_feed>();
    all.box.ask("noir", pay(booked, "p", all.box.now()));
    all.box.run_without<seat_feed>();
    CHECK(all.box.types("noir").back() == "BookingPaid");
    CHECK(all.news_of(one) == story{});
    all.box.run();
    CHECK(all.news_of(one) == story{"in review", "confirmed", "paid", "end"});
  }
}

TEST_CASE("feed: of what the log has not taken nothing is told") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto booked = all.box.book_now("noir", {"A1"});
  auto one = all.watch("noir");
  auto holder = all.watch(booked);
  all.box.pass(50ms);
  all.news_of(one);
  all.news_of(holder);
  std::size_t told_before_it_was_written = 0;
  all.box.log().before_append_returns = [&] {
    told_before_it_was_written += all.news().size() + all.news_of(holder).size();
  };
  all.box.ask("noir", cancel(booked));
  all.box.run();
  CHECK(told_before_it_was_written == 0);
  CHECK(all.news() == story{"3 A1 free"});
  CHECK(all.news_of(holder) == story{"cancelled", "end"});
}

TEST_CASE("feed: a show that is watched stays in memory, and leaves when nobody looks any more") {
  constexpr auto idle = 60'000ms;
  audience all{idle};
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  all.box.pass(5 * idle);
  CHECK(all.shows_in_memory() == 1);
  all.leave(one, "noir");
  all.box.pass(5 * idle);
  CHECK(all.shows_in_memory() == 0);
  // And it is told again when somebody comes back.
  auto back = all.watch("noir");
  CHECK(all.news_of(back) == story{"1 8 free"});
  all.box.pass(50ms);
  all.box.book_now("noir", {"A1"});
  CHECK(all.news() == story{"2 A1 in_review"});
}

TEST_CASE("feed: a node that is not in charge tells nothing, and all of it once it is") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  all.box.pass(50ms);
  all.news_of(one);
  all.box.book_now("noir", {"A1"});
  CHECK(all.news() == story{"2 A1 in_review"});
  all.box.holds_lease = false;
  all.box.pass(2s); // The review of A1 is due, and does not take place.
  CHECK(all.news() == story{});
  all.box.holds_lease = true;
  all.box.pass(2s);
  CHECK(all.news() == story{"3 A1 held"});
}

} // namespace boxoffice::actors::tests

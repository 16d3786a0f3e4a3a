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
  encoder.snapshot = [](const show_plan&, std::uint64_t version, const auto& states, sales_status) {
    auto free = std::ranges::count(states, seat_status::available);
    return std::to_string(version) + " " + std::to_string(free) + " free";
  };
  encoder.delta = [](const show_plan& plan, std::uint64_t version, const auto& states,
                     const auto& changed, std::optional<sales_status> sales) {
    auto text = std::to_string(version);
    if (sales)
      text.append(" ").append(name(*sales));
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

/// A node with a feed, and subscribers that record what they receive.
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
    caf::anon_send(feed, subscribe_seats{{show}, after, sink, ++last});
    box.run();
    return last;
  }
  /// Nothing runs yet.
  std::uint64_t begin_to_watch(const booking_taken& booking) {
    caf::anon_send(feed, subscribe_booking{booking.id, {}, {}, sink, ++last});
    return last;
  }
  std::uint64_t watch(const booking_taken& booking) {
    begin_to_watch(booking);
    box.run();
    return last;
  }
  void leave(std::uint64_t subscriber, const std::string& show) {
    caf::anon_send(feed, unsubscribe{sink, subscriber, show_id{show}});
    box.run();
  }

  void receive(push&& one) {
    for (const auto& text : one.texts)
      received[one.subscriber].push_back(*text);
    if (one.last)
      received[one.subscriber].push_back("end");
    if (one.subscriber == 0 && takes_at_once)
      caf::anon_send(feed, frame_ack{one.show});
    else if (one.subscriber == 0)
      untaken = one.show;
  }
  /// Without the feed, which was spawned after the node's own actors.
  [[nodiscard]] std::size_t shows_in_memory() const { return box.shows_in_memory() - 1; }
  void take() { caf::anon_send(feed, frame_ack{untaken}); }
  /// What has arrived since the last call.
  strings news_of(std::uint64_t subscriber) { return std::exchange(received[subscriber], {}); }
  strings news() { return news_of(0); }

  node box;
  std::map<std::uint64_t, strings> received; ///< by subscriber, 0: all of a show
  bool takes_at_once = true;
  show_id untaken;
  std::uint64_t last = 0;
  std::shared_ptr<push_sink> sink =
      std::make_shared<push_sink>([this](push&& one) { receive(std::move(one)); });
  seat_feed_actor feed;
};

} // namespace

TEST_CASE("feed: a change is sent at once, and changes within the next 50 ms in one message") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  CHECK(all.news_of(one) == strings{"1 8 free"});
  all.box.book_now("noir", {"A1"}); // After a snapshot the feed pauses as after a change.
  CHECK(all.news() == strings{});
  all.box.pass(50ms);
  CHECK(all.news() == strings{"2 A1 in_review"});
  all.box.pass(50ms);
  all.box.book_now("noir", {"A2"});
  CHECK(all.news() == strings{"3 A2 in_review"});
  all.box.book_now("noir", {"A3"});
  all.box.book_now("noir", {"A4"});
  CHECK(all.news() == strings{});
  all.box.pass(50ms);
  CHECK(all.news() == strings{"5 A3 in_review A4 in_review"});
}

TEST_CASE("feed: the sales status is sent when it changes, alone or with seats") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  all.watch("noir");
  all.box.pass(50ms);
  all.box.ask_now<show_view>("noir", pause_sales{});
  CHECK(all.news() == strings{"2 PAUSED"});
  all.box.pass(50ms);
  all.box.ask_now<show_view>("noir", block_seats{0, {{"A1"}}});
  CHECK(all.news() == strings{"3 A1 blocked"});
  all.box.pass(50ms);
  all.box.ask_now<show_view>("noir", resume_sales{});
  CHECK(all.news() == strings{"4 OPEN"});
  auto booked = all.box.book_now("noir", {"A2"});
  all.box.pass(50ms);
  CHECK(all.news() == strings{"5 A2 in_review"});
  all.box.ask_now<show_view>("noir", events::cancel_show{});
  all.box.pass(50ms);
  CHECK(all.news() == strings{"7 CANCELLED A2 free"});
}

TEST_CASE("feed: the next change waits until the last one was acknowledged") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  all.watch("noir");
  all.box.pass(50ms);
  all.takes_at_once = false;
  all.box.book_now("noir", {"A1"});
  CHECK(all.news() == strings{"2 A1 in_review"});
  all.box.book_now("noir", {"A2"});
  all.box.pass(500ms);
  CHECK(all.news() == strings{});
  all.take();
  all.box.run();
  CHECK(all.news() == strings{"3 A2 in_review"});
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
    CHECK(all.news_of(back) == strings{"3 A2 in_review"});
  }
  SUBCASE("later it gets a snapshot") {
    all.box.pass(61s);
    auto back = all.watch("noir", 2);
    CHECK(all.news_of(back).size() == 1);
    CHECK(all.news_of(back) == strings{});
  }
}

TEST_CASE("feed: a subscriber that is ahead waits for its version, but not for ever") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  all.watch("noir");
  SUBCASE("it comes") {
    all.box.book_now("noir", {"A1"}); // The feed pauses and does not know it yet.
    auto ahead = all.watch("noir", 2);
    all.box.pass(50ms);
    CHECK(all.news_of(ahead) == strings{"2 7 free"});
    all.box.book_now("noir", {"A2"});
    all.box.pass(50ms);
    CHECK(all.news().back() == "3 A2 in_review");
  }
  SUBCASE("it does not") {
    all.box.pass(50ms);
    auto ahead = all.watch("noir", 99);
    CHECK(all.news_of(ahead) == strings{});
    all.box.pass(250ms);
    CHECK(all.news_of(ahead) == strings{"1 8 free"});
  }
}

TEST_CASE("feed: a show's first subscriber gets a snapshot, however far ahead it is") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  SUBCASE("of the show as it is") {
    auto ahead = all.watch("noir", 99'999);
    all.box.pass(250ms);
    CHECK(all.news_of(ahead) == strings{"1 8 free"});
    all.box.book_now("noir", {"A1"});
    CHECK(all.news() == strings{"2 A1 in_review"});
  }
  SUBCASE("with the change that brings the show to its version") {
    auto ahead = all.watch("noir", 2);
    all.box.book_now("noir", {"A1"});
    all.box.pass(50ms);
    CHECK(all.news_of(ahead) == strings{"2 7 free"});
    all.box.pass(250ms);
    CHECK(all.news_of(ahead) == strings{});
  }
}

TEST_CASE("feed: every status of a booking is sent once, in order, and then the end") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto booked = all.box.book_now("noir", {"A1"});
  SUBCASE("paid") {
    auto one = all.watch(booked);
    CHECK(all.news_of(one) == strings{"in review"});
    all.box.pass(1s);
    CHECK(all.news_of(one) == strings{"confirmed"});
    all.box.ask_now<payment_view>("noir", pay(booked, "p", all.box.now()));
    CHECK(all.news_of(one) == strings{"paid", "end"});
  }
  SUBCASE("expired") {
    auto one = all.watch(booked);
    all.box.pass(10min);
    CHECK(all.news_of(one) == strings{"in review", "confirmed", "expired", "end"});
  }
  SUBCASE("over before it is watched") {
    all.box.ask_now<booking_view>("noir", cancel(booked));
    auto one = all.watch(booked);
    CHECK(all.news_of(one) == strings{"cancelled", "end"});
  }
  SUBCASE("confirmed and paid while the feed is slow") {
    auto one = all.begin_to_watch(booked);
    REQUIRE(all.box.step_of<seat_feed>()); // It asks, and the reply waits in its mailbox.
    all.box.run_without<seat_feed>();
    all.box.let_timers_lag(1s);
    while (all.box.trigger_due_timers())
      all.box.run_without<seat_feed>();
    all.box.ask("noir", pay(booked, "p", all.box.now()));
    all.box.run_without<seat_feed>();
    CHECK(all.box.types("noir").back() == "BookingPaid");
    CHECK(all.news_of(one) == strings{});
    all.box.run();
    CHECK(all.news_of(one) == strings{"in review", "confirmed", "paid", "end"});
  }
}

TEST_CASE("feed: what is not durable is not sent") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto booked = all.box.book_now("noir", {"A1"});
  auto one = all.watch("noir");
  auto holder = all.watch(booked);
  all.box.pass(50ms);
  all.news_of(one);
  all.news_of(holder);
  std::size_t sent_before_it_was_written = 0;
  all.box.log().before_append_returns = [&] {
    sent_before_it_was_written += all.news().size() + all.news_of(holder).size();
  };
  all.box.ask("noir", cancel(booked));
  all.box.run();
  CHECK(sent_before_it_was_written == 0);
  CHECK(all.news() == strings{"3 A1 free"});
  CHECK(all.news_of(holder) == strings{"cancelled", "end"});
}

TEST_CASE("feed: a show that is watched stays in memory, and leaves without subscribers") {
  constexpr auto idle = 60'000ms;
  audience all{idle};
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  all.box.pass(5 * idle);
  CHECK(all.shows_in_memory() == 1);
  all.leave(one, "noir");
  all.box.pass(5 * idle);
  CHECK(all.shows_in_memory() == 0);
  // A subscriber that comes back gets messages again.
  auto back = all.watch("noir");
  CHECK(all.news_of(back) == strings{"1 8 free"});
  all.box.pass(50ms);
  all.box.book_now("noir", {"A1"});
  CHECK(all.news() == strings{"2 A1 in_review"});
}

TEST_CASE("feed: a node without its lease sends nothing, and everything once it has it again") {
  audience all;
  all.box.ask_now<show_view>("noir", open());
  auto one = all.watch("noir");
  all.box.pass(50ms);
  all.news_of(one);
  all.box.book_now("noir", {"A1"});
  CHECK(all.news() == strings{"2 A1 in_review"});
  all.box.holds_lease = false;
  all.box.pass(2s); // The review of A1 is due, but cannot be held.
  CHECK(all.news() == strings{});
  all.box.holds_lease = true;
  all.box.pass(2s);
  CHECK(all.news() == strings{"3 A1 held"});
}

} // namespace boxoffice::actors::tests

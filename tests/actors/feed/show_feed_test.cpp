// The feed of shows by itself: the test asks, replies and lets timers go off.
#include "actors/feed/show_feed.hpp"
#include "tests/actors/questions.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

const show_id watched{"noir"};

seat_news news_of(std::uint64_t version, std::size_t held, bool with_plan = false) {
  std::vector<seat_status> seats(8, seat_status::available);
  std::fill_n(seats.begin(), held, seat_status::held);
  return {with_plan ? plan_of(small_hall()) : nullptr, version, std::move(seats),
          sales_status::open};
}

feed_encoder in_short() {
  feed_encoder encoder;
  auto word = [](std::optional<sales_status> sales) {
    return sales && sales != sales_status::open ? ' ' + std::string{name(*sales)} : "";
  };
  encoder.snapshot = [word](const show_plan&, std::uint64_t version, const auto&,
                            sales_status sales) {
    return "snapshot " + std::to_string(version) + word(sales);
  };
  encoder.delta = [word](const show_plan&, std::uint64_t version, const auto&, const auto& changed,
                         std::optional<sales_status> sales) {
    return "delta " + std::to_string(version) + " of " + std::to_string(changed.size()) +
           word(sales);
  };
  return encoder;
}

struct show_feed_fixture {
  std::uint64_t subscribe(std::optional<std::uint64_t> after = {}) {
    feed.subscribe({watched, after, sink, ++last});
    return last;
  }
  /// A first subscriber, and the first reply.
  void begin() {
    subscribe();
    feed.take_reply(watched, news_of(1, 0, true));
    pushes.clear();
    feed.resume({watched});
  }
  strings texts_of(std::uint64_t subscriber) {
    strings texts;
    for (const auto& each : pushes)
      if (each.subscriber == subscriber)
        for (const auto& text : each.texts)
          texts.push_back(*text);
    return texts;
  }

  std::vector<std::uint64_t> requests; ///< known versions
  std::vector<std::chrono::milliseconds> pauses;
  std::vector<forget_show> to_forget;
  std::size_t to_serve = 0;
  std::vector<push> pushes;
  std::uint64_t last = 0;
  std::shared_ptr<push_sink> sink =
      std::make_shared<push_sink>([this](push&& one) { pushes.push_back(std::move(one)); });
  show_feed feed{in_short(),
                 feed_options{},
                 {[this](const show_id&, std::uint64_t known) { requests.push_back(known); },
                  [this](auto delay, const resume_show&) { pauses.push_back(delay); },
                  [this](auto, const serve_waiting&) { ++to_serve; },
                  [this](auto, const forget_show& which) { to_forget.push_back(which); }}};
};

} // namespace

TEST_CASE("show feed: one question is open, however many subscribers there are") {
  show_feed_fixture all;
  auto one = all.subscribe();
  auto two = all.subscribe();
  CHECK(all.requests == std::vector<std::uint64_t>{0});
  all.feed.take_reply(watched, news_of(1, 0, true));
  CHECK(all.texts_of(one) == strings{"snapshot 1"});
  CHECK(all.texts_of(two) == strings{"snapshot 1"});
  CHECK(all.requests.size() == 1); // Not before the pause is over.
  all.feed.resume({watched});
  CHECK(all.requests == std::vector<std::uint64_t>{0, 1});
}

TEST_CASE("show feed: the next question waits for the pause and for the acknowledgement") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(2, 1));
  CHECK(all.texts_of(0) == strings{"delta 2 of 1"});
  SUBCASE("the pause ends first") {
    all.feed.resume({watched});
    CHECK(all.requests.size() == 2);
    all.feed.acknowledge({watched});
  }
  SUBCASE("the acknowledgement comes first") {
    all.feed.acknowledge({watched});
    CHECK(all.requests.size() == 2);
    all.feed.resume({watched});
  }
  CHECK(all.requests == std::vector<std::uint64_t>{0, 1, 2});
}

TEST_CASE("show feed: a version that changes no seat is not sent") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(2, 0));
  CHECK(all.pushes.empty());
  all.feed.resume({watched});
  CHECK(all.requests.back() == 2);
}

TEST_CASE("show feed: another sales status is sent once, and kept for those who come back") {
  show_feed_fixture all;
  all.begin();
  auto paused = news_of(2, 0);
  paused.sales = sales_status::paused;
  all.feed.take_reply(watched, seat_news{paused});
  paused.version = 3;
  all.feed.take_reply(watched, std::move(paused)); // Another event that changes no seat.
  CHECK(all.texts_of(0) == strings{"delta 2 of 0 PAUSED"});
  CHECK(all.texts_of(all.subscribe()) == strings{"snapshot 3 PAUSED"});
  CHECK(all.texts_of(all.subscribe(1)) == strings{"delta 2 of 0 PAUSED"});
}

TEST_CASE("show feed: a show that leaves memory says nothing about its sales") {
  show_feed_fixture all;
  all.begin();
  auto paused = news_of(2, 0);
  paused.sales = sales_status::paused;
  all.feed.take_reply(watched, std::move(paused));
  all.pushes.clear();
  all.feed.take_reply(watched, seat_news{nullptr, 2, {}, {}});
  CHECK(all.pushes.empty());
  CHECK(all.texts_of(all.subscribe()) == strings{"snapshot 2 PAUSED"});
}

TEST_CASE("show feed: a failure is retried after a delay that doubles, and news resets it") {
  show_feed_fixture all;
  all.begin();
  all.pauses.clear();
  for (int failure = 0; failure < 5; ++failure)
    all.feed.take_reply(watched, unavailable{"away"});
  CHECK(all.pauses ==
        std::vector<std::chrono::milliseconds>{250ms, 500ms, 1'000ms, 2'000ms, 2'000ms});
  all.feed.take_reply(watched, news_of(2, 1));
  CHECK(all.pauses.back() == 50ms);
  all.feed.take_reply(watched, unavailable{"away"});
  CHECK(all.pauses.back() == 250ms);
}

TEST_CASE("show feed: a subscriber that comes back gets the frames that it missed") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(2, 1));
  all.feed.take_reply(watched, news_of(3, 2));
  CHECK(all.texts_of(all.subscribe(1)) == strings{"delta 2 of 1", "delta 3 of 1"});
  CHECK(all.texts_of(all.subscribe(2)) == strings{"delta 3 of 1"});
  CHECK(all.texts_of(all.subscribe(3)) == strings{});
  CHECK(all.texts_of(all.subscribe(0)) == strings{"snapshot 3"}); // Older than what is kept.
}

TEST_CASE("show feed: a subscriber ahead of the feed waits, and then gets a snapshot") {
  show_feed_fixture all;
  all.begin();
  auto ahead = all.subscribe(5);
  CHECK(all.to_serve == 1);
  all.feed.take_reply(watched, news_of(4, 1));
  CHECK(all.texts_of(ahead) == strings{});
  all.feed.serve({watched});
  CHECK(all.texts_of(ahead) == strings{"snapshot 4"});
}

TEST_CASE("show feed: the first subscriber of a show may be ahead of it") {
  show_feed_fixture all;
  auto ahead = all.subscribe(99);
  all.feed.take_reply(watched, news_of(1, 0, true));
  CHECK(all.texts_of(ahead) == strings{});
  CHECK(all.to_serve == 1);
  SUBCASE("and the show stays as it is") {
    all.feed.serve({watched});
    CHECK(all.texts_of(ahead) == strings{"snapshot 1"});
    all.feed.serve({watched});
    CHECK(all.pushes.size() == 1);
  }
  SUBCASE("and leaves while it waits") {
    all.feed.remove({all.sink, ahead, watched});
    all.feed.serve({watched});
    CHECK(all.pushes.empty());
  }
}

TEST_CASE("show feed: a version that a subscriber was ahead with comes as a snapshot") {
  show_feed_fixture all;
  std::uint64_t ahead = 0;
  SUBCASE("of the first subscriber") {
    ahead = all.subscribe(2);
    all.feed.take_reply(watched, news_of(1, 0, true));
    all.feed.resume({watched});
  }
  SUBCASE("of a later one") {
    all.begin();
    ahead = all.subscribe(2);
  }
  CHECK(all.texts_of(ahead) == strings{});
  // Version 2 of this log need not be the one that the subscriber has seen.
  all.feed.take_reply(watched, news_of(2, 1));
  CHECK(all.texts_of(ahead) == strings{"snapshot 2"});
  all.feed.serve({watched});
  CHECK(all.texts_of(ahead) == strings{"snapshot 2"});
}

TEST_CASE("show feed: who is ahead of a log that has gone back gets its first map") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(9, 1));
  auto ahead = all.subscribe(12);
  all.feed.take_reply(watched, news_of(3, 0)); // The show is asked anew.
  auto fresh = all.subscribe();
  all.feed.serve({watched});
  CHECK(all.texts_of(ahead) == strings{});
  CHECK(all.texts_of(fresh) == strings{});
  all.feed.take_reply(watched, news_of(3, 0, true));
  CHECK(all.texts_of(fresh) == strings{"snapshot 3"});
  CHECK(all.to_serve == 2);
  all.feed.serve({watched});
  CHECK(all.texts_of(ahead) == strings{"snapshot 3"});
}

TEST_CASE("show feed: of a log that is behind its own version the show is asked as a new one") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(9, 1));
  all.feed.acknowledge({watched});
  all.feed.resume({watched});
  all.feed.take_reply(watched, news_of(3, 0));
  all.feed.resume({watched});
  CHECK(all.requests.back() == 0);
  all.feed.take_reply(watched, news_of(3, 0, true));
  CHECK(all.texts_of(0).back() == "snapshot 3");
}

TEST_CASE("show feed: a show is forgotten only if nobody came back") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(2, 1));
  all.feed.remove({all.sink, 1, watched});
  REQUIRE(all.to_forget.size() == 1);
  auto back = all.subscribe(1);
  all.feed.forget(all.to_forget.front());
  CHECK(all.texts_of(back) == strings{"delta 2 of 1"});
  all.feed.remove({all.sink, back, watched});
  all.feed.forget(all.to_forget.front()); // The timer of the first time.
  auto again = all.subscribe(1);
  CHECK(all.texts_of(again) == strings{"delta 2 of 1"});
  all.feed.remove({all.sink, again, watched});
  all.feed.forget(all.to_forget.back());
  auto requests_before = all.requests.size();
  CHECK(all.texts_of(all.subscribe(1)) == strings{});
  CHECK(all.requests.size() == requests_before + 1);
  CHECK(all.requests.back() == 0);
}

TEST_CASE("show feed: a show that is not there ends the subscriptions") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, refusal{errc::show_not_found, {}, {}});
  REQUIRE(all.pushes.size() == 1);
  CHECK(all.pushes.front().last);
  CHECK(all.pushes.front().gone);
  all.feed.take_reply(watched, news_of(2, 1)); // Of a show that is not watched any more.
  CHECK(all.pushes.size() == 1);
}

TEST_CASE("show feed: with another plan all subscribers get a snapshot") {
  show_feed_fixture all;
  all.begin();
  all.feed.take_reply(watched, news_of(2, 1));
  all.feed.acknowledge({watched});
  all.feed.resume({watched});
  all.pushes.clear();
  all.feed.take_reply(watched, news_of(3, 1, true));
  CHECK(all.texts_of(0) == strings{"snapshot 3"});
  auto back = all.subscribe(2); // The frames of before are of no use to it.
  CHECK(all.texts_of(back) == strings{"snapshot 3"});
}

} // namespace boxoffice::actors::tests

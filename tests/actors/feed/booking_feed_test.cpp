// The feed of bookings by itself: the test asks, replies and lets timers go off.
#include "actors/feed/booking_feed.hpp"
#include "tests/actors/questions.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

booking_view with_status(booking_status status) {
  booking booked;
  booked.status = status;
  return {{"noir"}, nullptr, std::move(booked)};
}

struct booking_feed_fixture {
  booking_feed_fixture() { feed.subscribe({{{"noir"}, {1}}, customer(3), "ann@x.org", sink, 7}); }

  void reply_with(reply&& news) { feed.take_reply(who, std::move(news)); }

  std::vector<await_booking> requests;
  std::vector<std::chrono::milliseconds> retries;
  std::vector<push> pushes;
  std::shared_ptr<push_sink> sink =
      std::make_shared<push_sink>([this](push&& one) { pushes.push_back(std::move(one)); });
  booking_feed::subscriber_key who{sink.get(), 7};
  booking_feed feed{[](const booking_view& view) {
                      return std::to_string(static_cast<int>(view.booking.status));
                    },
                    feed_options{},
                    {[this](const auto&, const show_id&, await_booking&& what, const std::string&) {
                       requests.push_back(std::move(what));
                     },
                     [this](auto delay, const retry_booking&) { retries.push_back(delay); }}};
};

} // namespace

TEST_CASE("booking feed: each question names what was sent last") {
  booking_feed_fixture one;
  REQUIRE(one.requests.size() == 1);
  CHECK_FALSE(one.requests.back().known);
  CHECK(one.requests.back().secret == bytes16{1});
  CHECK(one.requests.back().customer == customer(3));
  one.reply_with(with_status(booking_status::in_review));
  CHECK(one.requests.back().known == seen(with_status(booking_status::in_review)));
  one.reply_with(with_status(booking_status::confirmed));
  CHECK(one.requests.back().known == seen(with_status(booking_status::confirmed)));
  CHECK(one.pushes.size() == 2);
  CHECK_FALSE(one.pushes.back().last);
}

TEST_CASE("booking feed: the final status ends the subscription") {
  for (auto status : {booking_status::rejected, booking_status::expired, booking_status::cancelled,
                      booking_status::paid}) {
    booking_feed_fixture one;
    one.reply_with(with_status(status));
    REQUIRE(one.pushes.size() == 1);
    CHECK(one.pushes.back().last);
    CHECK_FALSE(one.pushes.back().gone);
    CHECK(one.requests.size() == 1);
    one.reply_with(with_status(booking_status::confirmed));
    CHECK(one.pushes.size() == 1);
  }
}

TEST_CASE("booking feed: an unchanged booking is not sent again") {
  booking_feed_fixture one;
  one.reply_with(with_status(booking_status::confirmed));
  one.reply_with(with_status(booking_status::confirmed));
  CHECK(one.pushes.size() == 1);
  CHECK(one.requests.size() == 3);
}

TEST_CASE("booking feed: other seats and another amount are sent, though the status stays") {
  booking_feed_fixture one;
  auto view = with_status(booking_status::confirmed);
  view.plan = plan_of(small_hall());
  view.booking.seats.push_back(0);
  view.booking.amount = 100;
  one.reply_with(booking_view{view});
  view.booking.seats = {};
  view.booking.seats.push_back(1);
  one.reply_with(booking_view{view});
  CHECK(one.pushes.size() == 2);
  view.booking.amount = 50;
  one.reply_with(booking_view{view});
  CHECK(one.pushes.size() == 3);
  CHECK(one.requests.back().known == seen(view));
  CHECK_FALSE(one.pushes.back().last);
}

TEST_CASE("booking feed: a failure is retried after a delay that doubles, and news resets it") {
  booking_feed_fixture one;
  one.reply_with(unavailable{"away"});
  one.feed.retry({one.who});
  one.reply_with(unavailable{"away"});
  CHECK(one.retries == std::vector<std::chrono::milliseconds>{250ms, 500ms});
  CHECK(one.requests.size() == 2);
  CHECK(one.pushes.empty());
  one.reply_with(with_status(booking_status::confirmed));
  one.reply_with(unavailable{"away"});
  CHECK(one.retries.back() == 250ms);
}

TEST_CASE("booking feed: a refusal ends the subscription, and a removed one asks nothing") {
  booking_feed_fixture one;
  SUBCASE("refused") {
    one.reply_with(refusal{errc::forbidden, {}, {}});
    REQUIRE(one.pushes.size() == 1);
    CHECK(one.pushes.back().gone);
  }
  SUBCASE("removed") {
    one.feed.remove(one.who);
    one.reply_with(with_status(booking_status::confirmed));
    CHECK(one.pushes.empty());
  }
  one.feed.retry({one.who});
  CHECK(one.requests.size() == 1);
}

} // namespace boxoffice::actors::tests

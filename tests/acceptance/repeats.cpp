#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>
#include <functional>
#include <latch>
#include <set>
#include <thread>

namespace boxoffice::tests {

namespace {

header_list with_key(const std::string& key) { return {{"Idempotency-Key", key}}; }

/// The same call by 16 clients at the same moment; throws if one of them got no response.
std::vector<response> all_at_once(cinema_fixture& cinema,
                                  const std::function<response(http_client&)>& call) {
  constexpr std::size_t count = 16;
  std::vector<response> responses(count);
  std::latch ready{static_cast<std::ptrdiff_t>(count)};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      try {
        auto client = cinema.another_client();
        client.connect();
        ready.arrive_and_wait();
        responses[i] = call(client);
      } catch (const std::exception& error) {
        responses[i].text = error.what();
      }
    });
  for (auto& thread : threads)
    thread.join();
  return responses;
}

std::set<std::string> different_texts(const std::vector<response>& responses, unsigned status) {
  std::set<std::string> texts;
  for (const auto& each : responses) {
    CHECK(each.status == status);
    texts.insert(each.text);
  }
  return texts;
}

} // namespace

TEST_CASE("repeat: the same Idempotency-Key gets the first response word for word, also later on") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("again", hall(1, 5));
  const auto ask = [&] { return cinema.ask("again", {"A1"}, "ann@example.com", with_key("k1")); };
  const auto first = ask();
  REQUIRE(first.status == 202);
  const auto check_repeated = [&] {
    const auto version = cinema.version("again");
    const auto repeated = ask();
    CHECK(repeated.status == 202);
    CHECK(repeated.text == first.text);
    CHECK(repeated.header("Location") == first.header("Location"));
    CHECK(cinema.version("again") == version);
  };
  check_repeated();
  cinema.decided(first.body.at("reqId"));
  check_repeated();
  cinema.crash();
  check_repeated();
  cinema.restart();
  check_repeated();
  CHECK(cinema.cancel(first.body.at("reqId")).status == 200);
  check_repeated();
  CHECK(cinema.operate("/api/movieshow/again/pause").status == 200);
  check_repeated();
}

TEST_CASE("repeat: 16 clients with one Idempotency-Key at once make one booking") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("once", hall(1, 9));
  const json body = {
      {"userMail", "ann@example.com"}, {"movieShowId", "once"}, {"seats", {"A1", "A2"}}};
  const auto version = cinema.version("once");
  const auto responses = all_at_once(cinema, [&](http_client& client) {
    return client.post("/api/ticket/book", body, with_key("same"));
  });
  const auto texts = different_texts(responses, 202);
  REQUIRE(texts.size() == 1);
  const auto ticket = cinema.decided(responses.front().body.at("reqId"));
  CHECK(ticket.at("explanation").at("rule") == "uncontested");
  CHECK(cinema.version("once") == version + 2); // BookingRequested, BookingConfirmed
}

TEST_CASE("repeat: a key is kept for a customer, a show and a list of seats") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("one", hall(1, 9));
  cinema.open_show("two", hall(1, 9));
  const auto first = cinema.ask("one", {"A1"}, "ann@example.com", with_key("k"));
  REQUIRE(first.status == 202);

  const auto reused = cinema.ask("one", {"A2"}, "ann@example.com", with_key("k"));
  CHECK(reused.status == 422);
  CHECK(reused.code() == "IDEMPOTENCY_KEY_REUSED");
  CHECK(cinema.seat("one", "A2") == "available");

  const auto other_show = cinema.ask("two", {"A1"}, "ann@example.com", with_key("k"));
  CHECK(other_show.status == 202);
  CHECK(other_show.body.at("reqId") != first.body.at("reqId"));
  const auto other_customer = cinema.ask("one", {"A3"}, "bob@example.com", with_key("k"));
  CHECK(other_customer.status == 202);
  const auto same_customer = cinema.ask("one", {"A1"}, "ANN@Example.com", with_key("k"));
  CHECK(same_customer.text == first.text);
}

TEST_CASE("repeat: an Idempotency-Key is 1 to 255 visible characters") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("keys", hall(1, 9));
  CHECK(cinema.ask("keys", {"A1"}, "ann@example.com", with_key(std::string(255, '~'))).status ==
        202);
  for (const auto& key : {std::string{}, std::string(256, 'k'), std::string{"two words"}}) {
    CAPTURE(key);
    const auto got = cinema.ask("keys", {"A2"}, "ann@example.com", with_key(key));
    CHECK(got.status == 422);
    CHECK(got.code() == "INVALID_REQUEST");
  }
}

TEST_CASE("repeat: a refused request is not kept, so its key may succeed later") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("later", hall(1, 9));
  const auto held = cinema.confirmed("later", {"A1"});
  const auto ask = [&] { return cinema.ask("later", {"A1"}, "bob@example.com", with_key("k")); };
  CHECK(ask().status == 409);
  CHECK(cinema.cancel(held.at("reqId")).status == 200);
  CHECK(ask().status == 202);
}

TEST_CASE("repeat: the same payment call gets the same response and appends nothing") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("pay", hall(1, 9));
  const auto held = cinema.confirmed("pay", {"A1"});
  auto failed = cinema.payment_for(held, "p0");
  failed.status = "FAILED";
  const auto success = cinema.payment_for(held, "p1");
  const auto second = cinema.payment_for(held, "p2");
  std::vector<std::pair<notice, response>> calls;
  for (const auto& what : {failed, success, second})
    calls.emplace_back(what, cinema.notify(what));
  CHECK(calls[0].second.body.at("outcome") == "RECORDED");
  CHECK(calls[1].second.body.at("outcome") == "PAID");
  CHECK(calls[2].second.body.at("outcome") == "REFUND_DUE");
  const auto check_repeated = [&] {
    const auto version = cinema.version("pay");
    for (const auto& [what, first] : calls) {
      const auto repeated = cinema.notify(what);
      CHECK(repeated.status == 200);
      CHECK(repeated.text == first.text);
    }
    CHECK(cinema.version("pay") == version);
    CHECK(cinema.refunds().size() == 1);
  };
  check_repeated();
  cinema.crash();
  check_repeated();
  cinema.restart();
  check_repeated();
}

TEST_CASE("repeat: a payment gets the same response after its booking was cancelled") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("undone", hall(1, 9));
  const auto held = cinema.confirmed("undone", {"A1"});
  const auto what = cinema.payment_for(held, "p1");
  const auto first = cinema.notify(what);
  CHECK(first.body.at("outcome") == "PAID");
  const std::string booking = held.at("reqId");
  CHECK(cinema.operate("/api/ticket/" + booking + "/cancel").status == 200);
  CHECK(cinema.notify(what).text == first.text);
  CHECK(cinema.refunds().size() == 1);
}

TEST_CASE("repeat: 16 providers with one paymentId at once pay once") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("rush", hall(1, 9));
  const auto held = cinema.confirmed("rush", {"A1"});
  const auto what = cinema.payment_for(held, "p1");
  const auto version = cinema.version("rush");
  const auto same =
      all_at_once(cinema, [&](http_client& client) { return cinema.bank().notify(client, what); });
  CHECK(different_texts(same, 200).size() == 1);
  CHECK(same.front().body.at("outcome") == "PAID");
  CHECK(cinema.version("rush") == version + 1);
}

TEST_CASE("repeat: of 16 different payments at once one pays and 15 are due back") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("race", hall(1, 9));
  const auto held = cinema.confirmed("race", {"A1"});
  std::atomic<unsigned> next{0};
  const auto responses = all_at_once(cinema, [&](http_client& client) {
    return cinema.bank().notify(client, cinema.payment_for(held, "p" + std::to_string(next++)));
  });
  unsigned paid = 0;
  for (const auto& each : responses) {
    CHECK(each.status == 200);
    if (each.body.at("outcome") == "PAID")
      ++paid;
    else
      CHECK(each.body.at("reason") == "already_paid");
  }
  CHECK(paid == 1);
  CHECK(cinema.refunds().size() == 15);
}

} // namespace boxoffice::tests

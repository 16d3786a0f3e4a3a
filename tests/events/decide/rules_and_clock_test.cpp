#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

rules slower() {
  auto slow = usual;
  slow.payment_window_ms = 600'000;
  return slow;
}

} // namespace

TEST_CASE("rules: the first event under other settings is preceded by RulesChanged") {
  auto show = given(opened());
  auto result = when(show, ask(3, {"B1"}), slower());
  CHECK(result == then(rules_changed{slower()}, requested(3, {"B1"})));
  auto changed = after(show, 0, result);
  CHECK(changed.find(3) != nullptr);
  CHECK(when(changed, at(1'000, review()), slower()) == then(confirmed(3, 601'000)));
}

TEST_CASE("rules: it comes before the expiries of the same append") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(30'000, ask(5, {"B1"})), slower()) ==
        then(rules_changed{slower()}, unreviewed(2), requested(5, {"B1"})));
}

TEST_CASE("rules: no event, no RulesChanged") {
  auto show = given(opened());
  CHECK(when(show, resume_sales{noon}, slower()) == then());
  CHECK(when(show, review(), slower()) == then());
  CHECK(when(show, ask(3, {"Z"}), slower()).events.empty());
}

TEST_CASE("rules: every kind of decision adds RulesChanged, for each setting") {
  auto show = given(opened());
  auto differs = [&](auto change) {
    auto now = usual;
    change(now);
    return when(show, pause_sales{noon}, now) == then(rules_changed{now}, sales_paused{});
  };
  CHECK(differs([](rules& now) { ++now.review_interval_ms; }));
  CHECK(differs([](rules& now) { ++now.contention_window_ms; }));
  CHECK(differs([](rules& now) { ++now.review_hold_ms; }));
  CHECK(differs([](rules& now) { ++now.payment_window_ms; }));
  CHECK(differs([](rules& now) { ++now.max_seats; }));
}

TEST_CASE("rules: back to the first settings is a change again") {
  auto show = given(opened(), rules_changed{slower()});
  CHECK(when(show, pause_sales{noon}, usual) == then(rules_changed{usual}, sales_paused{}));
  CHECK(when(show, pause_sales{noon}, slower()) == then(sales_paused{}));
}

TEST_CASE("rules: a promised payBy stays, whatever the settings are later") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  auto quick = usual;
  quick.payment_window_ms = 1;
  CHECK(when(show, at(pay_by - 1, pay(2, "p", 15'000)), quick) ==
        then(rules_changed{quick}, bought(2, "p", 15'000)));
}

TEST_CASE("clock: the stream's time never goes back") {
  auto show = given(opened(), at(50'000, blocked({"B4"})));
  CHECK(stream_time(show, noon) == noon + 50'000);
  CHECK(stream_time(show, noon + 50'001) == noon + 50'001);
  CHECK(stream_time(show_state{}, noon) == noon);
}

TEST_CASE("clock: a decision under a clock that went back is made at the stream's time") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(50'000, blocked({"B4"})));
  CHECK(when(show, at(10, ask(5, {"B1"}))) == then(unreviewed(2), requested(5, {"B1"})));
  CHECK(when(show, at(10, review())) == then(unreviewed(2, 1)));
  auto claimed = after(show, 50'000, then(requested(4, {"B2"})));
  CHECK(when(claimed, at(10, review())) == then(unreviewed(2, 1), confirmed(4, 170'000)));
}

TEST_CASE("clock: sales do not open again when it goes back") {
  auto show = given(opened(), at(sales_close_after, blocked({"B4"})));
  CHECK(when(show, at(0, ask(3, {"B1"}))) == refuses(errc::sales_closed));
}

TEST_CASE("clock: near the last year that has a text, windows do not overflow") {
  constexpr time_ms year_9999 = 253'402'300'799'999;
  auto body = hall();
  body.starts_at = body.sales_close_at = year_9999;
  auto show = given(opened(body));
  auto request = ask(2, {"B1"});
  request.at = year_9999 - 1;
  auto result = when(show, request);
  CHECK(result == then(requested(2, {"B1"})));
  auto decided = when(after(show, year_9999 - 1 - noon, result), review());
  CHECK(std::get<booking_confirmed>(decided.events.at(0)).pay_by == year_9999 - 1 + 120'000);
}

} // namespace boxoffice::events::tests

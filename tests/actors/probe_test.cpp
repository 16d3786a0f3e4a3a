// What the actors of a node record for monitoring.
#include "actors/show/show_directory.hpp"
#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

#include <numeric>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

template <class Read>
auto shows_sum(const node& box, Read read) {
  return box.probe().shows.sum(read);
}

std::uint64_t reviewed_by(const node& box, review_rule rule) {
  return shows_sum(box, [rule](const show_probe& one) { return one.reviewed.of(rule); });
}

std::uint64_t values_in(const metrics::histogram_values& seen) {
  return std::accumulate(seen.counts.begin(), seen.counts.end(), std::uint64_t{0});
}

} // namespace

TEST_CASE("probe: requests and decisions are counted by rule") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.book_now("noir", {"A1"});
  box.book_now("noir", {"A1", "A2"});
  box.book_now("noir", {"A3"});
  box.pass(review_interval);
  CHECK(shows_sum(box, [](const show_probe& one) { return one.requested.value(); }) == 3);
  CHECK(reviewed_by(box, review_rule::fewer_seats) == 1);
  CHECK(reviewed_by(box, review_rule::most_seats) == 1);
  CHECK(reviewed_by(box, review_rule::uncontested) == 1);
  CHECK(reviewed_by(box, review_rule::won_draw) == 0);
}

TEST_CASE("probe: the time from request to decision, and how late the review was") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.book_now("noir", {"A1"});
  box.let_timers_lag(review_interval + 700ms);
  box.trigger_due_timers();
  box.run();
  auto decision = shows_sum(box, [](const show_probe& one) { return one.decision.values(); });
  CHECK(values_in(decision) == 1);
  CHECK(decision.sum == doctest::Approx(1.7));
  auto lag = shows_sum(box, [](const show_probe& one) { return one.review_lag.values(); });
  CHECK(values_in(lag) == 1);
  CHECK(lag.sum == doctest::Approx(0.7));
}

TEST_CASE("probe: an expiry is counted with its lag") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.book_now("noir", {"A1"});
  box.pass(review_interval);
  box.let_timers_lag(payment_window + 3s);
  while (box.trigger_due_timers())
    box.run();
  auto unpaid = shows_sum(
      box, [](const show_probe& one) { return one.expired.of(expiry_reason::payment_timeout); });
  CHECK(unpaid == 1);
  auto lag = shows_sum(box, [](const show_probe& one) { return one.expiry_lag.values(); });
  CHECK(values_in(lag) == 1);
  CHECK(lag.sum == doctest::Approx(3));
}

TEST_CASE("probe: payments, refunds and cancellations are counted, a repeated payment once") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1", "A2"});
  box.pass(review_interval);
  auto paid = pay(booking, "p1", box.now());
  box.ask_now<payment_view>("noir", paid);
  box.ask_now<payment_view>("noir", paid);
  box.ask_now<payment_view>("noir", pay(booking, "p2", box.now()));
  box.ask_now<booking_view>("noir", cancel(booking, canceller::by_operator));
  CHECK(shows_sum(box, [](const show_probe& one) { return one.paid.of(paid_how::in_time); }) == 1);
  CHECK(shows_sum(box, [](const show_probe& one) { return one.seats_sold.value(); }) == 2);
  for (auto reason : {refund_reason::already_paid, refund_reason::cancelled})
    CHECK(shows_sum(box, [=](const show_probe& one) { return one.refunds_due.of(reason); }) == 1);
  CHECK(shows_sum(box, [](const show_probe& one) {
          return one.cancelled.of(canceller::by_operator);
        }) == 1);
}

TEST_CASE("probe: queues are as deep as what waits in them") {
  node box;
  box.ask_now<show_view>("noir", open());
  const auto& probe = box.probe();
  CHECK(probe.asks.depth() == 0);
  CHECK(probe.appends.depth() == 0);
  CHECK(probe.starts.depth() == 0);
  box.ask("noir", book({"A1"}));
  box.ask("noir", book({"A2"}));
  REQUIRE(box.step_of<show_directory>());
  CHECK(probe.asks.depth() == 1);
  REQUIRE(box.step_of<show_room>());
  CHECK(probe.asks.depth() == 0);
  CHECK(probe.appends.depth() == 1);
  box.run();
  CHECK(probe.asks.depth() == 0);
  CHECK(probe.appends.depth() == 0);
  CHECK(probe.asks.entered.value() == 3);
}

TEST_CASE("probe: resident shows are those in memory") {
  node box{virtual_time(1min)};
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("other", open());
  CHECK(box.probe().resident_shows.value() == 2);
  box.pass(5min);
  CHECK(box.probe().resident_shows.value() == 0);
  CHECK(box.shows_in_memory() == 0);
}

TEST_CASE("probe: a show that starts, a history and a turn are counted in and out") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(review_interval);
  box.ask_now<history_view>("noir", get_history{booking.id.secret, {}, {}});
  for (const auto* queue : {&box.probe().starts, &box.probe().reads, &box.probe().turns}) {
    CHECK(queue->entered.value() == 1);
    CHECK(queue->left.value() == 1);
  }
}

} // namespace boxoffice::actors::tests

#include "http/limits/load_shedder.hpp"

#include <algorithm>
#include <deque>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http {

namespace {

using namespace std::chrono_literals;
using clock_type = load_shedder::clock;

constexpr auto queue_target = 50ms;
constexpr std::size_t most_under_way = 20'000;

/// A node that answers so many requests a millisecond, one after another, in virtual time.
class queueing_node {
public:
  queueing_node(int per_ms, clock_type::duration own_delay, clock_type::duration limit)
      : shedder_{limit, most_under_way}, per_ms_{per_ms}, own_delay_{own_delay} {}

  /// Requests arrive evenly; returns the delays of the accepted ones.
  std::vector<clock_type::duration> run(std::chrono::milliseconds length, int arrivals_per_ms) {
    std::vector<clock_type::duration> delays;
    for (auto end = now_ + length; now_ < end; now_ += 1ms) {
      for (int i = 0; i < per_ms_ && !waiting_.empty(); ++i)
        finish(delays);
      for (int i = 0; i < arrivals_per_ms; ++i)
        arrive();
    }
    return delays;
  }

  [[nodiscard]] std::size_t refused() const { return refused_; }
  [[nodiscard]] const load_shedder& shedder() const { return shedder_; }

private:
  void arrive() {
    if (shedder_.refuses(waiting_.size(), now_))
      ++refused_;
    else
      waiting_.push_back(now_);
  }
  void finish(std::vector<clock_type::duration>& delays) {
    auto delay = now_ - waiting_.front() + own_delay_;
    waiting_.pop_front();
    shedder_.replied(load_shedder::queue::writes, delay);
    delays.push_back(delay);
  }

  load_shedder shedder_;
  int per_ms_;
  clock_type::duration own_delay_;
  clock_type::time_point now_{1h};
  std::deque<clock_type::time_point> waiting_;
  std::size_t refused_ = 0;
};

clock_type::duration percentile(std::vector<clock_type::duration> of, double share) {
  auto at = of.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(of.size() - 1));
  std::nth_element(of.begin(), at, of.end());
  return *at;
}

} // namespace

TEST_CASE("shedding: five times the load keeps accepted requests fast and the node busy") {
  for (auto own_delay : {1ms, 30ms}) {
    CAPTURE(own_delay.count());
    queueing_node node{10, own_delay, queue_target};
    node.run(10s, 5);
    CHECK(node.refused() == 0);
    auto overloaded = node.run(120s, 50);
    CHECK(percentile(overloaded, 0.99) < own_delay + 2 * queue_target);
    CHECK(overloaded.size() > 1'190'000); // of 1,200,000 that it can answer
    auto refused = node.refused();
    node.run(5s, 9);
    // The backlog drains within an interval or two, and then the limit grows back.
    CHECK(node.refused() - refused < 2'000);
    CHECK(node.shedder().limit() == most_under_way);
  }
}

TEST_CASE("shedding: bursts that drain within the target are never refused") {
  queueing_node node{10, 1ms, queue_target};
  for (int i = 0; i < 100; ++i) {
    node.run(1ms, 400); // 40 ms of work
    node.run(99ms, 5);
  }
  CHECK(node.refused() == 0);
}

TEST_CASE("shedding: the delay of an idle node's disk or database does not count") {
  queueing_node node{10, 300ms, queue_target};
  node.run(20s, 9);
  CHECK(node.refused() == 0);
}

TEST_CASE("shedding: a standing queue of reads is seen beside fast writes") {
  load_shedder shedder{queue_target, most_under_way};
  auto now = clock_type::time_point{1h};
  auto interval_of = [&](auto read_delay) {
    shedder.replied(load_shedder::queue::reads, read_delay);
    shedder.replied(load_shedder::queue::writes, 1ms);
    now += load_shedder::interval;
    return shedder.refuses(1'000, now);
  };
  static_cast<void>(shedder.refuses(0, now));
  CHECK_FALSE(interval_of(1ms));
  CHECK(interval_of(201ms));
  CHECK(shedder.limit() == 250); // 1,000 under way take 200 ms, so a quarter of them takes 50
}

TEST_CASE("shedding: few requests are taken however slow the node is") {
  load_shedder shedder{queue_target, most_under_way};
  auto now = clock_type::time_point{1h};
  static_cast<void>(shedder.refuses(0, now));
  for (auto delay : {1ms, 10'000ms, 10'000ms, 10'000ms}) {
    shedder.replied(load_shedder::queue::writes, delay);
    now += load_shedder::interval;
    static_cast<void>(shedder.refuses(5'000, now));
  }
  CHECK(shedder.limit() == load_shedder::least);
  CHECK_FALSE(shedder.refuses(load_shedder::least - 1, now));
  CHECK(shedder.refuses(load_shedder::least, now));
}

TEST_CASE("shedding: after a pause of the traffic nothing is refused") {
  load_shedder shedder{queue_target, most_under_way};
  auto now = clock_type::time_point{1h};
  static_cast<void>(shedder.refuses(0, now));
  for (auto delay : {1ms, 900ms}) {
    shedder.replied(load_shedder::queue::writes, delay);
    now += load_shedder::interval;
    static_cast<void>(shedder.refuses(5'000, now));
  }
  REQUIRE(shedder.refuses(5'000, now));
  CHECK_FALSE(shedder.refuses(5'000, now + 10s));
}

TEST_CASE("shedding: without a target only the most under way are refused") {
  load_shedder shedder{0ms, 100};
  CHECK_FALSE(shedder.refuses(99, clock_type::time_point{1h}));
  CHECK(shedder.refuses(100, clock_type::time_point{1h}));
}

TEST_CASE("shedding: a burst of refusals is sent at once, further ones at their pace") {
  load_shedder shedder{queue_target, most_under_way};
  const auto now = clock_type::time_point{1h};
  for (int i = 0; i < load_shedder::refusals_at_once; ++i)
    CHECK(shedder.refusal_delay(now) == 0ms);
  // 100 refusals take 100 ms, in turns of 10 ms.
  std::vector<std::chrono::milliseconds> delays;
  for (int i = 0; i < 100; ++i)
    delays.push_back(shedder.refusal_delay(now));
  CHECK(std::ranges::is_sorted(delays));
  CHECK(delays.front() == 10ms);
  CHECK(delays.back() == 100ms);
  CHECK(std::ranges::count(delays, 50ms) == 10);
  // Once the pace has caught up they are at once again.
  CHECK(shedder.refusal_delay(now + 10s) == 0ms);
}

TEST_CASE("shedding: no refusal waits longer than the limit, however many there are") {
  load_shedder shedder{queue_target, most_under_way};
  auto now = clock_type::time_point{1h};
  auto longest = 0ms;
  for (int i = 0; i < 100'000; ++i)
    longest = std::max(longest, shedder.refusal_delay(now += 10us));
  CHECK(longest >= load_shedder::longest_refusal_delay);
  CHECK(longest <= load_shedder::longest_refusal_delay + 10ms);
  CHECK(shedder.refusal_delay(now + load_shedder::longest_refusal_delay +
                              load_shedder::refusals_at_once * 1ms) == 0ms);
}

} // namespace boxoffice::http

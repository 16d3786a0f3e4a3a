// The same actors on real threads: nothing is lost or sent twice when all of them run at once.
#include "actors/engine.hpp"
#include "actors/protocol/reply_port.hpp"
#include "storage/rocksdb/open.hpp"
#include "tests/actors/log/watched_log.hpp"
#include "tests/actors/questions.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <atomic>
#include <condition_variable>
#include <latch>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// Collects replies from any thread and lets one thread wait for them.
class letter_box {
public:
  void take(replies&& arrived) {
    std::lock_guard lock{mutex_};
    for (auto& each : arrived)
      replies_[each.correlation].push_back(std::move(each.reply));
    count_ += arrived.size();
    changed_.notify_all();
  }

  bool wait_for(std::size_t count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, 60s, [&] { return count_ >= count; });
  }

  /// Call it only after the last reply.
  const std::map<std::uint64_t, std::vector<reply>>& replies() const { return replies_; }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, std::vector<reply>> replies_;
  std::size_t count_ = 0;
};

/// A node as `serve` runs it, without its gateway.
struct busy_node {
  explicit busy_node(const engine_options& options) {
    auto opened = storage::open_rocksdb_log({directory.path() / "log"});
    REQUIRE(opened.has_value());
    log = std::make_unique<watched_log>(std::move(*opened));
    config.set("scheduler.policy", caf::atom("sharing"));
    config.set("scheduler.max-threads", std::size_t{2});
    system = std::make_unique<caf::actor_system>(config);
    answered = std::make_unique<reply_port>(
        *system, [this](replies&& arrived) { received.take(std::move(arrived)); });
    running = std::make_unique<engine>(*system, *log, options, real_environment());
  }

  void send(asks&& batch) { caf::anon_send(running->directory(), std::move(batch)); }
  show_ask ask(std::uint64_t correlation, std::string show, show_question what) const {
    return {{answered->handle(), correlation}, {std::move(show)}, std::move(what), "ann@x.org"};
  }

  boxoffice::tests::temporary_directory directory;
  letter_box received;
  std::unique_ptr<watched_log> log;
  caf::actor_system_config config;
  std::unique_ptr<caf::actor_system> system;
  std::unique_ptr<reply_port> answered;
  std::unique_ptr<engine> running;
};

const std::vector<std::string> all_shows{"a", "b", "c"};

void open_shows(busy_node& node) {
  asks batch;
  auto command = open();
  // The wall clock is real, and the show must be in the future.
  command.body.starts_at = real_environment().now() + 7'200'000;
  command.body.sales_close_at = command.body.starts_at;
  for (const auto& show : all_shows)
    batch.emplace_back(node.ask(0, show, command));
  node.send(std::move(batch));
  REQUIRE(node.received.wait_for(all_shows.size()));
}

/// `count` asks with correlations from `first`, a few at a time.
void crowd(busy_node& node, std::uint64_t first, std::uint64_t count) {
  std::mt19937 lot{static_cast<std::uint32_t>(first)};
  asks batch;
  for (auto correlation = first; correlation < first + count; ++correlation) {
    const auto& show = all_shows[lot() % all_shows.size()];
    auto seat = 'A' + std::to_string(1 + lot() % 8);
    auto what = lot() % 4 == 0 ? show_question{get_seats{}} : show_question{book({seat})};
    batch.emplace_back(node.ask(correlation, show, std::move(what)));
    if (batch.size() == 16 || correlation + 1 == first + count)
      node.send(std::exchange(batch, {}));
  }
}

engine_options restless() {
  engine_options options;
  options.rules.review_interval_ms = 5;
  options.rules.payment_window_ms = 5;
  options.rules.contention_window_ms = 2;
  options.show_idle = 4ms;
  return options;
}

} // namespace

TEST_CASE("threads: every ask of two busy threads gets exactly one reply, durably") {
  constexpr std::uint64_t asked_by_each = 3'000;
  busy_node node{restless()};
  open_shows(node);
  std::thread other{[&] { crowd(node, 1, asked_by_each); }};
  crowd(node, 1 + asked_by_each, asked_by_each);
  other.join();
  REQUIRE(node.received.wait_for(all_shows.size() + 2 * asked_by_each));
  node.running.reset();
  node.answered.reset();

  std::set<bytes16> acknowledged;
  for (const auto& [correlation, replies] : node.received.replies()) {
    REQUIRE(replies.size() == (correlation == 0 ? all_shows.size() : 1));
    if (const auto* taken = std::get_if<booking_taken>(&replies.front()))
      acknowledged.insert(taken->id.secret);
  }
  CHECK(node.received.replies().size() == 1 + 2 * asked_by_each);
  CHECK(acknowledged.size() > all_shows.size());
  std::size_t stored = 0;
  for (const auto& show : all_shows) {
    auto recovered = storage::recover(*node.log, {show});
    REQUIRE(recovered.has_value());
    for (const auto& booking : recovered->state.bookings)
      stored += acknowledged.count(booking.secret);
    CHECK(recovered->state.bookings.size() <= acknowledged.size());
  }
  CHECK(stored == acknowledged.size());
}

TEST_CASE("threads: an engine that ends under load leaves the log alone and the system can end") {
  for (int round = 0; round < 5; ++round) {
    busy_node node{restless()};
    open_shows(node);
    crowd(node, 1, 500);
    REQUIRE(node.received.wait_for(all_shows.size() + 1 + static_cast<std::size_t>(round) * 50));
    node.running.reset();
    node.log.reset();
    node.answered.reset();
    node.system.reset();
  }
}

TEST_CASE("threads: an engine that ends during a write waits for it") {
  busy_node node{restless()};
  std::latch writing{1};
  std::latch ending{1};
  std::atomic<bool> wrote = false;
  node.log->before_append_returns = [&] {
    if (wrote)
      return;
    writing.count_down();
    ending.wait();
    for (int turn = 0; turn < 10'000; ++turn)
      std::this_thread::yield(); // An end that does not wait would be over by then.
    wrote = true;
  };
  asks batch;
  batch.emplace_back(node.ask(1, "a", open()));
  node.send(std::move(batch));
  writing.wait();
  ending.count_down();
  node.running.reset();
  CHECK(wrote);
}

} // namespace boxoffice::actors::tests

#include "tests/actors/node.hpp"

#include "events/codec/codec.hpp"
#include "events/event_types.hpp"
#include "storage/rocksdb/open.hpp"

#include <algorithm>
#include <exception>

namespace boxoffice::actors::tests {

using namespace events;

namespace {

constexpr std::size_t hash_bytes = sizeof(bytes32);

/// Lets a test go on after the process would have ended.
struct process_would_end {};

} // namespace

engine_options virtual_time(milliseconds show_idle) {
  engine_options options;
  options.show_idle = show_idle;
  options.own_threads = false;
  return options;
}

node::node(const engine_options& options) : options_{options} {
  auto opened = storage::open_rocksdb_log({directory_.path() / "log"});
  REQUIRE(opened.has_value());
  log_ = std::make_unique<watched_log>(std::move(*opened));
  begin();
}

node::~node() { end(); }

void node::begin() {
  actors_ = std::make_unique<virtual_engine>([this](replies&& arrived) {
    for (auto& each : arrived)
      replies_[each.correlation].push_back(std::move(each.reply));
  });
  actors_->begin(*log_, options_, env());
}

void node::end() {
  CHECK(actors_->end() == 0);
  actors_.reset();
}

void node::restart(milliseconds down) {
  clocks_.remembered = clocks_.believed->memory();
  auto gone = actors_->uptime() + down;
  end();
  log_->watch_no_more();
  clocks_.wall_base += gone.count();
  clocks_.steady_base += gone.count();
  begin();
}

void node::reboot(milliseconds down) {
  clocks_.remembered = {{}, clocks_.believed->memory().last_event};
  auto gone = actors_->uptime() + down;
  end();
  log_->watch_no_more();
  clocks_.wall_base += gone.count();
  clocks_.steady_base = 0;
  begin();
}

environment node::env() {
  environment all;
  clock_sources both{[this] {
                       clocks_.shift += clocks_.look_takes;
                       return now();
                     },
                     [this] { return clocks_.steady_base + actors_->uptime().count(); }};
  all.log = logging::logger{[this](const logging::line& one) { warnings_.emplace_back(one.text); },
                            logging::levels{logging::level::warn}};
  clocks_.believed =
      std::make_shared<node_clock>(both, clock_limits{}, all.log, clocks_.remembered);
  all.clock = clocks_.believed;
  all.random = [this] { return draw_bits(random_); };
  all.fail_stop = [this](const storage::storage_error& error) {
    failures_.push_back(error.detail);
    if (std::current_exception() == nullptr) // Otherwise the actor ends by that exception.
      throw process_would_end{};
  };
  all.holds_lease = [this] { return holds_lease; };
  all.outlives = [this](const storage::storage_error&) { return outlives; };
  return all;
}

caf::scheduler::test_coordinator& node::coordinator() const { return actors_->coordinator(); }

time_ms node::now() const { return clocks_.wall_base + clocks_.shift + actors_->uptime().count(); }

ticket node::ask(const std::string& show, show_question what, const std::string& mail) {
  asks batch;
  batch.emplace_back(show_ask{{{}, ++last_ticket_}, {show}, std::move(what), mail});
  actors_->send(std::move(batch));
  return last_ticket_;
}

ticket node::ask(node_question what) {
  asks batch;
  batch.emplace_back(node_ask{{{}, ++last_ticket_}, std::move(what)});
  actors_->send(std::move(batch));
  return last_ticket_;
}

void node::run() { coordinator().run(); }

bool node::step() { return coordinator().try_run_once(); }

void node::run_at_front(std::size_t place) {
  auto& jobs = coordinator().jobs;
  auto chosen = jobs.begin() + static_cast<std::ptrdiff_t>(place);
  std::rotate(jobs.begin(), chosen, chosen + 1);
  coordinator().run_once();
}

bool node::step_any(std::mt19937& lot) {
  const auto& jobs = coordinator().jobs;
  if (jobs.empty())
    return false;
  run_at_front(std::uniform_int_distribution<std::size_t>{0, jobs.size() - 1}(lot));
  return true;
}

void node::pass(milliseconds span) {
  auto& clock = coordinator().clock();
  auto end = clock.current_time + span;
  run();
  while (!clock.schedule().empty() && clock.schedule().begin()->first <= end) {
    auto due = clock.schedule().begin()->first;
    clock.advance_time(std::max(due - clock.current_time, caf::timespan{0}));
    run();
  }
  clock.advance_time(end - clock.current_time);
  run();
}

bool node::trigger_due_timers() { return coordinator().clock().trigger_expired_timeouts() != 0; }

std::size_t node::reply_count() const {
  std::size_t count = 0;
  for (const auto& [request, replies] : replies_)
    count += replies.size();
  return count;
}

std::size_t node::show_timers() const {
  std::size_t count = 0;
  for (const auto& [due, entry] : coordinator().clock().schedule()) {
    const auto* letter = dynamic_cast<caf::detail::simple_actor_clock::actor_msg*>(entry.get());
    if (letter != nullptr && letter->content->content().match_elements<timer_due>())
      ++count;
  }
  return count;
}

std::vector<recorded> node::stream(const std::string& show) {
  std::vector<recorded> found;
  auto read = log_->read({show}, 0, [&](std::uint64_t seq, byte_view record) {
    auto decoded = decode(record.subspan(hash_bytes));
    REQUIRE(decoded.has_value());
    found.push_back({seq, decoded->at, std::move(decoded->event)});
    return true;
  });
  REQUIRE(read.has_value());
  return found;
}

std::uint64_t node::last_seq(const std::string& show) {
  auto last = log_->last_seq({show});
  REQUIRE(last.has_value());
  return *last;
}

strings node::types(const std::string& show) {
  strings names;
  for (const auto& record : stream(show))
    names.push_back(std::visit(
        []<class Event>(const Event&) { return std::string{type_name_of<Event>}; }, record.event));
  return names;
}

storage::recovered_show node::recovered(const std::string& show) {
  auto brought_back = storage::recover(*log_, {show});
  if (!brought_back)
    FAIL(brought_back.error().detail);
  return std::move(*brought_back);
}

} // namespace boxoffice::actors::tests

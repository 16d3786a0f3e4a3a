#include "bench/soak/virtual_node.hpp"

#include <caf/all.hpp>

#include <cstring>
#include <stdexcept>
#include <utility>

namespace boxoffice::soak {

using namespace actors;

virtual_node::virtual_node(metered_log& log, events::time_ms begins, std::uint64_t seed,
                           listener answered, std::function<void(const std::string&)> warned)
    : log_{log},
      base_{begins},
      chance_{seed},
      answered_{std::move(answered)},
      warned_{std::move(warned)} {
  begin();
  base_ += begins - now(); // The scheduler's time may not begin at 0.
}

virtual_node::~virtual_node() { end(); }

void virtual_node::begin() {
  log_.open();
  config_ = std::make_unique<caf::actor_system_config>();
  config_->set("scheduler.policy", caf::atom("testing"));
  system_ = std::make_unique<caf::actor_system>(*config_);
  reply_port_ = std::make_unique<reply_port>(*system_, [this](replies&& arrived) {
    unanswered_ -= arrived.size();
    for (auto& each : arrived)
      answered_(each.correlation, std::move(each.reply));
  });
  engine_options options;
  options.own_threads = false;
  engine_ = std::make_unique<engine>(*system_, log_, options, env());
  coordinator().run();
  actors_without_shows_ = system_->registry().running();
  auto ready = false;
  engine_->start([&] { ready = true; });
  coordinator().run();
  if (!ready)
    throw std::runtime_error{"the engine was started and is not ready"};
}

void virtual_node::end() {
  engine_.reset();
  coordinator().run();
  // The system's destructor would wait for such an actor for ever.
  if (system_->registry().running() != 0) {
    warned_("actors are left after the engine's end");
    system_->await_actors_before_shutdown(false);
  }
  reply_port_.reset();
  system_.reset();
  config_.reset();
  log_.close();
}

void virtual_node::restart() {
  auto ended_at = now();
  end();
  begin();
  base_ += ended_at - now();
}

environment virtual_node::env() {
  auto all = real_environment(); // Its fail_stop ends the soak too if the log fails.
  auto virtual_time = [this] { return now(); };
  all.clock = std::make_shared<node_clock>(clock_sources{virtual_time, virtual_time},
                                           clock_limits{}, warned_);
  all.random = [this] {
    events::bytes16 drawn{};
    for (std::size_t at = 0; at < drawn.size(); at += sizeof(std::uint64_t)) {
      std::uint64_t number = chance_();
      std::memcpy(&drawn[at], &number, sizeof number);
    }
    return drawn;
  };
  all.warn = warned_;
  return all;
}

caf::scheduler::test_coordinator& virtual_node::coordinator() const {
  return dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
}

void virtual_node::ask(const events::show_id& show, show_question what, std::uint64_t correlation,
                       std::string mail) {
  gathered_.emplace_back(show_ask{{{}, correlation}, show, std::move(what), std::move(mail)});
}

void virtual_node::ask(node_question what, std::uint64_t correlation) {
  gathered_.emplace_back(node_ask{{{}, correlation}, std::move(what)});
}

void virtual_node::pass(std::int64_t span_ms) {
  coordinator().clock().advance_time(std::chrono::milliseconds{span_ms});
  unanswered_ += gathered_.size();
  // Set here: there may have been a restart since they were gathered.
  for (auto& each : gathered_)
    std::visit([this](auto& one) { one.reply_to.reply_port = reply_port_->handle(); }, each);
  if (!gathered_.empty())
    caf::anon_send(engine_->directory(), std::exchange(gathered_, {}));
  coordinator().run();
}

events::time_ms virtual_node::now() const {
  using namespace std::chrono;
  auto gone = coordinator().clock().current_time.time_since_epoch();
  return base_ + duration_cast<milliseconds>(gone).count();
}

std::size_t virtual_node::shows_in_memory() const {
  return system_->registry().running() - actors_without_shows_;
}

} // namespace boxoffice::soak

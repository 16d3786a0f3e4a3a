#include "bench/soak/virtual_node.hpp"

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
  engine_ = std::make_unique<actors::tests::virtual_engine>([this](replies&& arrived) {
    unanswered_ -= arrived.size();
    for (auto& each : arrived)
      answered_(each.correlation, std::move(each.reply));
  });
  engine_options options;
  options.own_threads = false;
  engine_->begin(log_, options, env());
  auto ready = false;
  engine_->running().start([&] { ready = true; });
  engine_->run();
  if (!ready)
    throw std::runtime_error{"the engine was started and is not ready"};
}

void virtual_node::end() {
  if (engine_->end() != 0)
    warned_("actors are left after the engine's end");
  engine_.reset();
  log_.close();
}

void virtual_node::restart() {
  auto ended_at = now();
  end();
  begin();
  base_ += ended_at - now();
}

environment virtual_node::env() {
  // Its fail_stop ends the soak too if the log fails.
  auto all = real_environment(
      logging::logger{[this](const logging::line& one) { warned_(std::string{one.text}); },
                      logging::levels{logging::level::warn}});
  auto virtual_time = [this] { return now(); };
  all.clock = std::make_shared<node_clock>(clock_sources{virtual_time, virtual_time},
                                           clock_limits{}, all.log);
  all.random = [this] { return actors::tests::draw_bits(chance_); };
  return all;
}

void virtual_node::ask(const events::show_id& show, show_question what, std::uint64_t correlation,
                       std::string mail) {
  gathered_.emplace_back(show_ask{{{}, correlation}, show, std::move(what), std::move(mail)});
}

void virtual_node::ask(node_question what, std::uint64_t correlation) {
  gathered_.emplace_back(node_ask{{{}, correlation}, std::move(what)});
}

void virtual_node::pass(std::int64_t span_ms) {
  engine_->coordinator().clock().advance_time(std::chrono::milliseconds{span_ms});
  unanswered_ += gathered_.size();
  if (!gathered_.empty())
    engine_->send(std::exchange(gathered_, {}));
  engine_->run();
}

events::time_ms virtual_node::now() const { return base_ + engine_->uptime().count(); }

} // namespace boxoffice::soak

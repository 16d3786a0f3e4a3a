#include "tests/actors/virtual_engine.hpp"

#include <cstring>

namespace boxoffice::actors::tests {

namespace {

caf::actor_system_config& with_virtual_time(caf::actor_system_config& config) {
  config.set("scheduler.policy", caf::atom("testing"));
  return config;
}

} // namespace

virtual_engine::virtual_engine(std::function<void(replies&&)> receive)
    : system_{with_virtual_time(config_)}, reply_port_{system_, std::move(receive)} {}

virtual_engine::~virtual_engine() { end(); }

void virtual_engine::begin(storage::event_log& log, const engine_options& options,
                           environment env) {
  engine_ = std::make_unique<engine>(system_, log, options, std::move(env));
  run();
  without_shows_ = actors_alive();
}

std::size_t virtual_engine::end() {
  engine_.reset();
  run();
  // The system's destructor would wait for such an actor for ever.
  if (actors_alive() != 0)
    system_.await_actors_before_shutdown(false);
  return actors_alive();
}

void virtual_engine::send(asks&& batch) {
  for (auto& each : batch)
    std::visit([this](auto& one) { one.reply_to.reply_port = reply_port_.handle(); }, each);
  caf::anon_send(engine_->directory(), std::move(batch));
}

caf::scheduler::test_coordinator& virtual_engine::coordinator() {
  return dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler());
}

std::chrono::milliseconds virtual_engine::uptime() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      coordinator().clock().current_time.time_since_epoch());
}

events::bytes16 draw_bits(std::mt19937_64& from) {
  events::bytes16 drawn{};
  for (std::size_t at = 0; at < drawn.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t number = from();
    std::memcpy(&drawn[at], &number, sizeof number);
  }
  return drawn;
}

} // namespace boxoffice::actors::tests

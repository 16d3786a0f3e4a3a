#include "actors/engine.hpp"

#include "actors/log/log_keeper.hpp"
#include "actors/log/log_reader.hpp"
#include "actors/log/log_writer.hpp"
#include "actors/protocol/reply_port.hpp"
#include "actors/show/review_throttle.hpp"
#include "actors/show/show_directory.hpp"

#include <cstdlib>

namespace boxoffice::actors {

namespace {

/// Spawns an actor that waits for the device, which needs a thread of its own.
template <class Actor, class... Args>
auto spawn_blocking(caf::actor_system& system, bool own_thread, Args&&... args) {
  return own_thread ? system.spawn<Actor, caf::detached>(std::forward<Args>(args)...)
                    : system.spawn<Actor>(std::forward<Args>(args)...);
}

} // namespace

engine::engine(caf::actor_system& system, storage::event_log& log, engine_options options,
               environment env)
    : system_{system}, log_{log}, options_{options}, env_{std::move(env)} {
  env_.probe->log = log_.probe();
  std::unordered_set<events::show_id> known;
  if (!options_.shared)
    known = known_shows();
  auto own = options_.own_threads;
  keeper_ = spawn_blocking<log_keeper>(system_, own, log_, env_);
  writer_ = spawn_blocking<log_writer>(system_, own, log_, keeper_, options_.batch_limit, env_);
  reader_ = spawn_blocking<log_reader>(
      system_, own, log_, env_,
      attempt_limit{options_.attempts_per_minute, options_.remembered_customers});
  historian_ = spawn_blocking<log_reader>(system_, own, log_, env_);
  throttle_ = system_.spawn<review_throttle>(env_);
  directory_ =
      system_.spawn<show_directory>(show_deps{writer_,
                                              reader_,
                                              historian_,
                                              throttle_,
                                              {},
                                              options_.rules,
                                              options_.limits,
                                              options_.tickets,
                                              env_,
                                              ends_process(env_)},
                                    directory_options{std::move(known), options_.show_idle,
                                                      options_.shared, options_.leaving_bookings});
}

std::unordered_set<events::show_id> engine::known_shows() {
  auto known = storage::all_shows(log_);
  if (!known) {
    env_.fail_stop(known.error());
    std::abort();
  }
  return {known->begin(), known->end()};
}

void engine::start(std::function<void()> finished) {
  auto open = storage::shows_with_open_work(log_);
  if (!open) {
    env_.fail_stop(open.error());
    std::abort();
  }
  if (open->empty())
    return finished();
  auto left = std::make_shared<std::atomic<std::size_t>>(open->size());
  starter_ = std::make_unique<reply_port>(system_, [left, finished](replies&& arrived) {
    if (left->fetch_sub(arrived.size()) == arrived.size())
      finished();
  });
  asks batch;
  for (auto& show : *open)
    batch.emplace_back(show_ask{{starter_->handle(), 0}, std::move(show), run_timers{}, {}});
  caf::anon_send(directory_, std::move(batch));
}

engine::~engine() {
  starter_.reset();
  for (const auto& each :
       {caf::actor_cast<caf::actor>(directory_), caf::actor_cast<caf::actor>(writer_),
        caf::actor_cast<caf::actor>(reader_), caf::actor_cast<caf::actor>(historian_),
        caf::actor_cast<caf::actor>(keeper_), caf::actor_cast<caf::actor>(throttle_)})
    caf::anon_send_exit(each, caf::exit_reason::user_shutdown);
  if (!options_.own_threads)
    return;
  caf::scoped_actor self{system_};
  self->wait_for(writer_, reader_, historian_, keeper_);
}

} // namespace boxoffice::actors

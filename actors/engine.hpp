// A node without its gateway: the log, its writer, readers and keeper, the directory and the shows.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"
#include "events/limits.hpp"
#include "events/rules.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_set>

namespace boxoffice::actors {

class reply_port;

struct engine_options {
  events::rules rules;
  std::chrono::milliseconds show_idle{120'000}; ///< how long an unasked show stays in memory
  std::size_t batch_limit = 4096;               ///< records that close a batch at once
  bool own_threads = true; ///< log writer and reader get threads; false for virtual time only
  /// Whether other nodes write to the same log: then this one has no shows but those of the shards
  /// that its directory is given, and start() is not called.
  bool shared = false;
  events::booking_limits limits{}; ///< what a customer may keep from others; none as a rule
};

class engine {
public:
  /// `log` and `system` must outlive the engine.
  engine(caf::actor_system& system, storage::event_log& log, engine_options options,
         environment env);
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;
  /// Ends all actors. What was not answered by then is not answered any more. With own threads the
  /// log is not touched any more afterwards; without, not after the system is gone.
  ~engine();

  /// Brings back the shows with open work and runs their timers. `finished` is called once, from an
  /// actor thread, when all that came of it is durable.
  void start(std::function<void()> finished);

  [[nodiscard]] const show_directory_actor& directory() const { return directory_; }
  [[nodiscard]] const events::rules& rules() const { return options_.rules; }
  [[nodiscard]] const environment& env() const { return env_; }

private:
  [[nodiscard]] std::unordered_set<events::show_id> known_shows();

  caf::actor_system& system_;
  storage::event_log& log_;
  engine_options options_;
  environment env_;
  log_writer_actor writer_;
  log_reader_actor reader_;
  log_reader_actor historian_;
  log_keeper_actor keeper_;
  review_throttle_actor pacer_;
  show_directory_actor directory_;
  std::unique_ptr<reply_port> starter_; ///< collects what start() asked for
};

} // namespace boxoffice::actors

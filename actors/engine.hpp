// A node without its gateway: the log, its writer, readers and keeper, the directory and the shows.
#pragma once

#include "actors/node_clock.hpp"
#include "actors/protocol/interfaces.hpp"
#include "events/limits.hpp"
#include "events/rules.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_set>

namespace boxoffice::actors {

class reply_port;

/// What the shows need from the world outside; all of it is called from actor threads.
struct environment {
  std::shared_ptr<node_clock> clock;
  std::function<events::bytes16()> random;                      ///< 128 unguessable bits
  std::function<void(const storage::storage_error&)> fail_stop; ///< ends the process
  std::function<void(const std::string&)> warn;                 ///< tells the operator
  /// Whether this node may decide and answer from memory: false where others may have its shows by
  /// now. Asked after an answer was made and before it goes out.
  std::function<bool()> holds_lease = [] { return true; };
  /// Told of each error of an append. True where the node goes on without what it had in memory;
  /// false where the process is to end.
  std::function<bool(const storage::storage_error&)> outlives = [](const auto&) { return false; };

  /// The wall time as far as the node believes it.
  [[nodiscard]] events::time_ms now() const { return clock->now(); }
};

/// Warns on stderr.
void warn_plainly(const std::string& text);

/// The machine's clocks, OpenSSL's generator, and a process that says why and ends (status 74).
/// `before` as for node_clock.
[[nodiscard]] environment
real_surroundings(const std::function<void(const std::string&)>& warn = warn_plainly,
                  const clock_limits& limits = {}, clock_memory before = {});

/// For actors whose state is in doubt after an exception that nobody expected: with the writer or a
/// show gone the process would go on and answer nothing, so that it ends like after a failed
/// append.
[[nodiscard]] std::function<caf::error(std::exception_ptr&)> ends_process(environment env);

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

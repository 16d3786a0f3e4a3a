// The composition root: a node without its gateway. Puts together the log's actors, the directory
// and the shows.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"
#include "events/limits.hpp"
#include "events/rules.hpp"
#include "events/signing/ticket_code.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_set>

namespace boxoffice::actors {

class reply_port;

struct engine_options {
  events::rules rules;
  std::chrono::milliseconds show_idle{120'000}; ///< without an ask, until a show leaves memory
  std::size_t leaving_bookings = 10'000; ///< of shows that leave within a quarter of a second
  std::size_t batch_limit = 4096;        ///< records of a batch that is written at once
  bool own_threads = true;               ///< of the log's actors; false for virtual time only
  /// Whether other nodes write to the same log. Then this node has the shows of the shards only
  /// that its directory is given, and start() is not called.
  bool shared = false;
  events::booking_limits limits{};       ///< by default none
  std::uint32_t attempts_per_minute = 0; ///< to sign in or up for one mail address; 0: any number
  std::size_t remembered_customers = 100'000; ///< whose attempts are counted
  events::shared_ticket_keys tickets{};       ///< null: the node makes and admits no ticket codes
};

class engine {
public:
  /// `log` and `system` must outlive the engine.
  engine(caf::actor_system& system, storage::event_log& log, engine_options options,
         environment env);
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;
  /// Ends all actors. Open questions get no reply. Afterwards the log is not used any more; without
  /// threads of their own the log's actors may use it until the system is destroyed.
  ~engine();

  /// Recovers the shows with open work and does what is due in them. `finished` is called once,
  /// from an actor thread, when the events of that are durable.
  void start(std::function<void()> finished);

  [[nodiscard]] const show_directory_actor& directory() const { return directory_; }
  [[nodiscard]] const log_writer_actor& writer() const { return writer_; }
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
  review_throttle_actor throttle_;
  show_directory_actor directory_;
  std::unique_ptr<reply_port> starter_; ///< for the replies to start()
};

} // namespace boxoffice::actors

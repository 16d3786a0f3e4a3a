// What every form of node runs: the actor system, the engine on the log and the clock file.
#pragma once

#include "actors/engine.hpp"
#include "actors/environment.hpp"
#include "cli/files/clock_file.hpp"
#include "cli/files/keys.hpp"
#include "cli/settings/settings.hpp"
#include "storage/event_log.hpp"
#include "storage/verify/oversold_watch.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

namespace boxoffice::cli {

/// Whether other nodes write to the same log: a cluster on one PostgreSQL database.
[[nodiscard]] bool shares_log(const settings& chosen);

/// The clocks, random source and handlers of a running server, as the settings say.
[[nodiscard]] actors::environment server_environment(const settings& chosen);

class node_runtime {
public:
  /// `log` must outlive it.
  node_runtime(const settings& chosen, storage::event_log& log, actors::environment env,
               const node_keys& keys);

  [[nodiscard]] caf::actor_system& system() { return system_; }
  [[nodiscard]] actors::engine& engine() { return engine_; }
  /// The keys of customers' pseudonyms.
  [[nodiscard]] const events::shared_customer_keys& customer_keys() const { return customer_keys_; }

private:
  events::shared_customer_keys customer_keys_;
  caf::actor_system_config config_; // The system refers to it.
  caf::actor_system system_;
  actors::engine engine_;
  clock_keeper keeper_;
  storage::oversold_watch watch_;
};

} // namespace boxoffice::cli

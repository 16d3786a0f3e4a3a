#include "cli/node/node_runtime.hpp"

#include "actors/cluster/network.hpp"
#include "logging/server_log.hpp"

#include <algorithm>
#include <thread>

#include <caf/all.hpp>

namespace boxoffice::cli {

namespace {

std::filesystem::path clock_file_of(const settings& chosen) {
  return chosen.storage.data_dir / clock_file_name;
}

events::rules rules_of(const settings& chosen) {
  return {chosen.review.interval.count(), chosen.review.contention_window.count(),
          chosen.review.hold.count(), chosen.payment.window.count(), chosen.booking.max_seats};
}

events::booking_limits limits_of(const settings& chosen) {
  if (!chosen.limits.enabled)
    return {};
  return {chosen.limits.unpaid_seats_per_customer, chosen.limits.rebook_wait.count()};
}

actors::engine_options engine_options_of(const settings& chosen, const node_keys& keys) {
  actors::engine_options out;
  out.rules = rules_of(chosen);
  out.show_idle = chosen.show_idle_timeout;
  out.batch_limit = chosen.storage.batch_limit;
  out.shared = shares_log(chosen);
  out.limits = limits_of(chosen);
  out.attempts_per_minute = chosen.limits.enabled ? chosen.auth.attempts_per_minute : 0;
  out.remembered_customers = chosen.limits.addresses;
  out.tickets = keys.tickets;
  return out;
}

caf::actor_system_config system_config_of(const settings& chosen) {
  caf::actor_system_config out;
  auto cores = std::max(1U, std::thread::hardware_concurrency());
  // The I/O threads need cores of their own; otherwise both sides wait to be scheduled.
  auto free_cores = cores > chosen.http.threads ? cores - chosen.http.threads : 1U;
  auto threads = chosen.actors_threads != 0 ? chosen.actors_threads : free_cores;
  // One queue for all threads: work stealing polls, and can leave a job behind a busy thread for
  // 10 ms.
  out.set("scheduler.policy", caf::atom("sharing"));
  out.set("scheduler.max-threads", static_cast<std::size_t>(threads));
  if (chosen.cluster.enabled)
    actors::prepare_for_cluster(out);
  return out;
}

/// Which shows this node checks for seats sold twice: those of its shards if nodes share the log.
std::function<bool(const storage::show_id&)>
shows_to_check(bool shared, std::shared_ptr<const actors::node_probe> probe) {
  if (!shared)
    return [](const storage::show_id&) { return true; };
  return [probe = std::move(probe)](const storage::show_id& show) {
    return probe->cluster.shards.has(storage::shard_of(show));
  };
}

} // namespace

bool shares_log(const settings& chosen) {
  return chosen.cluster.enabled && chosen.storage.engine == storage_engine::postgres;
}

actors::environment server_environment(const settings& chosen) {
  return actors::real_environment(
      {chosen.clock.max_step, chosen.clock.settle, !shares_log(chosen)},
      read_clock_file(clock_file_of(chosen), boot_id(), logging::server_log()));
}

node_runtime::node_runtime(const settings& chosen, storage::event_log& log, actors::environment env,
                           const node_keys& keys)
    : customer_keys_{keys.customers},
      config_{system_config_of(chosen)},
      system_{config_},
      engine_{system_, log, engine_options_of(chosen, keys), std::move(env)},
      keeper_{engine_.env().clock, clock_file_of(chosen), engine_.env().log},
      watch_{log, engine_.env().probe->oversold,
             shows_to_check(shares_log(chosen), engine_.env().probe)} {}

} // namespace boxoffice::cli

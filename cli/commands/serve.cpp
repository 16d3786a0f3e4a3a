#include "cli/commands/serve.hpp"

#include "actors/cluster/network.hpp"
#include "actors/engine.hpp"
#include "cli/command.hpp"
#include "cli/files/certificates.hpp"
#include "cli/files/clock_file.hpp"
#include "cli/files/keys.hpp"
#include "cli/files/private_directory.hpp"
#include "cli/node/cluster.hpp"
#include "cli/node/descriptors.hpp"
#include "cli/node/signals.hpp"
#include "http/gateway.hpp"
#include "storage/rocksdb/open.hpp"
#include "storage/witness/accepted_loss.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include <boost/system/system_error.hpp>
#include <caf/all.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace boxoffice::cli {

namespace {

using namespace std::chrono_literals;

/// How long the end may take beyond shutdown.timeout before the process ends without it.
constexpr auto end_grace = 5s;

events::rules rules_of(const settings& chosen) {
  return {chosen.review.interval.count(), chosen.review.contention_window.count(),
          chosen.review.hold.count(), chosen.payment.window.count(), chosen.booking.max_seats};
}

events::booking_limits limits_of(const settings& chosen) {
  if (!chosen.limits.enabled)
    return {};
  return {chosen.limits.unpaid_seats_per_customer, chosen.limits.rebook_wait.count()};
}

http::gateway_options gateway_options_of(const settings& chosen, std::string operator_token,
                                         events::shared_customer_keys customer_keys) {
  http::gateway_options out;
  out.host = chosen.http.listen.host;
  out.port = chosen.http.listen.port;
  out.control_socket = chosen.storage.data_dir / "control.sock";
  out.threads = chosen.http.threads;
  out.max_connections = chosen.http.max_connections;
  out.max_connections_per_address = chosen.http.max_connections_per_address;
  out.descriptor_ceiling =
      static_cast<int>(raise_descriptor_limit() - reserved_descriptors(chosen));
  out.max_bulk_per_address = chosen.http.max_bulk_per_address;
  out.max_unwritten = chosen.http.max_unwritten;
  out.max_unwritten_per_address = chosen.http.max_unwritten_per_address;
  out.max_unwritten_total = chosen.http.max_unwritten_total;
  out.max_control_connections = chosen.http.max_control_connections;
  out.max_in_flight = chosen.http.max_in_flight;
  out.pipeline_depth = chosen.http.pipeline_depth;
  out.header_limit = static_cast<std::uint32_t>(chosen.http.header_limit);
  out.body_limit = chosen.http.body_limit;
  out.operator_body_limit = chosen.http.operator_body_limit;
  out.read_timeout = chosen.http.read_timeout;
  out.idle_timeout = chosen.http.idle_timeout;
  out.write_timeout = chosen.http.write_timeout;
  out.push_queue = chosen.http.push_queue;
  out.push_idle_timeout = chosen.http.push_idle_timeout;
  out.limit_rate = chosen.limits.enabled;
  out.rate = chosen.limits.rate;
  out.burst = chosen.limits.burst;
  out.addresses = chosen.limits.addresses;
  out.seats_per_address = chosen.limits.seats_per_address;
  out.seats_per_minute = chosen.limits.seats_per_minute;
  out.operator_token = std::move(operator_token);
  if (chosen.payment.webhook_secret)
    out.webhook_secret = chosen.payment.webhook_secret->reveal();
  out.sandbox = chosen.payment.sandbox;
  out.auth = chosen.auth.mode == auth_mode::jwt ? http::auth_mode::jwt : http::auth_mode::open;
  if (chosen.auth.jwt_secret)
    out.jwt_secret = chosen.auth.jwt_secret->reveal();
  out.customer_keys = std::move(customer_keys);
  return out;
}

bool shares_log(const settings& chosen) {
  return chosen.cluster.enabled && chosen.storage.engine == storage_engine::postgres;
}

std::filesystem::path clock_file_of(const settings& chosen) {
  return chosen.storage.data_dir / "clock";
}

actors::environment node_environment(const settings& chosen) {
  auto warn = [](const std::string& text) { spdlog::warn("{}", text); };
  auto real = actors::real_environment(
      warn, {chosen.clock.max_step, chosen.clock.settle, !shares_log(chosen)},
      read_clock_file(clock_file_of(chosen), boot_id(), warn));
  real.fail_stop = [say_and_end = real.fail_stop](const storage::storage_error& error) {
    spdlog::default_logger()->flush();
    say_and_end(error);
  };
  real.info = [](const std::string& text) { spdlog::info("{}", text); };
  return real;
}

void set_up_log(const settings& chosen) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("boxoffice"));
  set_log_level(chosen.level);
}

int cannot_start(const std::string& why) {
  std::fprintf(stderr, "boxoffice: cannot start: %s\n", one_line(why).c_str());
  return exit_failed;
}

int cannot_start(const storage::storage_error& why) {
  auto status = cannot_start(why.detail);
  return why.what == storage::storage_error::kind::lost ? exit_lost : status;
}

/// Losses that the operator went on without stay in the operator's sight.
storage::status warn_of_losses(storage::event_log& log) {
  auto lines = storage::accepted_losses(log);
  if (!lines)
    return lines.error();
  for (const auto& each : *lines)
    spdlog::warn("this log goes on without events that it had lost: {}", each);
  return {};
}

caf::actor_system_config actor_settings(const settings& chosen) {
  caf::actor_system_config out;
  auto cores = std::max(1U, std::thread::hardware_concurrency());
  // The I/O threads want cores of their own, or everybody waits for everybody's wake-up.
  auto free_cores = cores > chosen.http.threads ? cores - chosen.http.threads : 1U;
  auto threads = chosen.actors_threads != 0 ? chosen.actors_threads : free_cores;
  // One queue for all workers: stealing polls, and may leave a job behind a busy worker for 10 ms.
  out.set("scheduler.policy", caf::atom("sharing"));
  out.set("scheduler.max-threads", static_cast<std::size_t>(threads));
  return out;
}

/// Ends the process where the orderly end hangs.
void watch_the_end(std::chrono::milliseconds most) {
  std::thread{[most] {
    std::this_thread::sleep_for(most);
    std::fputs("boxoffice: the end took too long\n", stderr);
    std::_Exit(1);
  }}.detach();
}

/// Says once that the server can answer, unless its end has begun.
class start_signal {
public:
  explicit start_signal(std::function<void()> say) : say_{std::move(say)} {}
  void give() {
    std::lock_guard lock{guard_};
    if (auto say = std::exchange(say_, nullptr))
      say();
  }
  /// Afterwards it is neither given nor being given.
  void cancel() {
    std::lock_guard lock{guard_};
    say_ = nullptr;
  }

private:
  std::mutex guard_;
  std::function<void()> say_;
};

/// What a node of either form of a cluster has beside its engine.
struct others {
  std::optional<actors::cluster> partitioned;
  std::optional<actors::shared_cluster> shared;

  [[nodiscard]] std::optional<std::string> listen(const host_port& at) {
    if (partitioned)
      return partitioned->listen();
    return shared ? shared->listen(at.host, at.port) : std::nullopt;
  }
  /// Calls `ready` from another thread when this node can answer, for the others' shows as well.
  void start(actors::engine& engine, const std::function<void()>& ready) {
    if (shared)
      return shared->start(ready);
    if (!partitioned)
      return engine.start(ready);
    engine.start([links = partitioned->links(), ready] { links->when_done(ready); });
  }
  [[nodiscard]] actors::entrance_actor entrance(const actors::engine& alone) const {
    if (partitioned)
      return partitioned->entrance();
    return shared ? shared->entrance() : actors::entrance_actor{alone.directory()};
  }
};

/// A server from its log to its gateway.
int serve_log(const settings& chosen, storage::event_log& log, const operator_token& token,
              events::shared_customer_keys customer_keys, const std::string& cluster_id,
              const signals& ends, const settings_source& source) {
  auto config = actor_settings(chosen);
  prepare_for_cluster(config, chosen.cluster);
  caf::actor_system system{config};
  auto shared = shares_log(chosen);
  auto held = std::make_shared<actors::shared_lease>();
  actors::engine engine{system,
                        log,
                        {rules_of(chosen), chosen.show_idle_timeout, chosen.storage.batch_limit,
                         true, shared, limits_of(chosen)},
                        shared ? actors::shared_lease::guard(held, node_environment(chosen))
                               : node_environment(chosen)};
  clock_keeper keeper{engine.env().clock, clock_file_of(chosen), engine.env().warn};
  std::shared_ptr<actors::peer_network> network;
  if (chosen.cluster.enabled) {
    auto proof = proof_of(chosen.cluster);
    if (!proof)
      return cannot_start(proof.error());
    network = std::make_shared<actors::peer_network>(system, std::move(*proof), engine.env());
  }
  others nodes;
  if (shared)
    nodes.shared.emplace(system, engine.directory(), engine.env(), held,
                         member_options_of(chosen, cluster_id, network, customer_keys));
  else if (network)
    nodes.partitioned.emplace(system, engine.directory(), engine.env(),
                              cluster_options_of(chosen.cluster, network, customer_keys));
  if (auto failed = nodes.listen(chosen.cluster.listen))
    return cannot_start("cluster.listen " + *failed);
  http::gateway gateway{system, engine, nodes.entrance(engine),
                        gateway_options_of(chosen, token.text, std::move(customer_keys))};
  auto ready = std::make_shared<start_signal>([&] {
    gateway.set_ready();
    std::printf("operator token from %s\n", token.told.c_str());
    std::printf("listening on http://%s\n",
                to_text(host_port{chosen.http.listen.host, gateway.port()}).c_str());
    std::fflush(stdout);
  });
  nodes.start(engine, [ready] { ready->give(); });
  reloader at_hangup{chosen, token, source};
  auto signal = ends.wait_for_end([&] { at_hangup.reload(gateway); });
  spdlog::info("signal {}: finishing what was accepted", signal);
  watch_the_end(chosen.shutdown_timeout + end_grace);
  auto left = chosen.shutdown_timeout;
  if (shared) { // First: requests during the drain then go to the shows' new owners.
    nodes.shared->leave(chosen.shutdown_timeout / 2);
    left -= chosen.shutdown_timeout / 2;
  }
  ready->cancel();
  auto all_answered = gateway.drain(left);
  if (!all_answered)
    spdlog::warn("some requests were left unanswered after {} ms", chosen.shutdown_timeout.count());
  return all_answered ? 0 : 1;
}

/// Lowers the settings to what the limit of open files allows. Returns why there is no start.
std::optional<std::string> share_descriptors(settings& chosen) {
  auto files = raise_descriptor_limit();
  auto lowered = fit_to_descriptors(chosen, files);
  if (!lowered)
    return "only " + std::to_string(files) + " files may be open (ulimit -Hn), and the log and " +
           "the control socket alone need " + std::to_string(reserved_descriptors(chosen));
  for (const auto& each : *lowered)
    spdlog::warn("{}", each);
  return std::nullopt;
}

/// The customers' keys; of a database that others share its name too.
storage::result<events::customer_keys>
find_or_settle_keys(const settings& chosen, storage::event_log& log,
                    storage::result<std::string>& cluster_id) {
  if (!shares_log(chosen))
    return find_customer_keys(log);
  storage::postgres_membership database{postgres_options_of(chosen)};
  cluster_id = database.cluster_id();
  return settle_customer_keys(log, database);
}

} // namespace

int serve(const settings& given, const environment& env, const settings_source& source) {
  signals ends;
  auto chosen = given;
  set_up_log(chosen);
  if (auto fault = fault_in_certificates(chosen.cluster))
    return cannot_start(*fault);
  auto closed = keep_private(chosen.storage.data_dir);
  if (!closed)
    return cannot_start(closed.error().detail);
  if (*closed)
    spdlog::warn("{}", **closed);
  if (auto failed = share_descriptors(chosen))
    return cannot_start(*failed);
  if (chosen.accept_loss && chosen.storage.engine == storage_engine::postgres)
    return misused("--accept-loss is for a log in RocksDB; one in PostgreSQL has no witness");
  if (chosen.payment.sandbox)
    spdlog::warn("payment.sandbox is on: anyone can pay any booking without money");
  auto log = open_to_serve(chosen, env);
  if (!log)
    return cannot_start(log.error());
  if (auto warned = warn_of_losses(**log); !warned)
    return cannot_start(warned.error());
  if (chosen.cluster.enabled && !shares_log(chosen)) {
    auto foreign = reason_not_to_serve(**log, partition_of(chosen.cluster));
    if (!foreign || *foreign)
      return cannot_start(foreign ? **foreign : foreign.error().detail);
  }
  auto token = find_operator_token(chosen.storage.data_dir);
  if (!token)
    return cannot_start(token.error().detail);
  if (!token->remark.empty())
    spdlog::warn("{}", token->remark);
  storage::result<std::string> cluster_id = std::string{};
  auto customer_keys = find_or_settle_keys(chosen, **log, cluster_id);
  if (!customer_keys || !cluster_id)
    return cannot_start(customer_keys ? cluster_id.error().detail : customer_keys.error().detail);
  try {
    return serve_log(chosen, **log, *token,
                     std::make_shared<events::customer_keys>(std::move(*customer_keys)),
                     *cluster_id, ends, source);
  } catch (const boost::system::system_error& error) {
    return cannot_start("http.listen " + to_text(chosen.http.listen) + ": " +
                        error.code().message());
  }
}

} // namespace boxoffice::cli

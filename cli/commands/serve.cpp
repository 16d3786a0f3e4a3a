#include "cli/commands/serve.hpp"

#include "cli/command.hpp"
#include "cli/doctor/checks.hpp"
#include "cli/files/certificates.hpp"
#include "cli/files/clock_file.hpp"
#include "cli/files/keys.hpp"
#include "cli/files/private_directory.hpp"
#include "cli/node/descriptors.hpp"
#include "cli/node/gateway_options.hpp"
#include "cli/node/node.hpp"
#include "cli/node/ready_signal.hpp"
#include "cli/node/signals.hpp"
#include "cli/tokens/token_sources.hpp"
#include "cli/webhook/node_webhooks.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"
#include "http/api/signin/key_source.hpp"
#include "http/gateway.hpp"
#include "http/mail/outbox.hpp"
#include "logging/access_log.hpp"
#include "logging/line.hpp"
#include "logging/server_log.hpp"
#include "storage/files.hpp"
#include "storage/payment/payment_rows.hpp"
#include "storage/witness/accepted_loss.hpp"
#include "storage/witness/witness.hpp"

#include <atomic>
#include <cstdio>
#include <thread>

#include <boost/system/system_error.hpp>

namespace boxoffice::cli {

namespace {

using namespace std::chrono_literals;

/// How long a shutdown may exceed shutdown.timeout before the process ends without it.
constexpr auto shutdown_grace = 5s;

/// How much later than the witness the clock file's last event may be. The witness is at most half
/// a second behind the log.
constexpr events::time_ms rollback_ms = 10'000;

void set_up_logging(const settings& chosen) {
  logging::set_server_log_format(chosen.log.format);
  logging::server_log().set_levels(chosen.log.by_module());
}

int cannot_start(const std::string& why) { return failed("cannot start: " + why); }

int cannot_start(const storage::storage_error& why) {
  return failed(storage::storage_error{why.what, "cannot start: " + why.detail});
}

/// Lowers the settings to what the limit of open files allows. Returns the error if that is not
/// enough for a server.
std::optional<std::string> share_descriptors(settings& chosen) {
  auto files = raise_descriptor_limit();
  auto lowered = fit_to_descriptors(chosen, files);
  if (!lowered)
    return "only " + std::to_string(files) + " files may be open (ulimit -Hn), and a server with " +
           "these settings needs " + std::to_string(least_descriptors(chosen));
  for (const auto& each : *lowered)
    logging::server_log().warn(logging::log_module::node, "{}", each);
  return std::nullopt;
}

/// Checks what the settings name and makes the data directory private. Returns the exit status if
/// the server cannot start.
std::optional<int> prepare_to_serve(settings& chosen) {
  if (auto error = error_in_certificates(chosen.cluster))
    return cannot_start(*error);
  auto made_private = keep_private(chosen.storage.data_dir);
  if (!made_private)
    return cannot_start(made_private.error());
  if (*made_private)
    logging::server_log().warn(logging::log_module::node, "{}", **made_private);
  if (!chosen.mail.outbox.empty())
    if (auto error = http::error_in_outbox(chosen.mail.outbox); !error.empty())
      return cannot_start("mail.outbox " + error);
  if (auto error = share_descriptors(chosen))
    return cannot_start(*error);
  if (chosen.accept_loss && chosen.storage.engine == storage_engine::postgres)
    return misused("--accept-loss is for a log in RocksDB; one in PostgreSQL has no witness");
  if (chosen.auth.mode == auth_mode::jwt && chosen.auth.jwks)
    if (auto error = http::error_in_jwks(*chosen.auth.jwks); !error.empty())
      return cannot_start("auth.jwks " + events::without_url_secrets(*chosen.auth.jwks) + ": " +
                          error);
  if (chosen.payment.sandbox)
    logging::server_log().warn(logging::log_module::node,
                               "payment.sandbox is on: anyone can pay any booking without money");
  return std::nullopt;
}

/// A log that was rolled back together with its witness is whole. Only the clock file, if it was
/// left in place, then has a later event.
void warn_of_rollback(const settings& chosen) {
  if (chosen.storage.engine != storage_engine::rocksdb)
    return;
  const logging::logger reported_later; // When the node reads the file.
  auto last_event =
      read_clock_file(chosen.storage.data_dir / clock_file_name, boot_id(), reported_later)
          .last_event;
  auto known = storage::read_witness(chosen.storage.data_dir);
  if (last_event == 0 || !known)
    return;
  std::error_code unseen; // The open reports it.
  auto is_new = !*known && !std::filesystem::exists(chosen.storage.data_dir / "CURRENT", unseen);
  if (is_new)
    logging::server_log().error(
        logging::log_module::node,
        "there is no log in {}, but its file clock says that a log had an event at {}",
        chosen.storage.data_dir.string(), events::to_rfc3339(last_event));
  else if (*known && last_event - (*known)->at > rollback_ms)
    logging::server_log().error(
        logging::log_module::node,
        "the file clock in {} has an event at {}, but the log's witness is of {}: the log "
        "may be an older copy, or the machine's clock was set back meanwhile",
        chosen.storage.data_dir.string(), events::to_rfc3339(last_event),
        events::to_rfc3339((*known)->at));
}

/// Opens the log, and adds rows that older versions did not write. Losses that an operator once
/// accepted are logged at each start.
opened_log open_log(const settings& chosen, const environment& env) {
  warn_of_rollback(chosen);
  auto log = open_to_serve(chosen, env);
  if (!log)
    return log;
  auto losses = storage::accepted_losses(**log);
  if (!losses)
    return losses.error();
  for (const auto& each : *losses)
    logging::server_log().error(logging::log_module::node,
                                "this log goes on without events that it had lost: {}", each);
  auto indexed = storage::index_payments(**log, shares_log(chosen) ? chosen.cluster.node : "");
  if (!indexed)
    return indexed.error();
  return log;
}

void announce(const settings& chosen, const operator_token& token, const http::gateway& gateway) {
  if (auto why = why_nobody_can_pay(chosen); !why.empty())
    logging::server_log().warn(logging::log_module::node, "every booking will expire: {}", why);
  std::printf("operator token from %s\n", logging::escaped(token.source).c_str());
  if (const auto& from = chosen.listener.tls_redirect_listen)
    std::printf("redirecting http://%s\n",
                to_text(host_port{from->host, gateway.redirect_port()}).c_str());
  std::printf("listening on %s://%s\n", std::string{scheme_of(chosen)}.c_str(),
              to_text(host_port{chosen.http.listen.host, gateway.port()}).c_str());
  std::fflush(stdout);
}

/// What a shutdown waits for.
std::atomic<const char*> shutdown_step{""};

/// Ends the process if the shutdown hangs.
void watch_shutdown(std::chrono::milliseconds most) {
  std::thread{[most] {
    std::this_thread::sleep_for(most);
    std::fprintf(stderr, "boxoffice: the shutdown took too long: %s\n", shutdown_step.load());
    std::_Exit(1);
  }}.detach();
}

/// Answers the requests that were accepted. Returns the exit status.
int shut_down(std::chrono::milliseconds timeout, node& serving, http::gateway& gateway,
              ready_signal& ready) {
  watch_shutdown(timeout + shutdown_grace);
  // First: requests during the drain then go to the shows' new owners.
  shutdown_step = "leaving the cluster";
  auto left = serving.leave(timeout);
  ready.cancel();
  shutdown_step = "answering requests";
  if (gateway.drain(left))
    return exit_done;
  logging::server_log().error(logging::log_module::node,
                              "some requests were left unanswered after {} ms", timeout.count());
  return exit_failed;
}

/// The access log; null if the settings say that there is none.
storage::result<std::shared_ptr<logging::access_log>> open_access_log(const log_settings& chosen) {
  if (!chosen.access)
    return std::shared_ptr<logging::access_log>{};
  auto opened = logging::access_log::open(chosen.access_file, *chosen.access);
  if (!opened)
    return storage::io_error("log.access_file: " + chosen.access_file.string(), opened.error());
  return std::move(*opened);
}

void reopen(logging::access_log* access) {
  if (access == nullptr)
    return;
  if (auto error = access->reopen(); !error.empty())
    logging::server_log().error(logging::log_module::node,
                                "SIGHUP: the access log stays in its file: {}", error);
}

/// What the gateway needs beside the settings, checked before the node opens.
struct prepared_gateway {
  http::listener_options listener;
  operator_token token;
  http::token_source named_tokens;
  std::shared_ptr<logging::access_log> access; ///< null: none
};

/// Serves requests until a signal ends the server. Returns the exit status.
int serve_requests(const settings& chosen, prepared_gateway prepared, node& serving,
                   storage::event_log& log, const signals& ends, reloader& at_hangup) {
  auto& runtime = serving.runtime();
  const auto& token = prepared.token;
  auto options = gateway_options_of(chosen, token.text, runtime.customer_keys());
  options.listener = std::move(prepared.listener);
  options.named_tokens = std::move(prepared.named_tokens);
  options.access = prepared.access;
  node_webhooks webhooks{chosen, runtime, log, serving.entrance()};
  options.webhooks = webhooks.options();
  serving.add_holder(webhooks.shard_holder());
  http::gateway gateway{runtime.system(), runtime.engine().env(), runtime.engine().rules(),
                        serving.entrance(), options};
  auto ready = std::make_shared<ready_signal>([&] {
    gateway.set_ready();
    announce(chosen, token, gateway);
  });
  serving.start([ready] { ready->give(); });
  auto signal = ends.wait_for_end([&] {
    at_hangup.reload(gateway);
    reload_certificate(chosen, gateway);
    reopen(prepared.access.get());
  });
  logging::server_log().info(logging::log_module::node, "signal {}: draining accepted requests",
                             signal);
  auto status = shut_down(chosen.shutdown_timeout, serving, gateway, *ready);
  shutdown_step = "writing the cursors of webhooks";
  webhooks.stop();
  shutdown_step = "ending the gateway";
  return status;
}

} // namespace

int serve(const settings& given, const environment& env, const settings_source& source) {
  signals ends;
  auto chosen = given;
  set_up_logging(chosen);
  if (auto status = prepare_to_serve(chosen))
    return *status;
  auto listener = listener_options_of(chosen);
  if (!listener)
    return cannot_start(listener.error());
  auto access = open_access_log(chosen.log);
  if (!access)
    return cannot_start(access.error());
  auto log = open_log(chosen, env);
  if (!log)
    return cannot_start(log.error());
  auto token = find_operator_token(chosen.storage.data_dir);
  if (!token)
    return cannot_start(token.error());
  if (!token->remark.empty())
    logging::server_log().warn(logging::log_module::node, "{}", token->remark);
  auto named_tokens = watch_tokens(chosen);
  if (!named_tokens)
    return cannot_start(named_tokens.error());
  if (chosen.auth.mode == auth_mode::accounts && !chosen.auth.jwt_secret) {
    auto key = find_token_key(**log);
    if (!key)
      return cannot_start(key.error());
    chosen.auth.jwt_secret = secret{std::move(*key)};
  }
  // As given: a start lowers limits and makes secrets, which are no changes of the sources.
  reloader at_hangup{given, *token, source};
  auto serving = open_node(chosen, **log);
  if (!serving)
    return cannot_start(serving.error());
  if (auto error = (*serving)->listen())
    return cannot_start("cluster.listen " + *error);
  try {
    auto status = serve_requests(
        chosen,
        {std::move(*listener), std::move(*token), std::move(*named_tokens), std::move(*access)},
        **serving, **log, ends, at_hangup);
    shutdown_step = "ending the shows";
    serving->reset();
    shutdown_step = "closing the log";
    return status;
  } catch (const http::listen_error& error) {
    auto address = error.for_redirects()
                       ? "http.tls.redirect_listen " + to_text(*chosen.listener.tls_redirect_listen)
                       : "http.listen " + to_text(chosen.http.listen);
    return cannot_start(address + ": " + error.code().message());
  }
}

} // namespace boxoffice::cli

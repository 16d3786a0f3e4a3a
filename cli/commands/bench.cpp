#include "cli/commands.hpp"
#include "cli/commands/count.hpp"
#include "cli/files/keys.hpp"
#include "cli/reports/bench_report.hpp"
#include "cli/terminal/output.hpp"
#include "cli/terminal/progress.hpp"
#include "load/preparation.hpp"

#include <cstdio>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

namespace boxoffice::cli {

namespace {

/// More than this is a mistake in the options rather than a load.
constexpr std::uint64_t most_shows = 200'000;
constexpr rlim_t spare_files = 64; ///< descriptors beside the connections

struct wanted_bench {
  load::options load;
  std::string url;
  std::string scenario{"spread"};
  std::string duration{"10s"};
  std::string warmup{"1s"};
  std::string timeout{"10s"};
  std::string patience; ///< empty: as long as the time-out
  std::string token;
  bool no_shows = false;
  bool json = false;
};

/// `http://HOST:PORT`, with port 80 by default; a final slash is allowed.
value_result<load::server_address> read_url(std::string text) {
  constexpr std::string_view scheme = "http://";
  const bad_value wrong{"--url wants http://HOST:PORT, got \"" + text + '"'};
  if (!text.starts_with(scheme))
    return wrong;
  text.erase(0, scheme.size());
  if (text.ends_with('/'))
    text.pop_back();
  if (text.find(':', text.rfind(']') == std::string::npos ? 0 : text.rfind(']')) ==
      std::string::npos)
    text += ":80";
  auto read = read_host_port(text);
  if (!read || read->port == 0)
    return wrong;
  return load::server_address{read->host, read->port};
}

/// The address of a server with these settings, on this machine.
value_result<load::server_address> server_of(const settings& chosen) {
  auto [host, port] = chosen.http.listen;
  if (port == 0)
    return bad_value{"http.listen has no port; set --url http://HOST:PORT"};
  if (host == "0.0.0.0" || host == "::")
    host = host == "::" ? "::1" : "127.0.0.1";
  return load::server_address{host, port};
}

/// Checks options against each other. Each value was checked when it was parsed.
std::optional<bad_value> contradiction_in(const load::options& run) {
  using load::scenario;
  auto is = [&](scenario what) { return run.what == what; };
  if (run.threads > run.connections)
    return bad_value{"--threads must not be more than --connections"};
  if (is(scenario::hot) && run.shows != 0)
    return bad_value{"--shows is not for `hot`, which has one show at a time"};
  if (is(scenario::contested) && run.seats != 0)
    return bad_value{"--seats is not for `contested`, which has 20"};
  if ((is(scenario::contested) || is(scenario::read)) && run.bookings != 0)
    return bad_value{"--bookings is not for `read` and `contested`, whose seats never run out"};
  if (run.seats % 2 != 0)
    return bad_value{"--seats must be even: bookings are of two seats"};
  return std::nullopt;
}

value_result<load::options> read_options(const settings& chosen, const wanted_bench& wanted) {
  auto run = wanted.load;
  auto server = wanted.url.empty() ? server_of(chosen) : read_url(wanted.url);
  if (!server)
    return server.error();
  run.server = *server;
  for (auto each : load::all_scenarios)
    if (load::name(each) == wanted.scenario)
      run.what = each;
  run.duration = *read_duration(wanted.duration, 100ms, 24h);
  run.warmup = *read_duration(wanted.warmup, 0ms, 1h);
  run.timeout = *read_duration(wanted.timeout, 10ms, 1h);
  if (!wanted.patience.empty())
    run.patience = *read_duration(wanted.patience, 1ms, 1h);
  if (auto wrong = contradiction_in(run))
    return *wrong;
  if (load::books(run.what) && chosen.auth.mode == auth_mode::jwt)
    return bad_value{"bookings are made without customers' tokens: auth.mode must be open"};
  return run;
}

load::payment_plan payments_of(const settings& chosen) {
  load::payment_plan plan;
  if (const auto& secret = chosen.payment.webhook_secret)
    plan.webhook_secret = secret->reveal();
  plan.from = chosen.review.interval + 500ms;
  plan.until = chosen.payment.window / 2;
  return plan;
}

load::result<operator_token> operators_token(const settings& chosen, const wanted_bench& wanted) {
  if (!wanted.token.empty())
    return operator_token{wanted.token, "--token", {}};
  auto known = known_operator_token(chosen.storage.data_dir);
  if (!known)
    return load::load_error{known.error().detail};
  if (*known)
    return **known;
  return load::load_error{"opening shows needs the operator token: BOXOFFICE_ADMIN_TOKEN, --token, "
                          "or --data-dir of the server (" +
                          chosen.storage.data_dir.string() + " has none)"};
}

std::string random_tag() {
  std::random_device chance;
  return fmt::format("{:08x}", chance());
}

/// Raises the limit of open files as far as needed and allowed.
void allow_files(rlim_t files) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= files)
    return;
  limit.rlim_cur = std::min(limit.rlim_max, files);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

load::result<void> prepare(const load::options& run, const load::halls& shows,
                           const load::payment_plan& payments, const std::string& token) {
  load::client server{run.server, std::max<milliseconds>(run.timeout, 30s)};
  if (run.what == load::scenario::mixed)
    if (auto ready = load::check_payments(server, payments); !ready)
      return ready;
  std::fprintf(stderr, "opening %s shows of %s seats at http://%s\n", grouped(shows.shows).c_str(),
               grouped(shows.seats).c_str(), to_text(run.server).c_str());
  return load::open_shows(server, shows, token);
}

int print_result(const bench_run& run, bool as_json) {
  output out;
  out.print(as_json ? bench_json(run) : bench_table(run));
  auto status = out.finish();
  if (auto remark = bench_remark(run); !remark.empty())
    failed(remark);
  return run.done.clean() ? status : exit_failed;
}

int bench(const settings& chosen, const wanted_bench& wanted) {
  auto run = read_options(chosen, wanted);
  if (!run)
    return misused(run.error().wants);
  auto shows = load::plan_halls(*run, random_tag());
  if (shows.shows > most_shows)
    return misused("this would need " + grouped(shows.shows) + " shows of " + grouped(shows.seats) +
                   " seats; use a shorter duration or a lower rate");
  auto payments = payments_of(chosen);
  allow_files(run->connections + spare_files);
  if (!wanted.no_shows) {
    auto token = operators_token(chosen, wanted);
    if (!token)
      return failed(token.error().why);
    if (auto ready = prepare(*run, shows, payments, token->text); !ready)
      return failed(ready.error().why);
  }
  auto done = load::drive(*run, shows, payments, [](const load::second& latest) {
    std::fputs(progress_line(latest).c_str(), stderr);
  });
  if (!done)
    return failed(done.error().why);
  return print_result({*run, shows, std::move(*done)}, wanted.json);
}

// ---- the options

CLI::Validator duration_between(milliseconds least, milliseconds most) {
  return {[=](std::string& text) {
            auto read = read_duration(text, least, most);
            return read ? std::string{} : read.error().wants;
          },
          "DURATION"};
}

void add_options(CLI::App& parsed, wanted_bench& wanted) {
  auto& load = wanted.load;
  parsed.add_option("--url", wanted.url, "http://HOST:PORT of the server (default: http.listen)");
  parsed.add_option("--scenario", wanted.scenario, "mix of requests, see docs/bench.md")
      ->check(CLI::IsMember({"spread", "hot", "contested", "read", "mixed"}));
  parsed.add_option("--connections", load.connections, "keep-alive connections (64)")
      ->check(error_in_count)
      ->check(CLI::Range(1U, 100'000U));
  parsed
      .add_option("--rate", load.rate,
                  "requests a second, each sent when it is due; by default each connection "
                  "sends its next request after the response")
      ->check(CLI::Range(1U, 10'000'000U));
  parsed.add_option("--duration", wanted.duration, "measured time (10s)")
      ->check(duration_between(100ms, 24h));
  parsed.add_option("--warmup", wanted.warmup, "load before the measured time, counted apart (1s)")
      ->check(duration_between(0ms, 1h));
  parsed
      .add_option("--timeout", wanted.timeout, "time-out for a response or a free connection (10s)")
      ->check(duration_between(10ms, 1h));
  parsed
      .add_option("--patience", wanted.patience,
                  "with --rate: a request that waits longer for a free connection is dropped "
                  "(default: the time-out)")
      ->check(duration_between(1ms, 1h));
  parsed.add_option("--shows", load.shows, "shows that are booked at a time (1000)")
      ->check(error_in_count)
      ->check(CLI::Range(1U, 100'000U));
  parsed
      .add_option("--seats", load.seats,
                  "seats of each show (default: as needed; read, mixed: 200)")
      ->check(error_in_count)
      ->check(CLI::Range(2U, load::largest_hall));
  parsed
      .add_option("--bookings", load.bookings,
                  "bookings that there must be seats for (default: as needed)")
      ->check(error_in_count)
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
  parsed.add_option("--threads", load.threads, "threads of the load generator (1)")
      ->check(error_in_count)
      ->check(CLI::Range(1U, 64U));
  parsed.add_option("--token", wanted.token,
                    "operator token (default: BOXOFFICE_ADMIN_TOKEN, or from the data directory)");
  parsed.add_flag("--no-shows", wanted.no_shows,
                  "open no shows: to measure a server that only responds");
  parsed.add_flag("--json", wanted.json, "one JSON object instead of a table");
}

} // namespace

subcommand bench_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("bench", "loads a server and reports throughput and latency");
  auto wanted = std::make_shared<wanted_bench>();
  add_options(*parsed, *wanted);
  return {parsed,
          [wanted](const settings& chosen, const environment&) { return bench(chosen, *wanted); }};
}

} // namespace boxoffice::cli

#include "cli/commands.hpp"
#include "cli/commands/bench_report.hpp"
#include "cli/commands/count.hpp"
#include "cli/files/keys.hpp"
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
constexpr rlim_t spare_files = 64; ///< beside the connections

struct wanted_bench {
  load::options load;
  std::string url;
  std::string scenario{"spread"};
  std::string duration{"10s"};
  std::string warmup{"1s"};
  std::string timeout{"10s"};
  std::string token;
  bool no_shows = false;
  bool json = false;
};

/// `http://HOST:PORT`, the port 80 where there is none, a slash behind it.
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

/// Where a server with these settings is found from the same machine.
value_result<load::server_address> server_of(const settings& chosen) {
  auto [host, port] = chosen.http.listen;
  if (port == 0)
    return bad_value{"http.listen has no port; give --url http://HOST:PORT"};
  if (host == "0.0.0.0" || host == "::")
    host = host == "::" ? "::1" : "127.0.0.1";
  return load::server_address{host, port};
}

/// What the options say together; what they say alone was checked when they were parsed.
std::optional<bad_value> contradiction_in(const load::options& asked) {
  using load::scenario;
  auto is = [&](scenario what) { return asked.what == what; };
  if (asked.threads > asked.connections)
    return bad_value{"--threads must not be more than --connections"};
  if (is(scenario::hot) && asked.shows != 0)
    return bad_value{"--shows is not for `hot`, which has one show at a time"};
  if (is(scenario::contested) && asked.seats != 0)
    return bad_value{"--seats is not for `contested`, which has 20"};
  if ((is(scenario::contested) || is(scenario::read)) && asked.bookings != 0)
    return bad_value{"--bookings is not for `read` and `contested`, whose seats never run out"};
  if (asked.seats % 2 != 0)
    return bad_value{"--seats must be even: bookings are of two seats"};
  return std::nullopt;
}

value_result<load::options> read_options(const settings& chosen, const wanted_bench& wanted) {
  auto asked = wanted.load;
  auto server = wanted.url.empty() ? server_of(chosen) : read_url(wanted.url);
  if (!server)
    return server.error();
  asked.server = *server;
  for (auto each : load::all_scenarios)
    if (load::name(each) == wanted.scenario)
      asked.what = each;
  asked.duration = *read_duration(wanted.duration, 100ms, 24h);
  asked.warmup = *read_duration(wanted.warmup, 0ms, 1h);
  asked.timeout = *read_duration(wanted.timeout, 10ms, 1h);
  if (auto wrong = contradiction_in(asked))
    return *wrong;
  if (load::books(asked.what) && chosen.auth.mode == auth_mode::jwt)
    return bad_value{"bookings are made without customers' tokens: auth.mode must be open"};
  return asked;
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
    return load::trouble{known.error().detail};
  if (*known)
    return **known;
  return load::trouble{"opening shows wants the operator's token: BOXOFFICE_ADMIN_TOKEN, --token, "
                       "or --data-dir of the server (" +
                       chosen.storage.data_dir.string() + " has none)"};
}

std::string random_tag() {
  std::random_device chance;
  return fmt::format("{:08x}", chance());
}

/// As many files as the system lets us have; a connection that finds none tells of it.
void allow_files(rlim_t files) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= files)
    return;
  limit.rlim_cur = std::min(limit.rlim_max, files);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

load::result<void> prepare(const load::options& asked, const load::halls& shows,
                           const load::payment_plan& payments, const std::string& token) {
  load::caller server{asked.server, std::max<milliseconds>(asked.timeout, 30s)};
  if (asked.what == load::scenario::mixed)
    if (auto ready = load::check_payments(server, payments); !ready)
      return ready;
  std::fprintf(stderr, "opening %s shows of %s seats at http://%s\n", grouped(shows.shows).c_str(),
               grouped(shows.seats).c_str(), to_text(asked.server).c_str());
  return load::open_shows(server, shows, token);
}

int tell(const bench_run& run, bool as_json) {
  output out;
  out.print(as_json ? bench_json(run) : bench_table(run));
  auto status = out.finish();
  if (auto remark = bench_remark(run); !remark.empty())
    failed(remark);
  return run.done.clean() ? status : exit_failed;
}

int bench(const settings& chosen, const wanted_bench& wanted) {
  auto asked = read_options(chosen, wanted);
  if (!asked)
    return misused(asked.error().wants);
  auto shows = load::plan_halls(*asked, random_tag());
  if (shows.shows > most_shows)
    return misused("this would need " + grouped(shows.shows) + " shows of " + grouped(shows.seats) +
                   " seats; ask for less time or a lower rate");
  auto payments = payments_of(chosen);
  allow_files(asked->connections + spare_files);
  if (!wanted.no_shows) {
    auto token = operators_token(chosen, wanted);
    if (!token)
      return failed(token.error().why);
    if (auto ready = prepare(*asked, shows, payments, token->text); !ready)
      return failed(ready.error().why);
  }
  auto done = load::drive(*asked, shows, payments, [](const load::second& latest) {
    std::fputs(progress_line(latest).c_str(), stderr);
  });
  if (!done)
    return failed(done.error().why);
  return tell({*asked, shows, std::move(*done)}, wanted.json);
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
  parsed.add_option("--scenario", wanted.scenario, "what is asked for: docs/bench.md")
      ->check(CLI::IsMember({"spread", "hot", "contested", "read", "mixed"}));
  parsed.add_option("--connections", load.connections, "kept alive (64)")
      ->check(fault_of_count)
      ->check(CLI::Range(1U, 100'000U));
  parsed
      .add_option("--rate", load.rate,
                  "requests a second, each sent when it is due; without it each connection "
                  "asks again once it is answered")
      ->check(CLI::Range(1U, 10'000'000U));
  parsed.add_option("--duration", wanted.duration, "measured time (10s)")
      ->check(duration_between(100ms, 24h));
  parsed.add_option("--warmup", wanted.warmup, "load before that, counted apart (1s)")
      ->check(duration_between(0ms, 1h));
  parsed.add_option("--timeout", wanted.timeout, "for an answer, or a free connection (10s)")
      ->check(duration_between(10ms, 1h));
  parsed.add_option("--shows", load.shows, "asked for at a time (1000)")
      ->check(fault_of_count)
      ->check(CLI::Range(1U, 100'000U));
  parsed.add_option("--seats", load.seats, "of each show (as needed; read, mixed: 200)")
      ->check(fault_of_count)
      ->check(CLI::Range(2U, load::largest_hall));
  parsed.add_option("--bookings", load.bookings, "that there must be seats for (as needed)")
      ->check(fault_of_count)
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
  parsed.add_option("--threads", load.threads, "of the load generator (1)")
      ->check(fault_of_count)
      ->check(CLI::Range(1U, 64U));
  parsed.add_option("--token", wanted.token,
                    "the operator's (default: BOXOFFICE_ADMIN_TOKEN, or from the data directory)");
  parsed.add_flag("--no-shows", wanted.no_shows,
                  "open no shows: for the ceiling, from a server that only answers");
  parsed.add_flag("--json", wanted.json, "one JSON object instead of a table");
}

} // namespace

subcommand bench_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("bench", "loads a server and tells how it did");
  auto wanted = std::make_shared<wanted_bench>();
  add_options(*parsed, *wanted);
  return {parsed,
          [wanted](const settings& chosen, const environment&) { return bench(chosen, *wanted); }};
}

} // namespace boxoffice::cli

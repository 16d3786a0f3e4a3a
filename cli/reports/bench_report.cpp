#include "cli/reports/bench_report.hpp"

#include "cli/terminal/progress.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using json = nlohmann::ordered_json;
using load::call_tally;

struct named_percentile {
  const char* name;
  double percent;
};
constexpr std::array percentiles{
    named_percentile{"p50", 50},       named_percentile{"p75", 75},
    named_percentile{"p90", 90},       named_percentile{"p95", 95},
    named_percentile{"p99", 99},       named_percentile{"p99.9", 99.9},
    named_percentile{"p99.99", 99.99}, named_percentile{"p99.999", 99.999},
};

double ms(std::chrono::duration<double, std::milli> time) { return time.count(); }

double a_second(std::uint64_t count, const load::outcome& done) {
  auto seconds = std::chrono::duration<double>{done.took}.count();
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

std::string rounded(double number) { return grouped(static_cast<std::uint64_t>(number + 0.5)); }

/// The kinds of call that occurred, in the warm-up or the measured time.
std::vector<load::call> kinds_in(const load::outcome& done) {
  std::vector<load::call> kinds;
  for (auto kind : load::all_calls) {
    const auto& early = done.warmup.of(kind);
    const auto& later = done.measured.of(kind);
    if (early.answered() + early.errors + later.answered() + later.errors != 0)
      kinds.push_back(kind);
  }
  return kinds;
}

std::string row(std::string_view name, const call_tally& calls, const load::outcome& done) {
  const auto& latency = calls.latency;
  auto line = fmt::format("{:<5}{:>12}{:>11}{:>9}{:>12}{:>10.2f}", name, grouped(calls.confirmed),
                          grouped(calls.refused), grouped(calls.errors),
                          rounded(a_second(calls.answered(), done)), ms(latency.min()));
  for (auto percent : {50., 90., 99., 99.9})
    line += fmt::format("{:>10.2f}", ms(latency.percentile(percent)));
  return line + fmt::format("{:>10.2f}\n", ms(latency.max()));
}

std::string heading(const bench_run& run) {
  const auto& options = run.options;
  auto loop = options.rate == 0 ? std::string{"closed loop"}
                                : "open loop at " + grouped(options.rate) + "/s";
  auto early = run.done.warmup.sum();
  return fmt::format("{}, {}, {} connections, {} thread{}, {:.1f} s after a warm-up of {} answers\n"
                     "{} shows of {} seats at http://{}: {}0 and on\n\n",
                     load::name(options.what), loop, options.connections, options.threads,
                     options.threads == 1 ? "" : "s",
                     std::chrono::duration<double>{run.done.took}.count(),
                     grouped(early.answered()), grouped(run.shows.shows), grouped(run.shows.seats),
                     to_text(options.server), run.shows.prefix);
}

json latency_json(const load::histogram& latency) {
  json out{{"min", ms(latency.min())}};
  for (auto [name, percent] : percentiles)
    out[name] = ms(latency.percentile(percent));
  out["max"] = ms(latency.max());
  return out;
}

json counts_json(const call_tally& calls) {
  return {{"confirmed", calls.confirmed}, {"refused", calls.refused}, {"errors", calls.errors}};
}

json calls_json(const call_tally& calls, const load::outcome& done) {
  auto out = counts_json(calls);
  out["answers_per_s"] = a_second(calls.answered(), done);
  out["confirmed_per_s"] = a_second(calls.confirmed, done);
  out["latency_ms"] = latency_json(calls.latency);
  return out;
}

json settings_json(const bench_run& run) {
  const auto& options = run.options;
  json out{{"scenario", load::name(options.what)},
           {"url", "http://" + to_text(options.server)},
           {"loop", options.rate == 0 ? "closed" : "open"}};
  if (options.rate != 0)
    out["rate"] = options.rate;
  out["connections"] = options.connections;
  out["threads"] = options.threads;
  out["duration_ms"] = options.duration.count();
  out["warmup_ms"] = options.warmup.count();
  out["timeout_ms"] = options.timeout.count();
  out["shows"] = {
      {"prefix", run.shows.prefix}, {"count", run.shows.shows}, {"seats", run.shows.seats}};
  return out;
}

/// Errors of the whole run, including the warm-up.
json errors_json(const load::outcome& done) {
  auto both = done.warmup;
  both.merge(done.measured);
  auto answers = json::object();
  for (auto [status, count] : both.wrong_answers)
    answers[std::to_string(status)] = count;
  json out{{"answers", std::move(answers)},
           {"broken", both.broken},
           {"timed_out", both.timed_out},
           {"connect", done.connect_failures}};
  if (!done.first_error.empty())
    out["first"] = done.first_error;
  return out;
}

/// Empty if the share is too small to matter.
std::string stolen_in(double share) {
  return share < 0.01 ? std::string{} : fmt::format("   stolen {:.0f} %", 100 * share);
}

std::string early_end(const bench_run& run) {
  auto after = fmt::format(" after {:.1f} s", std::chrono::duration<double>{run.done.took}.count());
  switch (run.done.how) {
  case load::ending::on_time: return {};
  case load::ending::interrupted: return "interrupted" + after + ". ";
  case load::ending::sold_out:
    return "sold out" + after + ": there were seats for " + grouped(run.shows.bookings()) +
           " bookings; use more --bookings or a shorter --duration. ";
  case load::ending::server_gone: return "the server has gone; given up" + after + ". ";
  }
  std::abort(); // All enumerators return above.
}

} // namespace

std::string progress_line(const load::second& latest) {
  const auto& calls = latest.calls;
  return fmt::format("{:>5} s {:>10}/s   p50 {:>8.2f} ms   p99 {:>8.2f} ms   refused {:>8}   "
                     "errors {:>6}{}{}\n",
                     latest.number.count(), grouped(calls.answered()),
                     ms(calls.latency.percentile(50)), ms(calls.latency.percentile(99)),
                     grouped(calls.refused), grouped(calls.errors), stolen_in(latest.stolen),
                     latest.warmup ? "   (warm-up)" : "");
}

std::string bench_table(const bench_run& run) {
  auto text = heading(run);
  text += fmt::format("{:<5}{:>12}{:>11}{:>9}{:>12}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "call",
                      "confirmed", "refused", "errors", "answers/s", "min ms", "p50", "p90", "p99",
                      "p99.9", "max");
  auto kinds = kinds_in(run.done);
  for (auto kind : kinds)
    text += row(load::name(kind), run.done.measured.of(kind), run.done);
  if (kinds.size() != 1)
    text += row("all", run.done.measured.sum(), run.done);
  text += fmt::format("\nlongest pause without an answer: {:.1f} ms\n", ms(run.done.longest_pause));
  text += fmt::format("CPU time that the machine's host took: {:.1f} %\n", 100 * run.done.stolen);
  if (run.options.rate != 0)
    text += fmt::format("rate {}held, {} requests dropped\n", run.done.rate_held ? "" : "NOT ",
                        grouped(run.done.measured.dropped));
  return text;
}

std::string bench_json(const bench_run& run) {
  const auto& done = run.done;
  auto out = settings_json(run);
  out["ended"] = load::name(done.how);
  out["measured_ms"] = ms(done.took);
  out["warmup"] = json::object();
  out["calls"] = json::object();
  for (auto kind : kinds_in(done)) {
    out["warmup"][std::string{load::name(kind)}] = counts_json(done.warmup.of(kind));
    out["calls"][std::string{load::name(kind)}] = calls_json(done.measured.of(kind), done);
  }
  out["all"] = calls_json(done.measured.sum(), done);
  out["errors"] = errors_json(done);
  out["longest_pause_ms"] = ms(done.longest_pause);
  out["stolen_cpu"] = done.stolen;
  if (run.options.rate != 0) {
    out["rate_held"] = done.rate_held;
    out["dropped"] = done.measured.dropped;
  }
  return out.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

std::string bench_remark(const bench_run& run) {
  const auto& done = run.done;
  auto text = early_end(run);
  if (run.options.rate != 0 && !done.rate_held)
    text += "The server did not keep up with the rate. ";
  if (!done.clean()) {
    auto errors = done.warmup.sum().errors + done.measured.sum().errors;
    text += grouped(errors) + " errors, the first: " + done.first_error + ". ";
  }
  if (done.warmup.wrong_answers.contains(429) || done.measured.wrong_answers.contains(429))
    text +=
        "For load tests start the server with --set limits.enabled=false and, for seat maps over "
        "more than 64 connections, --set http.max_bulk_per_address=10000. ";
  if (!text.empty())
    text.pop_back();
  return text;
}

} // namespace boxoffice::cli

#include "cli/reports/bench_report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::cli::tests {

namespace {

using namespace std::chrono_literals;
using load::call;

/// A run of 10 s: 20,000 bookings of 1 ms, 100 of which were refused, and 5,000 maps.
bench_run usual_run() {
  bench_run run;
  run.shows = {"bench-t-", 1'000, 1'000, 200};
  auto& done = run.done;
  done.took = 10s;
  done.longest_pause = std::chrono::microseconds{12'345};
  done.stolen = 0.25;
  done.warmup.of(call::book).confirmed = 7;
  auto& book = done.measured.of(call::book);
  book.confirmed = 19'900;
  book.refused = 100;
  for (int i = 0; i < 20'000; ++i)
    book.latency.record(std::chrono::microseconds{1'000 + i % 1'000});
  auto& read = done.measured.of(call::read);
  read.confirmed = 5'000;
  for (int i = 0; i < 5'000; ++i)
    read.latency.record(std::chrono::milliseconds{5});
  return run;
}

bench_run failed_run() {
  auto run = usual_run();
  run.done.first_error = "book: response 429: {}";
  run.done.measured.wrong_answers[429] = 3;
  run.done.warmup.wrong_answers[503] = 1;
  run.done.measured.of(call::book).errors = 3;
  run.done.warmup.of(call::book).errors = 1;
  return run;
}

} // namespace

TEST_CASE("bench: the table has a row for each kind of call and one for all calls") {
  auto table = bench_table(usual_run());
  CHECK(table ==
        "spread, closed loop, 64 connections, 1 thread, 10.0 s after a warm-up of 7 answers\n"
        "1,000 shows of 200 seats at http://127.0.0.1:8080: bench-t-0 and on\n"
        "\n"
        "call    confirmed    refused   errors   answers/s    min ms       p50       p90       p99"
        "     p99.9       max\n"
        "read        5,000          0        0         500      5.00      5.00      5.00      5.00"
        "      5.00      5.00\n"
        "book       19,900        100        0       2,000      1.00      1.50      1.90      1.99"
        "      2.00      2.00\n"
        "all        24,900        100        0       2,500      1.00      1.62      5.00      5.00"
        "      5.00      5.00\n"
        "\n"
        "longest pause without an answer: 12.3 ms\n"
        "CPU time that the machine's host took: 25.0 %\n");
}

TEST_CASE("bench: an open loop reports whether it held its rate") {
  auto run = usual_run();
  run.options.rate = 2'500;
  CHECK(bench_table(run).ends_with("\nrate held, 0 requests dropped\n"));
  CHECK(bench_table(run).find("open loop at 2,500/s") != std::string::npos);
  CHECK(bench_remark(run) == "");
  run.done.rate_held = false;
  run.done.measured.dropped = 1'234;
  CHECK(bench_table(run).ends_with("\nrate NOT held, 1,234 requests dropped\n"));
  CHECK(bench_remark(run) == "The server did not keep up with the rate.");
}

TEST_CASE("bench: the JSON has the run's settings, counts and percentiles") {
  auto run = usual_run();
  auto text = bench_json(run);
  CHECK(text.find('\n') == text.size() - 1);
  auto report = nlohmann::json::parse(text);
  CHECK(report["scenario"] == "spread");
  CHECK(report["loop"] == "closed");
  CHECK_FALSE(report.contains("rate"));
  CHECK_FALSE(report.contains("rate_held"));
  CHECK(report["duration_ms"] == 10'000);
  CHECK(report["measured_ms"] == 10'000);
  CHECK(report["shows"] ==
        nlohmann::json{{"prefix", "bench-t-"}, {"count", 1'000}, {"seats", 200}});
  CHECK(report["warmup"] == nlohmann::json::parse(
                                R"({"read":{"confirmed":0,"refused":0,"errors":0},
                                  "book":{"confirmed":7,"refused":0,"errors":0}})"));
  const auto& book = report["calls"]["book"];
  CHECK(book["confirmed"] == 19'900);
  CHECK(book["refused"] == 100);
  CHECK(book["answers_per_s"] == 2'000);
  CHECK(book["confirmed_per_s"] == 1'990);
  const auto& latency = book["latency_ms"];
  CHECK(latency["min"] == 1);
  CHECK(latency["p50"] == 1.499);
  CHECK(latency["p99"] == 1.989);
  CHECK(latency["p99.9"] == 1.998);
  CHECK(latency["max"] == 1.999);
  CHECK(report["all"]["confirmed"] == 24'900);
  CHECK(report["longest_pause_ms"] == 12.345);
  CHECK(report["stolen_cpu"] == 0.25);
  CHECK(report["ended"] == "on_time");
  CHECK_FALSE(report["errors"].contains("first"));
  run.options.rate = 2'500;
  report = nlohmann::json::parse(bench_json(run));
  CHECK(report["loop"] == "open");
  CHECK(report["rate"] == 2'500);
  CHECK(report["rate_held"] == true);
  CHECK(report["dropped"] == 0);
}

TEST_CASE(
    "bench: errors are counted by status, including the warm-up, and the first has its text") {
  auto run = failed_run();
  auto report = nlohmann::json::parse(bench_json(run));
  CHECK(report["errors"] ==
        nlohmann::json::parse(
            R"({"answers":{"429":3,"503":1},"broken":0,"timed_out":0,"connect":0,
                                  "first":"book: response 429: {}"})"));
  CHECK(bench_remark(run) ==
        "4 errors, the first: book: response 429: {}. For load tests start the server with "
        "--set limits.enabled=false and, for seat maps over more than 64 connections, "
        "--set http.max_bulk_per_address=10000.");
}

TEST_CASE("bench: a run that ended early says why") {
  auto run = usual_run();
  run.done.took = 2'500ms;
  run.done.how = load::ending::sold_out;
  CHECK(bench_remark(run) ==
        "sold out after 2.5 s: there were seats for 100,000 bookings; use more --bookings or a "
        "shorter --duration.");
  run.done.how = load::ending::interrupted;
  CHECK(bench_remark(run) == "interrupted after 2.5 s.");
  run.done.how = load::ending::server_gone;
  run.done.first_error = "book: no response: closed";
  CHECK(bench_remark(run) == "the server has gone; given up after 2.5 s. 0 errors, the first: "
                             "book: no response: closed.");
}

TEST_CASE("bench: a run interrupted before its measured time has no rates") {
  bench_run run;
  run.done.how = load::ending::interrupted;
  CHECK(bench_table(run).find("all             0          0        0           0      0.00") !=
        std::string::npos);
  CHECK(nlohmann::json::parse(bench_json(run))["all"]["answers_per_s"] == 0);
}

TEST_CASE("bench: the progress of a second is one line") {
  load::second latest{12s, true, {}, 0.004};
  latest.calls.confirmed = 1'234;
  latest.calls.refused = 1;
  latest.calls.errors = 2;
  for (int i = 0; i < 1'235; ++i)
    latest.calls.latency.record(1'500us);
  CHECK(progress_line(latest) == "   12 s      1,235/s   p50     1.50 ms   p99     1.50 ms   "
                                 "refused        1   errors      2   (warm-up)\n");
  latest.stolen = 0.126;
  CHECK(progress_line(latest).find("errors      2   stolen 13 %   (warm-up)\n") !=
        std::string::npos);
}

} // namespace boxoffice::cli::tests

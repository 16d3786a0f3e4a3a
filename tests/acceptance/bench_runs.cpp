#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <csignal>

namespace boxoffice::tests {

namespace {

using std::chrono::seconds;

/// `boxoffice bench` against the server, as its operator on the same machine.
command_line bench_of(cinema_fixture& cinema, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "bench");
  arguments.insert(arguments.end(),
                   {"--url", "http://127.0.0.1:" + std::to_string(cinema.server().port()),
                    "--token", operator_token});
  return {server_binary(), std::move(arguments), {}};
}

/// The report that it printed as JSON; it must end with 0.
json bench_report(cinema_fixture& cinema, std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  auto ended = run_command(bench_of(cinema, std::move(arguments)), seconds{60});
  REQUIRE_MESSAGE((ended.status == exit_status{0, 0}), ended.errors);
  return json::parse(ended.output);
}

/// Events of a type in the log of the shows that this run opened.
std::size_t events_of_run(cinema_fixture& cinema, const json& report, const std::string& type) {
  std::size_t count = 0;
  const std::string prefix = report.at("shows").at("prefix");
  for (const auto& line : lines_of(printed_by(cinema.data_dir(), {"events"}))) {
    auto event = json::parse(line);
    auto of_run = event.at("stream").get<std::string>().starts_with(prefix);
    count += of_run && event.at("type") == type ? 1 : 0;
  }
  return count;
}

std::size_t count_of(const json& report, const std::string& call, const std::string& what) {
  return report.at("warmup").at(call).at(what).get<std::size_t>() +
         report.at("calls").at(call).at(what).get<std::size_t>();
}

} // namespace

TEST_CASE("bench: each confirmed booking is a BookingRequested in the log, and no other is") {
  cinema_fixture cinema{server_binary()};
  cinema.open_show("bench-of-another", hall(1, 5));
  cinema.book("bench-of-another", {"A1"});
  std::vector<std::string> arguments{"--duration", "1s", "--warmup", "500ms"};
  SUBCASE("spread") {}
  SUBCASE("hot") { arguments.insert(arguments.end(), {"--scenario", "hot"}); }
  SUBCASE("in two threads") { arguments.insert(arguments.end(), {"--threads", "2"}); }
  SUBCASE("open loop") { arguments.insert(arguments.end(), {"--rate", "1000"}); }
  auto report = bench_report(cinema, arguments);
  CHECK(report.at("warmup").at("book").at("confirmed") > 0);
  CHECK(report.at("calls").at("book").at("confirmed") > 0);
  CHECK(count_of(report, "book", "confirmed") == events_of_run(cinema, report, "BookingRequested"));
  CHECK(count_of(report, "book", "refused") == 0);
  CHECK(report.at("shows").at("count") == events_of_run(cinema, report, "ShowOpened"));
  CHECK(report.at("ended") == "on_time");
  if (report.at("loop") == "open") {
    CHECK(report.at("warmup").at("book").at("confirmed") == 500);
    CHECK(report.at("calls").at("book").at("confirmed") == 1'000);
    CHECK(report.at("dropped") == 0);
  }
}

TEST_CASE("bench: runs follow one another on one server") {
  cinema_fixture cinema{server_binary()};
  const std::vector<std::string> arguments{"--duration", "200ms", "--warmup", "0s",
                                           "--shows",    "10",    "--rate",   "500"};
  auto first = bench_report(cinema, arguments);
  auto second = bench_report(cinema, arguments);
  CHECK(first.at("shows").at("prefix") != second.at("shows").at("prefix"));
  for (const auto& report : {first, second})
    CHECK(report.at("calls").at("book").at("confirmed") == 100);
}

TEST_CASE("bench: each request for contested seats is confirmed or refused") {
  cinema_fixture cinema{server_binary()};
  auto report = bench_report(cinema, {"--scenario", "contested", "--rate", "300", "--warmup",
                                      "100ms", "--duration", "4s"});
  const auto& book = report.at("calls").at("book");
  CHECK(book.at("confirmed") > 0);
  CHECK(book.at("refused") > 0);
  CHECK(book.at("confirmed").get<int>() + book.at("refused").get<int>() == 1'200);
  CHECK(book.at("errors") == 0);
  CHECK(count_of(report, "book", "confirmed") == events_of_run(cinema, report, "BookingRequested"));
  CHECK(report.at("shows").at("seats") == 20);
}

TEST_CASE("bench: reads change nothing") {
  cinema_fixture cinema{server_binary()};
  auto report = bench_report(
      cinema, {"--scenario", "read", "--duration", "300ms", "--warmup", "0s", "--shows", "20"});
  CHECK(report.at("calls").at("read").at("confirmed") > 100);
  CHECK(report.at("calls").size() == 1);
  CHECK(lines_of(printed_by(cinema.data_dir(), {"events"})).size() == 20);
}

TEST_CASE("bench: mixed reads, books and pays, by callback or by the sandbox") {
  auto options = quick_reviews();
  options["payment.sandbox"] = "true";
  cinema_fixture cinema{server_binary(), options};
  std::vector<std::string> arguments{
      "--scenario", "mixed",      "--rate", "1000",  "--warmup",
      "1s",         "--duration", "2s",     "--set", "review.interval=50ms"};
  SUBCASE("callback") {
    arguments.insert(arguments.end(),
                     {"--set", "payment.webhook_secret=" + cinema.bank().secret()});
  }
  SUBCASE("sandbox") {}
  auto report = bench_report(cinema, arguments);
  const auto& calls = report.at("calls");
  // Of 2,000; what is not paid because a booking is too young or a slow review is read instead.
  CHECK(calls.at("book").at("confirmed") == 160);
  CHECK(calls.at("pay").at("confirmed") >= 1);
  CHECK(calls.at("pay").at("confirmed") <= 40);
  CHECK(calls.at("pay").at("refused") == 0);
  CHECK(calls.at("read").at("confirmed").get<int>() + calls.at("pay").at("confirmed").get<int>() ==
        1'840);
  CHECK(count_of(report, "pay", "confirmed") == events_of_run(cinema, report, "BookingPaid"));
}

TEST_CASE("bench: a server that ends during the run is reported, with exit status 1") {
  cinema_fixture cinema{server_binary()};
  child_process bench{bench_of(cinema, {"--duration", "1h", "--timeout", "1s", "--rate", "500",
                                        "--shows", "100", "--bookings", "100000"})};
  REQUIRE(
      eventually(seconds{60}, [&] { return bench.errors().find(" 2 s ") != std::string::npos; }));
  cinema.server().kill();
  auto status = bench.wait_for_end(seconds{60});
  REQUIRE(status.has_value());
  CHECK(*status == exit_status{1, 0});
  CHECK_MESSAGE(bench.errors().find("boxoffice: the server has gone; given up after") !=
                    std::string::npos,
                bench.errors());
  CHECK(bench.output().find("book ") != std::string::npos);
}

TEST_CASE("bench: SIGINT ends a run early, with the figures so far") {
  cinema_fixture cinema{server_binary()};
  child_process bench{bench_of(cinema, {"--duration", "1h", "--rate", "500", "--json", "--shows",
                                        "100", "--bookings", "100000"})};
  REQUIRE(
      eventually(seconds{60}, [&] { return bench.errors().find(" 2 s ") != std::string::npos; }));
  bench.send_signal(SIGINT);
  auto status = bench.wait_for_end(seconds{60});
  REQUIRE(status.has_value());
  CHECK(*status == exit_status{0, 0});
  auto report = json::parse(bench.output());
  CHECK(report.at("ended") == "interrupted");
  CHECK(report.at("calls").at("book").at("confirmed") > 0);
  CHECK(count_of(report, "book", "confirmed") == events_of_run(cinema, report, "BookingRequested"));
}

TEST_CASE("bench: a closed loop ends and reports it when its seats are sold") {
  cinema_fixture cinema{server_binary()};
  auto ended = run_command(bench_of(cinema, {"--duration", "1h", "--warmup", "0s", "--shows", "10",
                                             "--seats", "20", "--bookings", "100"}),
                           seconds{60});
  CHECK(ended.status == exit_status{0, 0});
  CHECK_MESSAGE(ended.errors.find("there were seats for 100 bookings") != std::string::npos,
                ended.errors);
  CHECK(ended.output.find(" 100 ") != std::string::npos);
}

TEST_CASE("bench: unexpected responses fail the run, which names the first of them") {
  cinema_fixture cinema{server_binary(), {{"limits.enabled", "true"}, {"limits.burst", "10"}}};
  auto ended = run_command(
      bench_of(cinema, {"--duration", "300ms", "--warmup", "0s", "--shows", "10"}), seconds{60});
  CHECK(ended.status == exit_status{1, 0});
  for (const auto* said :
       {"the first: book: response 429: {", "RATE_LIMITED", "--set limits.enabled=false"})
    CHECK_MESSAGE(ended.errors.find(said) != std::string::npos, ended.errors);
}

} // namespace boxoffice::tests

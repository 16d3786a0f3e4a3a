#include "cli/reports/verdict.hpp"

#include "cli/terminal/progress.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("verify: each damaged stream has a line, and after 20 lines the rest is counted") {
  storage::verify_report report;
  report.faults.push_back({storage::show_id{"dune"}, 7, "the record is missing"});
  CHECK(faults_text(report) == "show dune, seq 7: the record is missing\n");
  for (int i = 2; i <= 20; ++i)
    report.faults.push_back({storage::show_id{"s" + std::to_string(i)}, 1, "bad"});
  auto twenty = faults_text(report);
  CHECK(twenty.ends_with("show s20, seq 1: bad\n"));
  report.faults.push_back({storage::show_id{"s21"}, 1, "bad"});
  CHECK(faults_text(report) == twenty + "and 1 more damaged stream\n");
  report.faults.push_back({storage::show_id{"s22"}, 1, "bad"});
  CHECK(faults_text(report) == twenty + "and 2 more damaged streams\n");
}

TEST_CASE("verify: the size of a log is in streams and events") {
  storage::verify_report report;
  report.streams = 1;
  report.events = 1'234'567;
  CHECK(size_text(report) == "1 stream, 1,234,567 events");
}

TEST_CASE("progress: the total is shown if it is known") {
  CHECK(progress_text("verifying", 500, 2'000) == "verifying: 500 of 2,000 events (25 %)");
  CHECK(progress_text("searching", 1'500, 0) == "searching: 1,500 events");
}

TEST_CASE("progress: numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(123'456) == "123,456");
  CHECK(grouped(1'234'567) == "1,234,567");
}

} // namespace boxoffice::cli::tests

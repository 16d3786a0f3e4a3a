#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/small_disk.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

constexpr std::uint64_t disk_bytes = 48U << 20U;
constexpr std::uint64_t left_free_bytes = 1U << 20U;

bool blames_space(const std::string& errors) {
  return errors.find("No space left") != std::string::npos ||
         errors.find("disk full") != std::string::npos ||
         errors.find("out of space") != std::string::npos;
}

} // namespace

TEST_CASE("crash: a full disk ends the process, and nothing acknowledged is missing afterwards") {
  small_disk disk{disk_bytes};
  // A small write buffer: RocksDB reserves space for the log file by its size.
  cinema_fixture cinema{
      server_binary(),
      {{"review.interval", "50ms"}, {"payment.window", "30m"}, {"storage.write_buffer", "256KiB"}}};
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().data_dir = disk.path() / "data";
  cinema.start();

  crowd_plan plan;
  for (int i = 0; i < 100; ++i)
    plan.shows.push_back("show-" + std::to_string(i));
  plan.rows = 20;
  plan.seats_per_row = 30;
  for (const auto& show : plan.shows)
    cinema.open_show(show, hall(plan.rows, plan.seats_per_row));
  disk.fill_up_to(left_free_bytes);

  booking_history history;
  crowd clients{plan, cinema.bank(), history, cinema.server().port()};
  const auto status = cinema.server().wait_for_end(2 * patience);
  REQUIRE_MESSAGE(status, "the server goes on with a full disk, free bytes: ", disk.free_bytes());
  const auto errors = cinema.server().errors();
  CHECK(*status == exit_status{74, 0});
  CHECK_MESSAGE(blames_space(errors), "stderr does not say why: ", errors);
  const auto responses_before = history.responses();

  disk.free_space();
  cinema.start();
  clients.moved_to(cinema.server().port());
  REQUIRE(clients.wait_for_responses(100, 2 * patience));
  clients.finish();
  MESSAGE("responses before the disk was full: ", responses_before, ", ", history.summary());
  CHECK(responses_before > 0);
  for (const auto& violation : history.violations(cinema.client()))
    FAIL_CHECK(violation);
}

TEST_CASE("crash: a start on a full disk ends with 74 and says why") {
  small_disk disk{disk_bytes};
  cinema_fixture cinema{server_binary(), {{"storage.write_buffer", "256KiB"}}};
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().data_dir = disk.path() / "data";
  SUBCASE("without a log") {}
  SUBCASE("with a log") {
    cinema.start();
    cinema.open_show("show", hall(2, 2));
    REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  }
  disk.fill_up_to(0);
  auto ended = run_command(serve_command(cinema.options()), 2 * patience);
  CHECK((ended.status == exit_status{74, 0}));
  CHECK(ended.output == "");
  CHECK_MESSAGE(blames_space(ended.errors), "stderr does not say why: ", ended.errors);

  disk.free_space();
  cinema.start();
}

TEST_CASE("crash: a start whose access log has no space ends with 74 and says why") {
  small_disk disk{disk_bytes};
  disk.use_up_files();
  const auto file = (disk.path() / "access.log").string();
  cinema_fixture cinema{server_binary()};
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  auto& options = cinema.options();
  options.set["log.access"] = "text";
  options.set["log.access_file"] = file;
  auto ended = run_command(serve_command(options), 2 * patience);
  CHECK((ended.status == exit_status{74, 0}));
  CHECK(ended.output == "");
  const auto why = "cannot start: log.access_file: " + file + ": No space left on device\n";
  CHECK_MESSAGE(ended.errors.find(why) != std::string::npos, ended.errors);

  options.set["log.access_file"] = (options.data_dir / "access.log").string();
  cinema.start();
}

} // namespace boxoffice::tests

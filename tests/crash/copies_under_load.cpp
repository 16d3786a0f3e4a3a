// Backups and erasures while a crowd books and pays.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"

#include <fstream>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

/// A server with a crowd of clients.
struct busy_cinema : cinema_fixture {
  explicit busy_cinema(unsigned shows)
      : cinema_fixture{server_binary(),
                       {{"review.interval", "50ms"},
                        {"review.contention_window", "50ms"},
                        {"payment.window", "30m"}}} {
    crowd_plan plan;
    plan.clients = 64;
    plan.rows = 20;
    plan.seats_per_row = 30;
    for (unsigned i = 0; i < shows; ++i)
      plan.shows.push_back("show-" + std::to_string(i));
    for (const auto& show : plan.shows)
      open_show(show, hall(plan.rows, plan.seats_per_row));
    clients.emplace(plan, bank(), history, server().port());
  }

  booking_history history;
  std::optional<crowd> clients;
};

std::size_t files_with(const fs::path& directory, const std::string& text) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator{directory}) {
    if (!entry.is_regular_file())
      continue;
    std::ifstream bytes{entry.path(), std::ios::binary};
    const std::string all{std::istreambuf_iterator<char>{bytes}, {}};
    count += all.find(text) != std::string::npos ? 1U : 0U;
  }
  return count;
}

} // namespace

TEST_CASE("backup: under full load it has everything acknowledged before it began") {
  busy_cinema cinema{long_form() ? 60U : 20U}; // Enough seats for all requests.
  temporary_directory place;
  const unsigned copies = long_form() ? 10 : 3;
  for (unsigned i = 0; i < copies; ++i) {
    REQUIRE(cinema.clients->wait_for_responses(500, 2 * patience));
    const auto acknowledged = cinema.history.so_far();
    const auto copy = place.path() / ("copy-" + std::to_string(i));
    const auto back = place.path() / ("back-" + std::to_string(i));
    printed_by(cinema.data_dir(), {"backup", copy.string()});
    printed_by(back, {"restore", copy.string()});
    printed_by(back, {"verify"});
    auto options = cinema.options();
    options.data_dir = back;
    server_process restored{options};
    http_client client{restored.port()};
    for (const auto& each : acknowledged->missing(client))
      FAIL_CHECK(each);
    MESSAGE("backup ", i, ": ", acknowledged->summary());
  }
  cinema.clients->finish();
  for (const auto& violation : cinema.history.violations(cinema.client()))
    FAIL_CHECK(violation);
  printed_by(cinema.data_dir(), {"verify"});
}

TEST_CASE("erasure: under full load an address is erased from all files and the next backup") {
  busy_cinema cinema{20};
  temporary_directory place;
  cinema.open_show("quiet", hall(1, 9));
  REQUIRE(cinema.clients->wait_for_responses(300, 2 * patience));
  cinema.book("quiet", {"A1"}, "Forget.Me@Example.org");
  cinema.book("quiet", {"A2"}, "keep.me@example.org");
  REQUIRE(cinema.clients->wait_for_responses(300, 2 * patience));
  CHECK(files_with(cinema.data_dir(), "forget.me@example.org") > 0);
  SUBCASE("by the command") {
    CHECK(printed_by(cinema.data_dir(), {"customer", "erase", "forget.ME@example.org"}) ==
          "erased\n");
  }
  SUBCASE("by the operator's call") {
    const auto erased = cinema.client().del("/api/customer/forget.me%40example.org", as_operator());
    CHECK(erased.body.at("erased") == true);
  }
  CHECK(files_with(cinema.data_dir(), "forget.me@example.org") == 0);
  CHECK(files_with(cinema.data_dir(), "keep.me@example.org") > 0);
  const auto copy = place.path() / "copy";
  printed_by(cinema.data_dir(), {"backup", copy.string()});
  CHECK(files_with(copy, "forget.me@example.org") == 0);
  CHECK(files_with(copy, "keep.me@example.org") > 0);
  printed_by(copy, {"verify"});
  REQUIRE(cinema.clients->wait_for_responses(300, 2 * patience));
  cinema.clients->finish();
  for (const auto& violation : cinema.history.violations(cinema.client()))
    FAIL_CHECK(violation);
  printed_by(cinema.data_dir(), {"verify"});
}

} // namespace boxoffice::tests

#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/control_client.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/limited_program.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using std::chrono::seconds;

/// False if it did not succeed within a minute. The connection may be ended for another one.
bool eventually_booked(cinema_fixture& cinema, const std::string& seat) {
  return eventually(seconds{60}, [&] {
    try {
      const auto status = cinema.ask("s", {seat}).status;
      return status == 202 || status == 409; // 409: the lost response was a 202.
    } catch (const connection_broken&) {
      return false;
    }
  });
}

/// The number to which http.max_connections was lowered.
std::size_t lowered_connections(const std::string& log) {
  const std::string before = "http.max_connections is lowered to ";
  const auto at = log.find(before);
  REQUIRE(at != std::string::npos);
  return std::stoul(log.substr(at + before.size()));
}

} // namespace

TEST_CASE("descriptors: as many connections as the warning says are served, then the oldest ends") {
  allow_many_files();
  for (const auto* limit : {"ulimit -n 242", "ulimit -n 256", "ulimit -n 1024"}) {
    CAPTURE(limit);
    temporary_directory place;
    cinema_fixture cinema{limited_program(place, server_binary(), limit),
                          {{"http.max_connections_per_address", "1000"}}};
    REQUIRE(cinema.server().reports("http.max_connections is lowered to"));
    const auto most = lowered_connections(cinema.server().errors());
    CHECK(most >= 16);
    std::vector<raw_connection> clients;
    for (std::size_t i = 0; i < most; ++i) {
      clients.emplace_back(cinema.server().port(), seconds{20});
      REQUIRE(clients.back().send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
      REQUIRE(clients.back().expect_response().status == 200);
    }
    REQUIRE(clients.front().send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
    CHECK(clients.front().expect_response().status == 200);
    raw_connection next{cinema.server().port(), seconds{20}};
    REQUIRE(next.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
    CHECK(next.expect_response().status == 200);
    CHECK(clients[1].closed_by_server());
    CHECK(cinema.server().terminate() == exit_status{0, 0});
  }
}

TEST_CASE("descriptors: idle connections leave those that the log and the control socket need") {
  allow_many_files();
  temporary_directory place;
  // Small buffers, so that the log makes and opens files all the time.
  cinema_fixture cinema{limited_program(place, server_binary(), "ulimit -n 300"),
                        {{"http.max_connections_per_address", "1000"},
                         {"storage.write_buffer", "64KiB"},
                         {"review.interval", "50ms"},
                         {"review.contention_window", "0ms"}}};
  CHECK(cinema.server().reports("http.max_connections is lowered to"));
  cinema.open_show("s", hall(20, 100));
  std::vector<raw_connection> idle;
  unsigned booked = 0;
  for (unsigned i = 0; i < 600; ++i) {
    try {
      idle.emplace_back(cinema.server().port(), seconds{20});
    } catch (const connection_broken&) {
      continue; // That is allowed; the end of the server is not.
    }
    if (i % 2 == 0) {
      REQUIRE(eventually_booked(cinema, seat_name(booked / 100, 1 + booked % 100)));
      ++booked;
    }
  }
  CHECK(booked >= 250);
  control_client local{cinema.data_dir() / "control.sock"};
  const json copy{{"directory", (place.path() / "copy").string()}};
  CHECK(local.post("/api/backup", copy).status == 200);
  CHECK(cinema.server().running());
  CHECK(cinema.server().terminate() == exit_status{0, 0});
}

} // namespace boxoffice::tests

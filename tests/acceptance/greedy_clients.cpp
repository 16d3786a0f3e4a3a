#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/greedy_crowd.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/limited_program.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

constexpr std::size_t most_memory_kib = 300U << 10U;

std::size_t resident_kib(pid_t process) {
  std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:"))
      return std::stoul(line.substr(6));
  return 0;
}

/// From an address of its own, so that no limit of an address is what it finds.
unsigned health_from(std::uint16_t port, const std::string& address) {
  raw_connection probe{port, std::chrono::seconds{60}, address};
  probe.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  return probe.expect_response().status;
}

} // namespace

TEST_CASE("greedy clients: memory stays bounded, health checks and bookings get responses") {
  temporary_directory place;
  auto program = server_binary();
  // It must be enough with little memory to have, too: an allocation that fails ends the process.
  SUBCASE("") {}
  SUBCASE("with little address space") {
    program = limited_program(place, program, "ulimit -v 2000000");
  }
  cinema_fixture cinema{program, {{"limits.enabled", "true"}, {"review.interval", "100ms"}}};
  const auto server = cinema.server().pid();
  cinema.open_show("big", hall(100, 100));
  const auto port = cinema.server().port();
  std::size_t most = 0;
  std::size_t opened = 0;
  {
    greedy_crowd crowd{{.port = port,
                        .targets = {"/api/movieshow/big/seatsavailable", "/api/movieshow/big",
                                    "/api/movieshow/big/seats", "/api/movieshow?limit=1000"}}};
    // Each booking is a new version of the hall, and so of what the crowd asks for.
    for (unsigned i = 1; i <= 50; ++i) {
      CAPTURE(i);
      CHECK(health_from(port, "127.0.1.1") == 200);
      const auto booked = cinema.ask("big", {seat_name(0, i)}, std::to_string(i) + "@example.com");
      CAPTURE(booked.summary());
      CHECK(booked.status == 202);
      CHECK(cinema.client().get("/api/movieshow/big/seatsavailable").status == 200);
      most = std::max(most, resident_kib(server));
    }
    opened = crowd.opened();
  }
  CHECK(health_from(port, "127.0.1.1") == 200);
  most = std::max(most, resident_kib(server));
  MESSAGE(opened, " connections, at most ", most / 1'024, " MiB resident");
  CHECK(most < most_memory_kib);
  CHECK(cinema.server().running());
  CHECK(cinema.seat("big", seat_name(0, 50)) != "available");
  CHECK(cinema.server().terminate() == exit_status{0, 0});
}

} // namespace boxoffice::tests

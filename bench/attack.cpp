// Latency of health checks and bookings while clients of 20 addresses request the largest responses
// and read none, compared to rounds without them in the same run. Usage:
// boxoffice_bench_attack PORT PID [ROUNDS [SECONDS]]
#include "tests/support/cinema/greedy_crowd.hpp"
#include "tests/support/cinema/halls.hpp"
#include "tests/support/clients/raw_connection.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace boxoffice::bench {

using namespace std::chrono_literals;
using tests::raw_connection;
using steady = std::chrono::steady_clock;

namespace {

constexpr auto between_checks = 10ms;
constexpr auto between_bookings = 20ms;
constexpr unsigned rows = 100;
constexpr unsigned seats_of_a_row = 100;
constexpr double most_health_ms = 100;
constexpr double most_ratio = 3;

struct samples {
  std::vector<double> ms;
  unsigned failed = 0;

  [[nodiscard]] double at(double share) {
    if (ms.empty())
      return 0;
    std::sort(ms.begin(), ms.end());
    return ms[std::min(ms.size() - 1, static_cast<std::size_t>(share * double(ms.size())))];
  }
};

/// Sends one request and times the response, without the time to connect.
void time_request(raw_connection& connection, const std::string& request, unsigned wanted,
                  samples& into) {
  const auto began = steady::now();
  connection.send(request);
  const auto status = connection.expect_response().status;
  into.ms.push_back(std::chrono::duration<double, std::milli>(steady::now() - began).count());
  into.failed += status == wanted ? 0 : 1;
}

std::string json_call(const std::string& line, const std::string& headers,
                      const std::string& body) {
  return line + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class bench {
public:
  explicit bench(std::uint16_t port) : port_{port} {
    raw_connection operator_connection{port};
    operator_connection.send(json_call("PUT /api/movieshow/big",
                                       "Authorization: Bearer token-of-the-bench\r\n",
                                       tests::hall(rows, seats_of_a_row).dump()));
    if (operator_connection.expect_response().status != 201)
      throw std::runtime_error{"the hall was not opened"};
  }

  void measure(std::chrono::seconds duration, samples& health, samples& bookings) {
    const auto until = steady::now() + duration;
    std::thread checks{[&] { check_until(until, health); }};
    book_until(until, bookings);
    checks.join();
  }

private:
  void check_until(steady::time_point until, samples& into) const {
    for (auto next = steady::now(); next < until; next += between_checks) {
      std::this_thread::sleep_until(next);
      try {
        raw_connection probe{port_, 60s, "127.0.1.1"};
        time_request(probe, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 200, into);
      } catch (const tests::connection_broken&) {
        ++into.failed;
      }
    }
  }

  /// Each booking comes from its own address, so that no limit applies.
  void book_until(steady::time_point until, samples& into) {
    for (auto next = steady::now(); next < until; next += between_bookings) {
      std::this_thread::sleep_until(next);
      const auto customer = booked_++;
      const tests::json body{
          {"userMail", std::to_string(customer) + "@example.com"},
          {"movieShowId", "big"},
          {"seats", {tests::seat_name(customer / seats_of_a_row, 1 + customer % seats_of_a_row)}}};
      try {
        raw_connection buyer{port_, 60s,
                             "127.1." + std::to_string(customer / 250) + '.' +
                                 std::to_string(1 + customer % 250)};
        time_request(buyer, json_call("POST /api/ticket/book", "", body.dump()), 202, into);
      } catch (const tests::connection_broken&) {
        ++into.failed;
      }
    }
  }

  std::uint16_t port_;
  unsigned booked_ = 0;
};

std::size_t peak_kib(const std::string& pid) {
  std::ifstream status{"/proc/" + pid + "/status"};
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:"))
      return std::stoul(line.substr(6));
  return 0;
}

void print_samples(const char* what, samples& one) {
  std::printf("%s: %zu, p50 %.2f p99 %.2f max %.2f ms, %u failed\n", what, one.ms.size(),
              one.at(0.5), one.at(0.99), one.at(1), one.failed);
}

} // namespace

int run(std::uint16_t port, const std::string& pid, unsigned rounds, std::chrono::seconds turn) {
  bench all{port};
  samples quiet_health, quiet_bookings, health, bookings;
  std::size_t opened = 0;
  for (unsigned round = 0; round < rounds; ++round) {
    all.measure(turn, quiet_health, quiet_bookings);
    tests::greedy_crowd crowd{
        {.port = port,
         .targets = {"/api/movieshow/big/seatsavailable", "/api/movieshow/big",
                     "/api/movieshow/big/seats", "/api/movieshow?limit=1000"}}};
    all.measure(turn, health, bookings);
    opened += crowd.opened();
  }
  print_samples("health checks, quiet   ", quiet_health);
  print_samples("health checks, attacked", health);
  print_samples("bookings, quiet        ", quiet_bookings);
  print_samples("bookings, attacked     ", bookings);
  const auto ratio = bookings.at(0.99) / quiet_bookings.at(0.99);
  std::printf("%zu connections of the attack, at most %zu MiB resident\n", opened,
              peak_kib(pid) / 1'024);
  std::printf("health checks p99 %.2f ms (limit %.0f), bookings p99 %.2f times the quiet one "
              "(limit %.0f)\n",
              health.at(0.99), most_health_ms, ratio, most_ratio);
  const auto failed = health.failed + bookings.failed + quiet_health.failed + quiet_bookings.failed;
  return failed == 0 && health.at(0.99) < most_health_ms && ratio < most_ratio ? 0 : 1;
}

} // namespace boxoffice::bench

int main(int count, char** arguments) {
  if (count < 3) {
    std::fputs("usage: boxoffice_bench_attack PORT PID [ROUNDS [SECONDS]]\n", stderr);
    return 2;
  }
  const auto number = [&](int place, int otherwise) {
    return count > place ? std::atoi(arguments[place]) : otherwise;
  };
  try {
    return boxoffice::bench::run(static_cast<std::uint16_t>(number(1, 0)), arguments[2],
                                 static_cast<unsigned>(number(3, 3)),
                                 std::chrono::seconds{number(4, 10)});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}

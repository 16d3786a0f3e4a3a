#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>
#include <mutex>
#include <thread>

namespace boxoffice::tests {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::string booking_request(const std::string& seat) {
  const json body = {{"userMail", "ann@example.com"}, {"movieShowId", "s"}, {"seats", {seat}}};
  const auto text = body.dump();
  return "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
         "Content-Length: " +
         std::to_string(text.size()) + "\r\n\r\n" + text;
}

} // namespace

TEST_CASE("overload: more in flight than the limit is refused with 503, what is accepted holds") {
  cinema_fixture cinema{
      server_binary(),
      {{"http.max_in_flight", "2"}, {"review.interval", "10m"}, {"review.hold", "20m"}}};
  constexpr unsigned rows = 16;
  constexpr unsigned seats_per_row = 50;
  cinema.open_show("s", hall(rows, seats_per_row));
  std::vector<std::vector<response>> responses(rows);
  std::vector<std::thread> senders;
  for (unsigned row = 0; row < rows; ++row)
    senders.emplace_back([&, row] {
      std::string all;
      for (unsigned number = 1; number <= seats_per_row; ++number)
        all += booking_request(seat_name(row, number));
      try {
        raw_connection connection{cinema.server().port()};
        connection.send(all);
        for (unsigned number = 1; number <= seats_per_row; ++number)
          responses[row].push_back(connection.expect_response());
      } catch (const connection_broken&) {
        return; // The count below shows it.
      }
    });
  for (auto& sender : senders)
    sender.join();
  unsigned accepted = 0;
  unsigned refused = 0;
  const auto map = cinema.seats("s");
  for (unsigned row = 0; row < rows; ++row) {
    REQUIRE(responses[row].size() == seats_per_row);
    for (unsigned number = 1; number <= seats_per_row; ++number) {
      const auto& got = responses[row][number - 1];
      const auto seat = seat_name(row, number);
      CHECK(map.at(seat) == (got.status == 202 ? "in_review" : "available"));
      if (got.status == 202) {
        ++accepted;
        continue;
      }
      ++refused;
      CHECK(got.status == 503);
      CHECK(got.code() == "OVERLOADED");
      CHECK(std::stoi(got.header("Retry-After")) >= 1);
    }
  }
  MESSAGE(accepted, " accepted, ", refused, " refused");
  CHECK(accepted > 0);
  CHECK(refused > 0);
  CHECK(cinema.client().get("/healthz").status == 200);
}

TEST_CASE("overload: a slow or silent client is disconnected, a busy one is not") {
  cinema_fixture cinema{server_binary(),
                        {{"http.read_timeout", "500ms"}, {"http.idle_timeout", "1500ms"}}};
  const auto port = cinema.server().port();
  raw_connection silent{port, seconds{60}};
  raw_connection slow{port, seconds{60}};
  CHECK(slow.send("POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12"));
  raw_connection busy{port};
  const auto until = wall_now() + seconds{3};
  CHECK(eventually(seconds{60}, [&] {
    busy.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    return busy.expect_response().status == 200 && wall_now() > until;
  }));
  CHECK(silent.closed_by_server());
  response got;
  auto outcome = slow.read(got);
  if (outcome == raw_connection::outcome::answered) {
    CHECK(got.status >= 400);
    CHECK(got.status < 500);
    outcome = slow.read(got);
  }
  CHECK(outcome == raw_connection::outcome::closed);
}

TEST_CASE("overload: beyond the limit the connections idle for the longest are closed") {
  cinema_fixture cinema{server_binary(), {{"http.max_connections", "8"}}};
  const auto port = cinema.server().port();
  const auto ask = [](raw_connection& connection) {
    response got;
    connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    return connection.read(got) == raw_connection::outcome::answered && got.status == 200;
  };
  std::vector<raw_connection> open;
  unsigned served = 0;
  for (int i = 0; i < 12; ++i) {
    open.emplace_back(port, seconds{60});
    served += ask(open.back()) ? 1 : 0;
  }
  CHECK(served == 12);
  for (std::size_t i = 0; i < open.size(); ++i) {
    CAPTURE(i);
    if (i < 4)
      CHECK(open[i].closed_by_server());
    else
      CHECK(ask(open[i]));
  }
  open.clear();
  CHECK(eventually(seconds{60}, [&] {
    raw_connection next{port, seconds{60}};
    return ask(next);
  }));
}

} // namespace boxoffice::tests

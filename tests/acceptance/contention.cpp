#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/review_round.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/processes/binaries.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <latch>
#include <mutex>
#include <random>
#include <thread>

namespace boxoffice::tests {

namespace {

constexpr unsigned clients = 200;

/// One to four seats beside each other in a hall so small that nearly all of them clash.
std::vector<json> overlapping_wishes(std::uint64_t seed, unsigned rows, unsigned seats_per_row) {
  std::mt19937_64 random{seed};
  std::vector<json> wishes;
  for (unsigned i = 0; i < clients; ++i) {
    const auto count = static_cast<unsigned>(1 + random() % 4);
    const auto row = static_cast<unsigned>(random() % rows);
    const auto first = static_cast<unsigned>(1 + random() % (seats_per_row - count + 1));
    json seats = json::array();
    for (unsigned n = 0; n < count; ++n)
      seats.push_back(seat_name(row, first + n));
    wishes.push_back(seats);
  }
  return wishes;
}

/// All ask at the same moment, each over a connection of its own that is already open.
std::vector<response> ask_all_at_once(cinema_fixture& cinema, const std::string& show,
                                      const std::vector<json>& wishes) {
  std::vector<response> responses(wishes.size());
  std::latch ready{static_cast<std::ptrdiff_t>(wishes.size())};
  std::vector<std::thread> crowd;
  for (std::size_t i = 0; i < wishes.size(); ++i)
    crowd.emplace_back([&, i] {
      const json body = {{"userMail", "client" + std::to_string(i) + "@example.com"},
                         {"movieShowId", show},
                         {"seats", wishes[i]}};
      try {
        auto client = cinema.another_client();
        client.connect();
        ready.arrive_and_wait();
        responses[i] = client.post("/api/ticket/book", body);
      } catch (const std::exception& error) {
        responses[i].text = error.what();
      }
    });
  for (auto& client : crowd)
    client.join();
  return responses;
}

std::set<std::uint64_t> numbers(const json& explanation, const char* member) {
  return explanation.value(member, json::array()).get<std::set<std::uint64_t>>();
}

void check_against(const json& ticket, const verdict& expected) {
  const auto& explanation = ticket.at("explanation");
  CAPTURE(ticket.dump());
  CHECK(ticket.at("status") == (expected.confirmed ? "CONFIRMED" : "REJECTED"));
  CHECK(explanation.at("rule") == expected.rule);
  if (expected.confirmed) {
    CHECK(numbers(explanation, "rivals") == expected.rivals);
    CHECK(ticket.contains("payBy"));
    return;
  }
  CHECK(ticket.at("reason") == expected.rule);
  CHECK(numbers(explanation, "lostTo") == expected.lost_to);
  CHECK(explanation.at("seatsLost").get<std::set<std::string>>() == expected.seats_lost);
  CHECK_FALSE(ticket.contains("payBy"));
}

/// Each winner is larger than, or drawn before, all that clash with it and lost to it.
void check_owners(const json& seat_map, const std::vector<json>& tickets) {
  std::map<std::string, int> owners;
  for (const auto& ticket : tickets)
    if (ticket.at("status") == "CONFIRMED")
      for (const std::string seat : ticket.at("seats"))
        ++owners[seat];
  for (const auto& [seat, state] : seat_map.items()) {
    CAPTURE(seat);
    CHECK(state == (owners.count(seat) != 0 ? "held" : "available"));
    CHECK(owners[seat] <= 1);
  }
}

} // namespace

TEST_CASE("contention: of 200 clients at once each seat gets one owner, and the round recomputes") {
  // Both times are stretched so that all 200 arrive within one window on a busy machine too.
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "4s"}, {"review.contention_window", "4s"}}};
  const unsigned halls = long_form() ? 10 : 2;
  for (unsigned hall_number = 0; hall_number < halls; ++hall_number) {
    const auto show = "rush-" + std::to_string(hall_number);
    cinema.open_show(show, hall(5, 12));
    const auto wishes = overlapping_wishes(7'000 + hall_number, 5, 12);
    const auto responses = ask_all_at_once(cinema, show, wishes);

    std::vector<json> tickets;
    std::vector<contender> round;
    for (std::size_t i = 0; i < responses.size(); ++i) {
      REQUIRE_MESSAGE(responses[i].status == 202, responses[i].summary());
      CHECK(responses[i].body.at("status") == "IN_REVIEW");
      tickets.push_back(cinema.decided(responses[i].body.at("reqId")));
      round.push_back({tickets.back().at("number"), wishes[i]});
    }
    const auto& first = tickets.front().at("explanation");
    const std::string seed = first.at("seed");
    CHECK(seed.size() == 32);
    const auto expected = judge(round, decode_hex(seed));
    for (const auto& ticket : tickets) {
      REQUIRE(ticket.at("explanation").at("round") == first.at("round"));
      REQUIRE(ticket.at("explanation").at("seed") == seed);
      check_against(ticket, expected.at(ticket.at("number")));
    }
    check_owners(cinema.seats(show), tickets);
  }
}

} // namespace boxoffice::tests

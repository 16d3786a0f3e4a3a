// Seats that the show chooses, and single seats that it refuses to leave (spec section 3).
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <latch>
#include <set>
#include <thread>

namespace boxoffice::tests {

namespace {

constexpr unsigned crowd_size = 200;

json wish_of(const std::string& show, unsigned count, const std::string& mail = "ann@example.com") {
  return {{"userMail", mail}, {"movieShowId", show}, {"bestAvailable", {{"count", count}}}};
}

/// The i-th client asks for one to four seats.
unsigned count_of(std::size_t client) { return 1 + static_cast<unsigned>(client * 7 % 4); }

/// All ask at the same moment, each over a connection of its own that is already open.
std::vector<response> wish_all_at_once(cinema_fixture& cinema, const std::string& show) {
  std::vector<response> responses(crowd_size);
  std::latch ready{crowd_size};
  std::vector<std::thread> crowd;
  for (std::size_t i = 0; i < crowd_size; ++i)
    crowd.emplace_back([&, i] {
      try {
        auto client = cinema.another_client();
        client.connect();
        ready.arrive_and_wait();
        responses[i] =
            client.post("/api/ticket/book",
                        wish_of(show, count_of(i), "client" + std::to_string(i) + "@example.com"));
      } catch (const std::exception& error) {
        responses[i].text = error.what();
      }
    });
  for (auto& client : crowd)
    client.join();
  return responses;
}

/// Each accepted request has as many seats as it asked for, no seat is in two of them, and the
/// review confirms them all. Returns how many seats they have.
std::size_t check_chosen(cinema_fixture& cinema, const std::vector<response>& responses) {
  std::set<std::string> given;
  std::size_t seats = 0;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (responses[i].status != 202)
      continue;
    CAPTURE(responses[i].summary());
    const auto& chosen = responses[i].body.at("seats");
    CHECK(chosen.size() == count_of(i));
    for (const std::string seat : chosen)
      CHECK(given.insert(seat).second);
    seats += chosen.size();
    const auto ticket = cinema.decided(responses[i].body.at("reqId"));
    CHECK(ticket.at("status") == "CONFIRMED");
    CHECK(ticket.at("seats") == chosen);
  }
  return seats;
}

} // namespace

TEST_CASE("best available: 200 clients at once get different seats, and the review rejects none") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("roomy", hall(20, 30));
  const auto responses = wish_all_at_once(cinema, "roomy");
  for (const auto& each : responses)
    CHECK_MESSAGE(each.status == 202, each.summary());
  CHECK(check_chosen(cinema, responses) == 500);
}

TEST_CASE("best available: when seats run out no request is refused that would still have fitted") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("tight", hall(10, 11));
  const auto responses = wish_all_at_once(cinema, "tight");
  std::size_t fewest_refused = crowd_size;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (responses[i].status == 202)
      continue;
    CHECK_MESSAGE(responses[i].code() == "NOT_ENOUGH_SEATS", responses[i].summary());
    fewest_refused = std::min<std::size_t>(fewest_refused, count_of(i));
  }
  // Holds keep all seats, so as many are left now as at any refusal, or fewer.
  CHECK(110 - check_chosen(cinema, responses) < fewest_refused);
}

TEST_CASE("best available: what is suggested is what a booking gets, and books nothing itself") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(4, 7));
  cinema.book("s", {"C4"}, "bob@example.com");
  const std::string target = "/api/movieshow/s/bestavailable?count=3";
  const auto suggested = cinema.client().get(target);
  REQUIRE_MESSAGE(suggested.status == 200, suggested.summary());
  CHECK(suggested.body.at("seats") == json::array({"B3", "B4", "B5"}));
  CHECK(suggested.body.at("amount") == json{{"value", 3 * seat_price}, {"currency", "INR"}});
  CHECK(cinema.seat("s", "B3") == "available");
  const auto booked = cinema.client().post("/api/ticket/book", wish_of("s", 3));
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  CHECK(booked.body.at("seats") == suggested.body.at("seats"));
  CHECK(cinema.client().get(target).body.at("seats") == json::array({"D3", "D4", "D5"}));
  SUBCASE("of a class, or a problem") {
    CHECK(cinema.client().get(target + "&class=BOX").code() == "INVALID_REQUEST");
    CHECK(cinema.client().get("/api/movieshow/s/bestavailable").code() == "INVALID_REQUEST");
    CHECK(cinema.client().get("/api/movieshow/s/bestavailable?count=11").code() ==
          "INVALID_REQUEST");
    CHECK(cinema.client().get("/api/movieshow/t/bestavailable?count=1").code() == "SHOW_NOT_FOUND");
    CHECK(cinema.operate("/api/movieshow/s/cancel").status == 200);
    CHECK(cinema.client().get(target).code() == "NOT_ENOUGH_SEATS");
  }
}

TEST_CASE("best available: the suggestion has the attributes asked for, as the booking has") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  auto body = hall(1, 4);
  body["rows"][0]["seats"] = {"A1",
                              {{"id", "A2"}, {"attributes", {"wheelchair"}}},
                              {{"id", "A3"}, {"attributes", {"wheelchair", "restricted_view"}}},
                              "A4"};
  cinema.open_show("s", body);
  const auto suggested = [&](const std::string& query) {
    const auto got = cinema.client().get("/api/movieshow/s/bestavailable" + query);
    if (got.status == 422)
      CHECK(got.body.at("errors").at(0).at("field") == "attributes");
    return got.status == 200 ? got.body.at("seats") : json(got.code());
  };
  CHECK(suggested("?count=2") == json{"A1", "A4"});
  CHECK(suggested("?count=2&attributes=wheelchair") == json{"A2", "A3"});
  CHECK(suggested("?count=1&attributes=restricted_view,wheelchair") == json{"A3"});
  CHECK(suggested("?count=2&attributes=wheelchair%2Crestricted_view") == "NOT_ENOUGH_SEATS");
  CHECK(suggested("?count=1&attributes=companion") == "NOT_ENOUGH_SEATS");
  CHECK(suggested("?count=2&attributes=") == json{"A1", "A4"});
  for (const auto* wrong :
       {"sofa", "wheelchair,", ",wheelchair", "wheelchair,,companion", "wheelchair;"})
    CHECK(suggested(std::string{"?count=1&attributes="} + wrong) == "INVALID_REQUEST");
  auto wish = wish_of("s", 1);
  wish["bestAvailable"]["attributes"] = {"restricted_view", "wheelchair"};
  CHECK(cinema.client().post("/api/ticket/book", wish).body.at("seats") == json{"A3"});
}

TEST_CASE("best available: the same Idempotency-Key gets the same seats") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(4, 7));
  const header_list key{{"Idempotency-Key", "k-1"}};
  const auto first = cinema.client().post("/api/ticket/book", wish_of("s", 2), key);
  REQUIRE_MESSAGE(first.status == 202, first.summary());
  const auto again = cinema.client().post("/api/ticket/book", wish_of("s", 2), key);
  CHECK(again.status == 202);
  CHECK(again.body == first.body);
  const auto other = cinema.client().post("/api/ticket/book", wish_of("s", 3), key);
  CHECK(other.code() == "IDEMPOTENCY_KEY_REUSED");
}

TEST_CASE("best available: a body has seats or a wish, and the wish is checked") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(1, 7));
  const auto field = [&](const json& wish, const json& seats = nullptr) {
    auto body = wish_of("s", 1);
    body["bestAvailable"] = wish;
    if (!seats.is_null())
      body["seats"] = seats;
    const auto got = cinema.client().post("/api/ticket/book", body);
    return got.status == 422 ? got.body.at("errors").at(0).at("field").get<std::string>()
                             : got.summary();
  };
  CHECK(field({{"count", 1}}, {"A1"}) == "bestAvailable");
  CHECK(field("four") == "bestAvailable");
  CHECK(field({{"count", "four"}}) == "bestAvailable.count");
  CHECK(field({{"count", 11}}) == "bestAvailable.count");
  CHECK(field({{"count", 1}, {"class", "NONE"}}) == "bestAvailable.class");
  CHECK(field({{"count", 1}, {"attributes", {"sofa"}}}) == "bestAvailable.attributes[0]");
  CHECK(field({{"count", 2}, {"types", {"ADULT"}}}) == "bestAvailable.types");
}

TEST_CASE("single seats: 409 names what would be left and seats that leave nothing") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  auto body = hall(1, 8);
  body["singleSeats"] = "refuse";
  cinema.open_show("s", body);
  const auto refused = cinema.ask("s", {"A2", "A3"});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "LEAVES_SINGLE_SEAT");
  CHECK(refused.body.at("singleSeats") == json::array({"A1"}));
  CHECK(refused.body.at("suggestion") == json::array({"A1", "A2"}));
  CHECK(cinema.ask("s", refused.body.at("suggestion")).status == 202);
}

} // namespace boxoffice::tests

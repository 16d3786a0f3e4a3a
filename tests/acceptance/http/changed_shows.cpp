// Shows that the operator changes while they are on sale, over HTTP, with verify at the end.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

#include <atomic>
#include <thread>

namespace boxoffice::tests {

namespace {

const header_list as_patch{{"Content-Type", "application/merge-patch+json"}};

response patched(http_client& client, const std::string& show, const json& changes) {
  return client.send("PATCH", "/api/movieshow/" + show, changes.dump(), as_operator(as_patch));
}

json row_with(const json& seats) { return {{{"row", "A"}, {"class", "GOLD"}, {"seats", seats}}}; }

json seats_in_the_past(cinema_fixture& cinema, const std::string& show, std::uint64_t seq) {
  const auto path = "/api/movieshow/" + show + "/seats?seq=" + std::to_string(seq);
  return require_status(cinema.client().get(path, as_operator()), 200, "seats of the past")
      .body.at("seats");
}

/// The names and values of a show's events of that type.
json events_of_type(cinema_fixture& cinema, const std::string& show, const std::string& type) {
  auto found = json::array();
  for (const auto& event : all_pages(cinema.client(), "/api/movieshow/" + show + "/events",
                                     "events", 1'000, as_operator()))
    if (event.at("type") == type)
      found.push_back(event.at("data"));
  return found;
}

} // namespace

TEST_CASE("changed show: prices, start and hall change, and bookings keep what they have") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("c", hall(1, 5));
  const auto paid = cinema.paid("c", {"A1", "A2"}, "p1");
  const auto gone = cinema.confirmed("c", {"A5"});
  REQUIRE(cinema.cancel(gone.at("reqId")).status == 200);
  const auto version = cinema.version("c");
  const auto changed =
      patched(cinema.client(), "c",
              {{"price", 20'000}, {"movie", "M"}, {"rows", row_with({"A3", "A2", "B1", "A1"})}});
  REQUIRE(changed.status == 200);
  CHECK(changed.body.at("movie") == "M");
  CHECK(changed.body.at("version") == version + 1);
  CHECK(cinema.ticket(paid.at("reqId")) == paid);
  CHECK(cinema.ticket(gone.at("reqId")).at("seats") == json{"A5"});
  const auto dearer = cinema.paid("c", {"B1"}, "p2");
  CHECK(dearer.at("amount").at("value") == 25'000);
  const json now{{"A1", "sold"}, {"A2", "sold"}, {"A3", "available"}, {"B1", "sold"}};
  CHECK(cinema.seats("c") == now);
  CHECK(seats_in_the_past(cinema, "c", version).size() == 5);
  CHECK(seats_in_the_past(cinema, "c", version + 1).size() == 4);
  CHECK(cinema.ask("c", {"A5"}).code() == "INVALID_REQUEST");

  cinema.crash();
  CHECK(cinema.seats("c") == now);
  CHECK(cinema.ticket(paid.at("reqId")) == paid);
  cinema.restart();
  CHECK(cinema.seats("c") == now);
  CHECK(cinema.ticket(gone.at("reqId")).at("seats") == json{"A5"});
  const auto explained = printed_by(cinema.data_dir(), {"explain", paid.at("reqId")});
  CHECK(explained.find("\"The Third Man\" to \"M\"") != std::string::npos);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("changed show: a seat in use stays, and nothing is logged of a refused patch") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("u", hall(1, 4));
  cinema.paid("u", {"A1"}, "p1");
  cinema.confirmed("u", {"A2"});
  REQUIRE(cinema.operate("/api/movieshow/u/block", {{"seats", {"A3"}}}).status == 200);
  const auto version = cinema.version("u");
  const auto refused = patched(cinema.client(), "u", {{"rows", row_with({"A4", "A5"})}});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "SEATS_IN_USE");
  json reasons = json::object();
  for (const auto& each : refused.body.at("seats"))
    reasons[each.at("seat").get<std::string>()] = each.at("reason");
  CHECK(reasons == json{{"A1", "SOLD"}, {"A2", "HELD"}, {"A3", "BLOCKED"}});
  CHECK(patched(cinema.client(), "u", {{"currency", "EUR"}}).code() == "INVALID_REQUEST");
  CHECK(patched(cinema.client(), "u", {{"hall", "Big hall"}}).status == 200);
  CHECK(cinema.version("u") == version);
  CHECK(events_of_type(cinema, "u", "ShowChanged").empty());
}

TEST_CASE("changed show: patches at once and bookings beside them never contradict each other") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("m", hall(1, 8));
  std::atomic<int> failures = 0;
  const auto patches = [&](const std::string& member, const json& one, const json& other) {
    auto client = cinema.another_client();
    for (int i = 0; i < 20; ++i) {
      const auto& value = i % 2 == 0 ? one : other;
      const auto got = patched(client, "m", {{member, value}});
      if (got.status != 200 || got.body.at(member) != value)
        ++failures;
    }
  };
  std::thread halls{patches, "hall", "North", "South"};
  std::thread prices{patches, "price", 10'000, 12'000};
  for (const auto* seat : {"A1", "A2", "A3", "A4"}) {
    const auto booked = cinema.book("m", {seat});
    const auto value = booked.at("amount").at("value").get<int>() - 5'000;
    CHECK((value == 10'000 || value == 12'000 || value == 15'000));
  }
  halls.join();
  prices.join();
  CHECK(failures == 0);
  const auto show = cinema.client().get("/api/movieshow/m").body;
  CHECK(show.at("hall") == "South");
  CHECK(show.at("price") == 12'000);
  CHECK(events_of_type(cinema, "m", "ShowChanged").size() == 40);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("changed show: a show that is moved in time keeps its ticket codes") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("t", hall(1, 2));
  const auto paid = cinema.paid("t", {"A1"}, "p1");
  const auto path = "/api/ticket/" + paid.at("reqId").get<std::string>() + "/codes";
  const auto codes = require_status(cinema.client().get(path), 200, "codes").body;
  const auto later = rfc3339(wall_now() + std::chrono::hours{30});
  const auto moved = patched(cinema.client(), "t", {{"startsAt", later}});
  REQUIRE(moved.status == 200);
  CHECK(moved.body.at("salesCloseAt") == moved.body.at("startsAt"));
  CHECK(cinema.client().get(path).body == codes);
  cinema.crash();
  CHECK(cinema.client().get(path).body == codes);
  const auto admitted =
      cinema.operate("/api/admission", {{"code", codes.at(0).at("code")}, {"gate", "North"}});
  CHECK(admitted.status == 200);
  CHECK(admitted.body.at("seat") == "A1");
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

} // namespace boxoffice::tests

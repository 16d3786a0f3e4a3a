// The members of a changed show that the sample does not have, as a file that never changes.
#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "tests/events/codec/golden.hpp"
#include "tests/events/samples.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

show_changed other_changes() {
  show_changed fact;
  fact.changes.movie = "Nosferatu";
  fact.changes.classes = std::vector<seat_class>{{"GOLD", "Gold", -500}};
  fact.changes.time_zone.emplace("Asia/Kolkata");
  fact.changes.opens_at.emplace(1'798'130'000'000);
  fact.changes.price_types.emplace(std::vector<price_type>{{{"ADULT"}, "Adult", 0}});
  fact.changes.max_seats_per_customer.emplace(std::nullopt);
  fact.changes.single_seats.emplace(std::nullopt);
  fact.by = "token:anna";
  return fact;
}

/// What the programme says of the movie, and a curved row.
show_changed programme_changes() {
  show_changed fact;
  fact.changes.rows =
      std::vector<seat_row>{{"A", "GOLD", {seat_id{"A1"}, std::nullopt, seat_id{"A2"}}, 12}};
  fact.changes.poster.emplace("https://img.example/nosferatu.jpg");
  fact.changes.running_time.emplace(94);
  fact.changes.rating.emplace("FSK 12");
  fact.changes.language.emplace(std::nullopt);
  return fact;
}

} // namespace

TEST_CASE("codec: a change of what the programme says has one stored form") {
  check_golden("ShowChanged.v1.programme", programme_changes());
  auto read = decode(bytes_of(encode(programme_changes(), sample_at)));
  REQUIRE(read.has_value());
  CHECK(std::get<show_changed>(read->event).changes == programme_changes().changes);
  CHECK(to_json({1, read->at, read->event}, {})["data"]["changes"].dump() ==
        R"({"rows":[{"row":"A","class":"GOLD","seats":["A1",null,"A2"],"offset":12}],)"
        R"("poster":"https://img.example/nosferatu.jpg","runningTime":94,"rating":"FSK 12",)"
        R"("language":null})");
}

TEST_CASE("codec: members that are removed from a show are null, and others are left out") {
  auto envelope = encode(other_changes(), sample_at);
  CHECK(golden_hex("ShowChanged.v1.other") == to_hex(bytes_of(envelope).data(), envelope.size()));
  auto read = decode(bytes_of(envelope));
  REQUIRE(read.has_value());
  CHECK(std::get<show_changed>(read->event).changes == other_changes().changes);
  CHECK(to_json({1, read->at, read->event}, {})["data"].dump() ==
        R"({"changes":{"movie":"Nosferatu","classes":[{"id":"GOLD","name":"Gold","price":-500}],)"
        R"("timeZone":"Asia/Kolkata","opensAt":"2026-12-24T16:33:20.000Z",)"
        R"("priceTypes":[{"id":"ADULT","name":"Adult","price":0}],"maxSeatsPerCustomer":null,)"
        R"("singleSeats":null},"by":"token:anna"})");
}

TEST_CASE("codec: a change without any member is read as one") {
  auto read = decode(bytes_of(encode(show_changed{}, sample_at)));
  REQUIRE(read.has_value());
  CHECK(std::get<show_changed>(read->event).changes == show_changes{});
}

} // namespace boxoffice::events::tests

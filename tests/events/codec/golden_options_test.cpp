// The stored form of members that are mostly left out: golden/<Type>.v1.<member>.hex.
#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "tests/events/codec/golden.hpp"
#include "tests/events/samples.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

template <class Event>
Event sampled() {
  for (const auto& each : samples())
    if (const auto* fact = std::get_if<Event>(&each.fact))
      return *fact;
  FAIL("no such sample");
  return {};
}

show_opened opened_with_options() {
  auto fact = sampled<show_opened>();
  hall_seat wheelchair{{"A1"}};
  wheelchair.attributes.add(seat_attribute::wheelchair);
  wheelchair.attributes.add(seat_attribute::companion);
  fact.body.rows[0].seats[0] = wheelchair;
  fact.body.time_zone = "Asia/Kolkata";
  fact.body.opens_at = 1'798'130'000'000;
  fact.body.price_types = {{{"ADULT"}, "Adult", 0}, {{"CHILD"}, "Child", -5'000}};
  fact.body.max_seats_per_customer = 4;
  fact.body.single_seats = single_seats::refuse;
  return fact;
}

show_opened opened_with_programme() {
  auto fact = sampled<show_opened>();
  fact.body.rows[0].offset = 12;
  fact.body.poster = "https://img.example/metropolis.jpg";
  fact.body.running_time = 153;
  fact.body.rating = "U/A 13+";
  fact.body.language = "en-GB";
  return fact;
}

booking_requested requested_with_options() {
  auto fact = sampled<booking_requested>();
  fact.types = {{"CHILD"}, {"ADULT"}};
  fact.best_available = true;
  fact.channel = sales_channel::counter;
  return fact;
}

nlohmann::ordered_json data_of(const event& fact) {
  return to_json({1, sample_at, fact}, {})["data"];
}

} // namespace

TEST_CASE("codec: the stored form of optional members never changes") {
  check_golden("ShowOpened.v1.options", opened_with_options());
  check_golden("ShowOpened.v1.programme", opened_with_programme());
  check_golden("BookingRequested.v1.options", requested_with_options());
  auto opened = sampled<show_opened>();
  opened.by = "token";
  check_golden("ShowOpened.v1.by", opened);
}

TEST_CASE("codec: optional members come back from a show that has none as nothing") {
  auto read = decode(bytes_of(encode(sampled<show_opened>(), sample_at)));
  REQUIRE(read.has_value());
  CHECK(std::get<show_opened>(read->event).body == sampled<show_opened>().body);
  read = decode(bytes_of(encode(opened_with_options(), sample_at)));
  REQUIRE(read.has_value());
  CHECK(std::get<show_opened>(read->event).body == opened_with_options().body);
  read = decode(bytes_of(encode(opened_with_programme(), sample_at)));
  REQUIRE(read.has_value());
  CHECK(std::get<show_opened>(read->event).body == opened_with_programme().body);
}

TEST_CASE("codec: optional members have the JSON form of spec section 8") {
  auto opened = data_of(opened_with_options());
  CHECK(opened["timeZone"] == "Asia/Kolkata");
  auto programme = data_of(opened_with_programme());
  CHECK(programme["poster"] == "https://img.example/metropolis.jpg");
  CHECK(programme["runningTime"] == 153);
  CHECK(programme["rating"] == "U/A 13+");
  CHECK(programme["language"] == "en-GB");
  CHECK(programme["rows"][0]["offset"] == 12);
  CHECK_FALSE(programme["rows"][1].contains("offset"));
  CHECK(opened["opensAt"] == "2026-12-24T16:33:20.000Z");
  CHECK(opened["priceTypes"].dump() == R"([{"id":"ADULT","name":"Adult","price":0},)"
                                       R"({"id":"CHILD","name":"Child","price":-5000}])");
  CHECK(opened["maxSeatsPerCustomer"] == 4);
  CHECK(opened["singleSeats"] == "refuse");
  CHECK(opened["rows"][0]["seats"].dump() ==
        R"([{"id":"A1","attributes":["wheelchair","companion"]},"A2"])");
  auto requested = data_of(requested_with_options());
  CHECK(requested["types"].dump() == R"(["CHILD","ADULT"])");
  CHECK(requested["bestAvailable"] == true);
  CHECK(requested["channel"] == "counter");
  CHECK_FALSE(data_of(sampled<booking_requested>()).contains("bestAvailable"));
  CHECK_FALSE(data_of(sampled<show_opened>()).contains("singleSeats"));
}

TEST_CASE("codec: an optional member with the value that is left out is malformed") {
  using nlohmann::ordered_json;
  auto refused = [](const event& fact, const char* pointer, const ordered_json& value) {
    auto envelope = ordered_json::from_cbor(encode(fact, sample_at));
    envelope["data"][ordered_json::json_pointer{pointer}] = value;
    auto bytes = ordered_json::to_cbor(envelope);
    return !decode({bytes.data(), bytes.size()});
  };
  CHECK_FALSE(refused(opened_with_options(), "/singleSeats", "refuse"));
  CHECK(refused(opened_with_options(), "/singleSeats", "allow"));
  CHECK(refused(opened_with_options(), "/priceTypes", ordered_json::array()));
  auto attributes = "/rows/0/seats/0/attributes";
  CHECK_FALSE(refused(opened_with_options(), attributes, {"wheelchair", "restricted_view"}));
  CHECK(refused(opened_with_options(), attributes, {"companion", "wheelchair"}));
  CHECK(refused(opened_with_options(), attributes, {"companion", "companion"}));
  CHECK(refused(opened_with_options(), attributes, {"sofa"}));
  CHECK(refused(opened_with_options(), attributes, ordered_json::array()));
  CHECK(refused(requested_with_options(), "/bestAvailable", false));
  CHECK(refused(requested_with_options(), "/channel", "online"));
  CHECK(refused(requested_with_options(), "/types", ordered_json::array()));
}

} // namespace boxoffice::events::tests

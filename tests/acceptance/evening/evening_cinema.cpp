#include "tests/acceptance/evening/evening_cinema.hpp"

#include "tests/support/processes/binaries.hpp"

namespace boxoffice::tests {

namespace {

constexpr unsigned studio_rows = 12;
constexpr unsigned seats_before_the_aisle = 8;

/// Nothing runs out during the evening unless a test wants it.
settings of_the_evening() {
  return {{"review.interval", "100ms"},
          {"review.contention_window", "100ms"},
          {"review.hold", "1h"},
          {"payment.window", "1h"},
          {"cinema.time_zone", evening_zone},
          {"payment.stripe_secret", stripe{}.secret()}};
}

json with_price_types(json body) {
  body["priceTypes"] = {{{"id", "ADULT"}, {"name", "Adult"}, {"price", 0}},
                        {{"id", "CHILD"}, {"name", "Child"}, {"price", -5'000}},
                        {{"id", "SENIOR"}, {"name", "Senior"}, {"price", -3'000}}};
  return body;
}

json grand_hall(wall_time starts_at) {
  auto body = with_price_types(hall(28, 34, starts_at));
  body["classes"].push_back({{"id", "STALLS"}, {"name", "Stalls"}, {"price", 0}});
  for (std::size_t row = 0; row < 10; ++row)
    body["rows"][row]["class"] = "STALLS";
  return body;
}

json studio(wall_time starts_at) {
  auto body = with_price_types(hall(studio_rows, 20, starts_at));
  body["hall"] = "Studio";
  body["movie"] = "Metropolis";
  for (unsigned row = 0; row < studio_rows; ++row) {
    auto seats = json::array();
    for (unsigned number = 1; number <= 20; ++number) {
      seats.push_back(seat_name(row, number));
      if (number == seats_before_the_aisle)
        seats.push_back(nullptr);
    }
    body["rows"][row]["seats"] = std::move(seats);
  }
  body["rows"].push_back(wheelchair_row(6));
  return body;
}

json cellar(wall_time starts_at) {
  auto body = hall(8, 12, starts_at);
  body["hall"] = "Cellar";
  body["movie"] = "M";
  return body;
}

json body_of(const show_offer& offer, wall_time starts_at) {
  if (offer.id.starts_with("grand"))
    return grand_hall(starts_at);
  auto body = offer.id.starts_with("studio") ? studio(starts_at) : cellar(starts_at);
  if (offer.id == "studio-2")
    body["singleSeats"] = "refuse";
  if (offer.id == "cellar-1")
    body = with_price_types(std::move(body));
  if (offer.id == "cellar-2") {
    body["movie"] = "Preview";
    body["price"] = 0;
    body["classes"][0]["price"] = 0;
  }
  return body;
}

} // namespace

const std::vector<show_offer>& shows_of_the_evening() {
  static const std::vector<show_offer> all{
      {"grand-1", 28, 34},           {"grand-2", 28, 34},           {"grand-3", 28, 34},
      {"studio-1", studio_rows, 20}, {"studio-2", studio_rows, 20}, {"studio-3", studio_rows, 20},
      {"cellar-1", 8, 12},           {"cellar-2", 8, 12, false}};
  return all;
}

json wheelchair_row(unsigned count) {
  json row{{"row", "W"}, {"class", "GOLD"}, {"seats", json::array()}};
  for (unsigned number = 1; number <= count; ++number)
    row["seats"].push_back(
        {{"id", "W" + std::to_string(number)}, {"attributes", json::array({"wheelchair"})}});
  return row;
}

evening_cinema::evening_cinema()
    : cinema_fixture{server_binary(), of_the_evening()}, records{file("answers")} {
  auto starts_at = wall_now() + std::chrono::hours{24};
  for (const auto& offer : shows_of_the_evening()) {
    open_show(offer.id, body_of(offer, starts_at));
    starts_at += std::chrono::minutes{30};
  }
}

} // namespace boxoffice::tests

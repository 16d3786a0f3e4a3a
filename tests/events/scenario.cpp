#include "tests/events/scenario.hpp"

#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::events::tests {

show_body hall() {
  show_body body;
  body.movie = "Metropolis";
  body.hall = "Hall 1";
  body.starts_at = noon + starts_after;
  body.sales_close_at = noon + sales_close_after;
  body.currency = "INR";
  body.price = 15'000;
  body.classes = {{"GOLD", "Gold", 5'000}, {"PLAIN", "Plain", 0}};
  auto a = [](const char* id) { return seat_id{id}; };
  body.rows = {{"A", "GOLD", {a("A1"), a("A2"), std::nullopt, a("A3"), a("A4")}},
               {"B", "PLAIN", {a("B1"), a("B2"), std::nullopt, a("B3"), a("B4")}}};
  return body;
}

show_body priced_hall() {
  auto body = hall();
  body.price_types = {
      {{"ADULT"}, "Adult", 0}, {{"CHILD"}, "Child", -5'000}, {{"GUEST"}, "Guest", -15'000}};
  return body;
}

show_body wide_hall(std::size_t seats) {
  auto body = hall();
  body.price = 1'000;
  body.classes = {{"ONE", "One", 0}};
  body.rows = {{"R", "ONE", {}}};
  for (std::size_t i = 1; i <= seats; ++i)
    body.rows[0].seats.emplace_back(seat_id{"R" + std::to_string(i)});
  return body;
}

std::vector<seat_id> ids(const std::vector<std::string>& texts) {
  std::vector<seat_id> seats;
  for (const auto& text : texts)
    seats.push_back({text});
  return seats;
}

bytes16 secret_of(booking_number number) {
  bytes16 secret{};
  for (std::size_t i = 0; i < 8; ++i)
    secret[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return secret;
}

customer_id customer(std::uint8_t which) {
  customer_id id{};
  id.fill(which);
  return id;
}

bytes32 key(std::uint8_t which) {
  bytes32 hash{};
  hash.fill(which);
  return hash;
}

money rupees(std::int64_t value) { return {value, "INR"}; }

show_state fold(const std::vector<moment>& moments) {
  show_state show;
  show.id = show_id{"metropolis"};
  auto now = noon;
  for (const auto& each : moments) {
    now = each.at.value_or(now);
    auto seq = show.seq + 1;
    if (const auto* request = std::get_if<booking_requested>(&each.fact))
      REQUIRE_MESSAGE(request->id.secret == secret_of(seq), "this request has the number ", seq);
    evolve(show, {seq, now, each.fact});
  }
  return show;
}

bool operator==(const outcome& a, const outcome& b) {
  auto same = [](const event& one, const event& other) {
    return encode(one, 0) == encode(other, 0);
  };
  return a.refused == b.refused &&
         std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(), same);
}

std::string text_of(const event& fact) {
  auto result = to_json({0, 0, fact}, {});
  return result["type"].get<std::string>() + ' ' + result["data"].dump();
}

std::string text_of(const outcome& result) {
  std::string text = result.events.empty() && !result.refused ? "\n  no events" : "";
  for (const auto& fact : result.events)
    text += "\n  " + text_of(fact);
  if (!result.refused)
    return text;
  text += "\n  refused with errc " + std::to_string(static_cast<int>(result.refused->code));
  for (const auto& each : result.refused->seats)
    text += "\n    " + each.seat.text + " reason " + std::to_string(static_cast<int>(each.reason)) +
            (each.retry_at ? " until noon + " + std::to_string(*each.retry_at - noon) : "");
  for (const auto& each : result.refused->errors)
    text += "\n    " + each.field + ' ' + each.detail;
  return text;
}

outcome outcome_of(decision decided) {
  if (decided)
    return {std::move(*decided), std::nullopt};
  return {{}, decided.error()};
}

outcome refuses(errc code) { return {{}, refusal{code, {}, {}}}; }

outcome refuses_seats(std::vector<taken_seat> seats) {
  return {{}, refusal{errc::seats_unavailable, std::move(seats), {}}};
}

std::vector<std::string> invalid_fields(const outcome& result) {
  if (!result.refused || result.refused->code != errc::invalid_request)
    return {"not refused as invalid:" + text_of(result)};
  std::vector<std::string> fields;
  for (const auto& each : result.refused->errors)
    fields.push_back(each.field);
  return fields;
}

show_state after(show_state show, time_ms after_noon, const outcome& result) {
  REQUIRE_MESSAGE(!result.refused, text_of(result));
  for (const auto& fact : result.events)
    evolve(show, {show.seq + 1, noon + after_noon, fact});
  return show;
}

taken_seat is_taken(const std::string& seat, taken_reason reason,
                    std::optional<time_ms> retry_after_noon) {
  auto retry_at = retry_after_noon ? std::optional{noon + *retry_after_noon} : std::nullopt;
  return {seat_id{seat}, reason, retry_at};
}

} // namespace boxoffice::events::tests

#include "cli/reports/past_show.hpp"

#include "actors/protocol/replies.hpp"
#include "cli/terminal/text_layout.hpp"
#include "events/explain/money_text.hpp"
#include "events/time_text.hpp"
#include "http/api/json/json_out.hpp"

#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using namespace events;
using json = nlohmann::ordered_json;

json ticket_of(const show_state& show, const booking& booked) {
  return http::to_json(actors::booking_view{show.id, show.plan, booked});
}

std::string head_of(const show_state& show, time_ms at) {
  auto view = http::to_json(actors::show_view{show.id, show.plan, show.sales, show.seq, at});
  const auto& body = show.plan->body;
  return '"' + body.movie + "\", " + body.hall + ", " + to_rfc3339(body.starts_at) + " (show " +
         show.id.text + ")\n" + view["status"].get<std::string>() + ", version " +
         std::to_string(show.seq) + " of " + to_rfc3339(show.last_at) + ", sales close at " +
         to_rfc3339(body.sales_close_at) + '\n';
}

constexpr std::string_view legend =
    ". available   ? in review   h held   # sold   x blocked by the operator\n";

char sign_of(seat_status status) {
  switch (status) {
  case seat_status::available: return '.';
  case seat_status::in_review: return '?';
  case seat_status::held: return 'h';
  case seat_status::sold: return '#';
  case seat_status::blocked: return 'x';
  }
  std::abort(); // All enumerators return above.
}

std::string picture_of(const show_state& show) {
  std::vector<std::vector<std::string>> lines;
  seat_index seat = 0;
  for (const auto& row : show.plan->body.rows) {
    std::string signs;
    for (const auto& place : row.seats)
      signs += place ? sign_of(show.status_of(seat++)) : ' ';
    lines.push_back({"  " + row.row, std::move(signs)});
  }
  return in_columns(lines);
}

std::string text_in(const json& ticket, const char* member) {
  return ticket.contains(member) ? ticket[member].get<std::string>() : "";
}

std::string bookings_of(const show_state& show) {
  std::vector<std::vector<std::string>> rows{
      {"number", "status", "reason", "amount", "pay by", "paid at", "seats"}};
  for (const auto& booked : show.bookings) {
    auto ticket = ticket_of(show, booked);
    std::string seats;
    for (auto seat : booked.seats)
      seats.append(seats.empty() ? "" : " ").append(show.plan->seats[seat].id.text());
    rows.push_back({std::to_string(booked.number), text_in(ticket, "status"),
                    text_in(ticket, "reason"),
                    to_text(money{booked.amount, show.plan->body.currency}),
                    text_in(ticket, "payBy"), text_in(ticket, "paidAt"), std::move(seats)});
  }
  return rows.size() == 1 ? "No bookings.\n" : in_columns(rows);
}

} // namespace

std::string past_json(const show_state& show) {
  auto text = http::seats_json(actors::seat_map_of(show));
  text.pop_back(); // its closing brace
  text += R"(,"bookings":[)";
  bool first = true;
  for (const auto& booked : show.bookings)
    text.append(std::exchange(first, false) ? "" : ",").append(ticket_of(show, booked).dump());
  return text += "]}";
}

std::string past_text(const show_state& show, time_ms at) {
  return head_of(show, at) + '\n' + picture_of(show) + '\n' + std::string{legend} + '\n' +
         bookings_of(show);
}

} // namespace boxoffice::cli

#include "tests/acceptance/evening/busy_show.hpp"

#include "tests/acceptance/evening/evening_cinema.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/processes/binaries.hpp"

#include <utility>

namespace boxoffice::tests {

namespace {

constexpr unsigned load_rows = 8; ///< A to H; the operator changes H and the wheelchair row W
constexpr unsigned seats_of_load_row = 14;

settings nothing_runs_out() {
  return {{"review.interval", "50ms"},
          {"review.contention_window", "50ms"},
          {"review.hold", "1h"},
          {"payment.window", "1h"}};
}

json types_with(std::int64_t child) {
  return {{{"id", "ADULT"}, {"name", "Adult"}, {"price", 0}},
          {{"id", "CHILD"}, {"name", "Child"}, {"price", child}}};
}

json changing_hall() {
  auto body = hall(load_rows, seats_of_load_row);
  body["rows"].push_back(wheelchair_row(4));
  body["priceTypes"] = types_with(-5'000);
  return body;
}

} // namespace

void paid_bookings::add(json ticket) {
  const std::lock_guard lock{mutex_};
  tickets_.push_back(std::move(ticket));
  changed_.notify_one();
}

void paid_bookings::close() {
  const std::lock_guard lock{mutex_};
  is_closed_ = true;
  changed_.notify_all();
}

std::optional<json> paid_bookings::take() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return is_closed_ || !tickets_.empty(); });
  if (tickets_.empty())
    return std::nullopt;
  auto first = std::move(tickets_.front());
  tickets_.pop_front();
  return first;
}

void load_counts::wait_for_requests(unsigned count) {
  for (auto now = requests.load(); now < count; now = requests.load())
    requests.wait(now);
}

void load_counts::note_requests(unsigned more) {
  requests += more;
  requests.notify_all();
}

busy_show::busy_show()
    : cinema_fixture{server_binary(), nothing_runs_out()}, records{file("answers")} {
  open_show(id, changing_hall());
}

void load_customer::book(unsigned number) {
  calls_.show(busy_show::id);
  const auto mail = calls_.name() + "-" + std::to_string(number) + "@example.com";
  const auto got = calls_.ask(busy_show::id, wish(), mail);
  cinema_.counts.note_requests(1);
  calls_.seats(busy_show::id);
  if (got.code() == "SEATS_UNAVAILABLE" || got.code() == "NOT_ENOUGH_SEATS")
    return;
  require_status(got, 202, "book");
  ++cinema_.counts.booked;
  const std::string booking = got.body.at("reqId");
  if (number % 4 == 0)
    follow(booking);
  go_on(calls_.decided(booking));
  calls_.seats(busy_show::id);
}

/// By name only seats of rows that stay.
json load_customer::wish() {
  const auto count = 1 + below(3);
  if (below(2) == 0)
    return {
        {"bestAvailable", {{"count", count}, {"types", std::vector<std::string>(count, "CHILD")}}}};
  const auto row = below(load_rows - 1);
  const auto first = 1 + below(seats_of_load_row - count + 1);
  auto seats = json::array();
  for (unsigned i = 0; i < count; ++i)
    seats.push_back(
        {{"seat", seat_name(row, first + i)}, {"type", below(2) == 0 ? "ADULT" : "CHILD"}});
  return {{"seats", std::move(seats)}};
}

/// The ticket as it is pushed, until it is decided.
void load_customer::follow(const std::string& booking) {
  websocket_client pushes{cinema_.server().port(), "/ws/ticket/" + booking};
  for (json ticket{{"status", "IN_REVIEW"}}; ticket.at("status") == "IN_REVIEW";) {
    ticket = pushes.next();
    cinema_.records.answers.ticket(calls_.name() + "-push", ticket);
  }
}

void load_customer::go_on(const json& ticket) {
  if (ticket.at("status") != "CONFIRMED")
    return;
  if (below(4) == 0) {
    require_status(calls_.cancel(ticket.at("reqId")), 200, "cancel");
    return;
  }
  calls_.pay(ticket, calls_.name() + "-" + std::to_string(ticket.at("number").get<unsigned>()));
  cinema_.paid_tickets.add(calls_.ticket(ticket.at("reqId")));
}

void changing_operator::change(unsigned number) {
  const auto got = calls_.patch(busy_show::id, changes(number));
  if (got.code() != "SEATS_IN_USE")
    require_status(got, 200, "PATCH");
  calls_.seats(busy_show::id);
}

json changing_operator::changes(unsigned number) {
  const auto steps = static_cast<std::int64_t>(number);
  switch (number % 5) {
  case 0: return {{"price", 15'000 + 100 * steps}};
  case 1: return {{"startsAt", rfc3339(wall_now() + std::chrono::hours{30 + steps})}};
  case 2: return {{"priceTypes", types_with(-5'000 - steps)}, {"movie", std::to_string(number)}};
  case 3: return {{"rows", changing_hall().at("rows")}};
  default: return {{"rows", smaller_rows(number)}};
  }
}

/// Row W loses two spaces that nobody books. Row H, from its other end, loses a seat that is free
/// as far as this operator knows, or one whatever it is.
json changing_operator::smaller_rows(unsigned number) {
  const auto states = calls_.seats(busy_show::id).at("seats");
  auto rows = changing_hall().at("rows");
  auto& row = rows[load_rows - 1];
  row["seats"] = json::array();
  bool has_lost = false;
  for (unsigned place = seats_of_load_row; place > 0; --place) {
    const auto seat = seat_name(load_rows - 1, place);
    const bool is_free = states.value(seat, "available") == "available";
    if (!has_lost && (is_free || number % 10 == 4))
      has_lost = true;
    else
      row["seats"].push_back(seat);
  }
  rows.back() = wheelchair_row(2);
  return rows;
}

void moving_operator::move(const json& ticket) {
  const auto count = std::to_string(ticket.at("seats").size());
  const auto better = calls_.client().get(std::string{"/api/movieshow/"} + busy_show::id +
                                          "/bestavailable?count=" + count);
  if (better.status == 200) {
    const auto got =
        calls_.operate(ticket_target(ticket, "/move"), {{"seats", better.body.at("seats")}});
    if (got.status == 200)
      note_moved(ticket, got.body, better.body.at("seats"));
    else if (got.code() != "SEATS_UNAVAILABLE" && got.code() != "INVALID_REQUEST")
      require_status(got, 200, "move"); // INVALID_REQUEST: the seat has gone.
  } else if (better.code() != "NOT_ENOUGH_SEATS") {
    require_status(better, 200, "best available");
  }
  if (++moves_ % 4 != 0)
    require_status(calls_.operate(ticket_target(ticket, "/cancel")), 200, "cancel");
}

void moving_operator::note_moved(const json& before, const json& after, const json& to) {
  ++cinema_.counts.moved;
  calls_.seats(busy_show::id);
  if (after.at("seats") != to || after.at("amount") != before.at("amount"))
    cinema_.records.answers.unexpected("moved: " + after.dump());
}

} // namespace boxoffice::tests

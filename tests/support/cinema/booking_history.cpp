#include "tests/support/cinema/booking_history.hpp"

#include "tests/support/cinema/cinema_fixture.hpp"

namespace boxoffice::tests {

namespace {

constexpr std::size_t most_violations = 50; // The first ones are enough to find the cause.

/// Section 2 of the contract, with any number of steps between.
bool may_follow(const std::string& before, const std::string& after) {
  static const std::map<std::string, std::set<std::string>> later = {
      {"IN_REVIEW", {"CONFIRMED", "REJECTED", "EXPIRED", "CANCELLED", "PAID"}},
      {"CONFIRMED", {"PAID", "EXPIRED", "CANCELLED"}},
      {"EXPIRED", {"PAID"}},
      {"REJECTED", {}},
      {"CANCELLED", {}},
      {"PAID", {}}, // Nobody in these tests cancels a paid one.
  };
  const auto known = later.find(before);
  return known != later.end() && (before == after || known->second.count(after) != 0);
}

json seat_map(http_client& client, const std::string& show) {
  const auto target = "/api/movieshow/" + show + "/seats";
  return require_status(client.get(target), 200, target).body;
}

/// What the seats of the show must look like when these tickets are all there are.
std::map<std::string, std::string> owned_seats(const std::vector<json>& tickets,
                                               std::vector<std::string>& wrong) {
  std::map<std::string, std::string> state;
  std::map<std::string, std::string> owner;
  for (const auto& ticket : tickets) {
    const std::string status = ticket.value("status", "");
    if (status != "CONFIRMED" && status != "PAID")
      continue;
    for (const std::string seat : ticket.at("seats")) {
      const auto [other, fresh] = owner.emplace(seat, ticket.at("reqId"));
      if (!fresh)
        wrong.push_back("seat " + seat + " belongs to " + other->second + " and to " +
                        ticket.at("reqId").get<std::string>());
      state[seat] = status == "PAID" ? "sold" : "held";
    }
  }
  return state;
}

} // namespace

void booking_history::booked(const json& receipt, const std::string& show, const json& seats) {
  const std::lock_guard lock{mutex_};
  ++responses_;
  const std::string id = receipt.at("reqId");
  known_booking fresh{show, seats, receipt.at("amount"), receipt.at("number"), "IN_REVIEW", {}};
  if (!bookings_.emplace(id, fresh).second)
    wrong_.push_back("two bookings were given the handle " + id);
  by_show_[show].push_back(id);
}

void booking_history::seen(const json& ticket) {
  const std::lock_guard lock{mutex_};
  ++responses_;
  const std::string id = ticket.at("reqId");
  auto& known = bookings_.at(id);
  advance(known, id, ticket.at("status"));
  const std::string pay_by = ticket.value("payBy", "");
  if (!known.pay_by.empty() && pay_by != known.pay_by)
    wrong_.push_back(id + ": payBy was " + known.pay_by + ", is '" + pay_by + "'");
  known.pay_by = pay_by;
}

void booking_history::payment_reported(const json& response, const std::string& payment) {
  const std::lock_guard lock{mutex_};
  ++responses_;
  const std::string id = response.at("reqId");
  const std::string outcome = response.at("outcome");
  if (outcome == "PAID")
    advance(bookings_.at(id), id, "PAID");
  else if (outcome == "REFUND_DUE")
    refunds_.emplace(id, payment);
}

void booking_history::cancelled(const std::string& booking) {
  const std::lock_guard lock{mutex_};
  ++responses_;
  advance(bookings_.at(booking), booking, "CANCELLED");
}

void booking_history::unexpected(const std::string& what) {
  const std::lock_guard lock{mutex_};
  wrong_.push_back(what);
}

void booking_history::advance(known_booking& known, const std::string& id,
                              const std::string& status) {
  if (!may_follow(known.status, status))
    wrong_.push_back(id + ": was " + known.status + ", then " + status);
  known.status = status;
}

std::size_t booking_history::bookings() const {
  const std::lock_guard lock{mutex_};
  return bookings_.size();
}

std::size_t booking_history::responses() const {
  const std::lock_guard lock{mutex_};
  return responses_;
}

std::string booking_history::summary() const {
  const std::lock_guard lock{mutex_};
  std::map<std::string, std::size_t> count;
  for (const auto& [id, known] : bookings_)
    ++count[known.status];
  std::string text = std::to_string(bookings_.size()) + " bookings:";
  for (const auto& [status, number] : count)
    text += " " + std::to_string(number) + " " + status;
  return text + ", " + std::to_string(refunds_.size()) + " refunds due";
}

json booking_history::compare_ticket(const std::string& id, const known_booking& known,
                                     http_client& client, std::vector<std::string>& wrong) const {
  const auto got = client.get("/api/ticket/" + id);
  if (got.status != 200) {
    wrong.push_back(id + ", last seen " + known.status + ", is gone: " + got.summary());
    return {{"reqId", id}};
  }
  const auto& ticket = got.body;
  const std::string status = ticket.value("status", "none");
  if (!may_follow(known.status, status))
    wrong.push_back(id + ": was " + known.status + ", is " + status);
  if (ticket.value("seats", json{}) != known.seats || ticket.value("movieShowId", "") != known.show)
    wrong.push_back(id + ": other seats than requested: " + got.text);
  if (ticket.value("amount", json{}) != known.amount ||
      ticket.value("number", json{}) != known.number)
    wrong.push_back(id + ": other amount or number than before: " + got.text);
  if (!known.pay_by.empty() && ticket.value("payBy", "") != known.pay_by)
    wrong.push_back(id + ": payBy was " + known.pay_by + ": " + got.text);
  return ticket;
}

std::vector<std::string> booking_history::show_violations(const std::string& show,
                                                          http_client& client) const {
  std::vector<std::string> wrong;
  for (int attempt = 0; attempt < 20; ++attempt) {
    wrong.clear();
    const auto before = seat_map(client, show);
    std::vector<json> tickets;
    for (const auto& id : by_show_.at(show))
      tickets.push_back(compare_ticket(id, bookings_.at(id), client, wrong));
    auto expected = owned_seats(tickets, wrong);
    const auto after = seat_map(client, show);
    if (before.at("version") != after.at("version"))
      continue; // A timer came round meanwhile; compare a show without changes.
    for (const auto& [seat, state] : after.at("seats").items()) {
      const bool owned = state == "held" || state == "sold";
      if (owned ? expected[seat] != state : expected.count(seat) != 0)
        wrong.push_back(show + ": seat " + seat + " is shown " + state.dump() +
                        ", by its bookings '" + expected[seat] + "'");
    }
    return wrong;
  }
  wrong.push_back(show + " never stands still");
  return wrong;
}

void booking_history::compare_refunds(http_client& client, std::vector<std::string>& wrong) const {
  std::set<refund> listed;
  for (const auto& item : all_pages(client, "/api/refund", "refunds", 1000, as_operator())) {
    const refund due{item.at("reqId"), item.at("paymentId")};
    if (!listed.insert(due).second)
      wrong.push_back("refund listed twice: " + item.dump());
    if (refunds_.count(due) == 0)
      wrong.push_back("refund without a REFUND_DUE response: " + item.dump());
  }
  for (const auto& due : refunds_)
    if (listed.count(due) == 0)
      wrong.push_back(due.first + ": the refund of payment " + due.second + " is lost");
}

std::vector<std::string> booking_history::violations(http_client& client) const {
  const std::lock_guard lock{mutex_};
  auto wrong = wrong_;
  for (const auto& [show, ids] : by_show_)
    for (const auto& violation : show_violations(show, client))
      wrong.push_back(violation);
  compare_refunds(client, wrong);
  if (wrong.size() > most_violations) {
    const auto count = wrong.size();
    wrong.resize(most_violations);
    wrong.push_back("… " + std::to_string(count) + " in all");
  }
  return wrong;
}

std::unique_ptr<booking_history> booking_history::so_far() const {
  auto copy = std::make_unique<booking_history>();
  const std::lock_guard lock{mutex_};
  copy->bookings_ = bookings_;
  copy->by_show_ = by_show_;
  copy->refunds_ = refunds_;
  return copy;
}

std::vector<std::string> booking_history::missing(http_client& client) const {
  const std::lock_guard lock{mutex_};
  std::vector<std::string> wrong;
  for (const auto& [id, known] : bookings_)
    compare_ticket(id, known, client, wrong);
  return wrong;
}

} // namespace boxoffice::tests

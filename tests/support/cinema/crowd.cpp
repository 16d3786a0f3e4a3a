#include "tests/support/cinema/crowd.hpp"

#include "tests/support/cinema/halls.hpp"
#include "tests/support/clock.hpp"
#include "tests/support/eventually.hpp"

#include <optional>
#include <stdexcept>

namespace boxoffice::tests {

namespace {

constexpr auto response_timeout = std::chrono::seconds{60};

/// The crowd was sent away in the middle of a call.
struct sent_away {};

} // namespace

struct crowd::customer {
  std::mt19937_64 random;
  std::string name;
  unsigned calls = 0;
  std::size_t server = 0;       ///< index of the server that gets the requests
  std::size_t connected_to = 0; ///< index of the server that `client` is connected to
  std::uint16_t port = 0;
  std::optional<http_client> client;

  unsigned below(unsigned end) { return static_cast<unsigned>(random() % end); }
  std::string fresh_key() { return name + "-" + std::to_string(++calls); }

  http_client& client_of(const std::string& host, std::uint16_t present_port) {
    // Servers of two hosts may well have the same port.
    if (!client || port != present_port || connected_to != server)
      client.emplace(present_port, response_timeout, host);
    port = present_port;
    connected_to = server;
    return *client;
  }
};

crowd::crowd(crowd_plan plan, const provider& bank, booking_history& history,
             const std::vector<std::uint16_t>& ports, std::vector<std::string> hosts)
    : plan_{std::move(plan)},
      bank_{bank},
      history_{history},
      hosts_{hosts.empty() ? std::vector<std::string>(ports.size(), "127.0.0.1")
                           : std::move(hosts)},
      ports_{ports.begin(), ports.end()} {
  if (hosts_.size() != ports_.size())
    throw std::invalid_argument{"a crowd needs one host for each port"};
  for (unsigned i = 0; i < plan_.clients; ++i)
    clients_.emplace_back([this, i] { live(i); });
}

crowd::~crowd() {
  abandoned_ = true;
  finish();
}

void crowd::finish() {
  closing_ = true;
  for (auto& client : clients_)
    client.join();
  clients_.clear();
}

bool crowd::wait_for_responses(std::size_t more, std::chrono::milliseconds deadline) const {
  const auto target = history_.responses() + more;
  return eventually(deadline, [&] { return history_.responses() >= target; });
}

void crowd::live(unsigned index) {
  customer who;
  who.random.seed(plan_.seed * 1'000'003 + index);
  who.server = index % ports_.size();
  who.name = "c" + std::to_string(plan_.seed) + "-" + std::to_string(index);
  try {
    while (!closing_)
      if (!book_and_pay(who))
        return;
  } catch (const sent_away&) {
    return;
  } catch (const std::exception& error) {
    history_.unexpected(who.name + ": " + error.what());
  }
}

/// False when the client has lost its patience and should not go on.
bool crowd::book_and_pay(customer& who) {
  const auto& show = plan_.shows[who.below(static_cast<unsigned>(plan_.shows.size()))];
  const auto row = who.below(plan_.rows);
  const auto count = 1 + who.below(3);
  const auto first = 1 + who.below(plan_.seats_per_row - count + 1);
  json seats = json::array();
  for (unsigned i = 0; i < count; ++i)
    seats.push_back(seat_name(row, first + i));
  const json body = {
      {"userMail", who.name + "@example.com"}, {"movieShowId", show}, {"seats", seats}};
  const header_list key = {{"Idempotency-Key", who.fresh_key()}};
  const auto got = insist(
      who, show, [&](http_client& client) { return client.post("/api/ticket/book", body, key); });
  if (got.code() == "SEATS_UNAVAILABLE")
    return true;
  if (got.status != 202) {
    history_.unexpected("book: " + got.summary());
    return false;
  }
  history_.booked(got.body, show, seats);
  pay_or_cancel(who, decision(who, show, got.body.at("reqId")));
  return true;
}

json crowd::decision(customer& who, const std::string& show, const std::string& booking) {
  json ticket;
  const bool decided = eventually(patience, [&] {
    const auto got = insist(
        who, show, [&](http_client& client) { return client.get("/api/ticket/" + booking); });
    if (got.status != 200)
      throw std::runtime_error{"ticket " + booking + ": " + got.summary()};
    ticket = got.body;
    return ticket.at("status") != "IN_REVIEW";
  });
  history_.seen(ticket);
  if (!decided)
    throw std::runtime_error{"never decided: " + ticket.dump()};
  return ticket;
}

void crowd::pay_or_cancel(customer& who, const json& ticket) {
  const auto chance = who.below(100);
  if (ticket.at("status") != "CONFIRMED") {
    if (chance < 10) // Money for what is no longer to be had must be due back.
      pay(who, ticket, "SUCCESS");
    return;
  }
  if (chance < 15)
    return; // Walks away: the hold stays.
  if (chance < 30) {
    cancel(who, ticket);
    if (chance < 20)
      pay(who, ticket, "SUCCESS");
    return;
  }
  if (chance < 40)
    pay(who, ticket, "FAILED");
  pay(who, ticket, "SUCCESS");
  if (chance > 94)
    pay(who, ticket, "SUCCESS"); // With another paymentId: due back.
}

void crowd::pay(customer& who, const json& ticket, const std::string& status) {
  notice what;
  what.booking = ticket.at("reqId");
  what.payment = "pay-" + who.fresh_key();
  what.status = status;
  what.value = ticket.at("amount").at("value");
  what.currency = ticket.at("amount").at("currency");
  if (status == "SUCCESS")
    what.paid_at = rfc3339(wall_now());
  const auto got = insist(who, ticket.at("movieShowId"),
                          [&](http_client& client) { return bank_.notify(client, what); });
  if (got.status != 200)
    history_.unexpected("payment of " + what.booking + ": " + got.summary());
  else
    history_.payment_reported(got.body, what.payment);
}

void crowd::cancel(customer& who, const json& ticket) {
  const std::string booking = ticket.at("reqId");
  const std::string show = ticket.at("movieShowId");
  const auto got =
      insist(who, show, [&](http_client& client) { return client.del("/api/ticket/" + booking); });
  if (got.status == 200)
    return history_.cancelled(booking);
  if (got.code() != "NOT_CANCELLABLE")
    return history_.unexpected("cancellation of " + booking + ": " + got.summary());
  // The first attempt may have succeeded and its response been lost; then it is cancelled already.
  history_.seen(insist(who, show, [&](http_client& client) {
                  return client.get("/api/ticket/" + booking);
                }).body);
}

response crowd::insist(customer& who, const std::string& show, const call& ask) {
  response got;
  std::string last = "no attempt";
  const bool responded = eventually(patience, [&] {
    if (abandoned_)
      throw sent_away{};
    try {
      got = ask(who.client_of(hosts_[who.server], ports_[who.server]));
      last = got.summary();
      if (got.status != 503)
        return true;
    } catch (const connection_broken& broken) {
      last = broken.what();
    }
    plan_.on_no_response(show, who.server);
    who.server = (who.server + 1) % ports_.size();
    return false;
  });
  if (!responded)
    throw std::runtime_error{"no response in a minute: " + last};
  return got;
}

} // namespace boxoffice::tests

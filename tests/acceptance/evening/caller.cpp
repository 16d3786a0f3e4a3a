#include "tests/acceptance/evening/caller.hpp"

#include "tests/support/eventually.hpp"

#include <stdexcept>
#include <utility>

namespace boxoffice::tests {

std::string ticket_target(const json& ticket, const std::string& rest) {
  return "/api/ticket/" + ticket.at("reqId").get<std::string>() + rest;
}

caller::caller(cinema_fixture& cinema, client_records& records, std::string name)
    : cinema_{cinema},
      records_{records},
      name_{std::move(name)},
      client_{cinema.another_client()} {}

response caller::ask(const std::string& show, json wish, const std::string& mail) {
  wish["userMail"] = mail;
  wish["movieShowId"] = show;
  auto got = client_.post("/api/ticket/book", wish);
  if (got.status == 202)
    records_.answers.receipt(name_, got.body);
  return got;
}

json caller::ticket(const std::string& booking) {
  auto got = require_status(client_.get("/api/ticket/" + booking), 200, "ticket").body;
  records_.answers.ticket(name_, got);
  return got;
}

json caller::decided(const std::string& booking) {
  json seen;
  if (!eventually(patience, [&] { return (seen = ticket(booking)).at("status") != "IN_REVIEW"; }))
    throw std::runtime_error{"still under review: " + seen.dump()};
  return seen;
}

json caller::once(const std::string& booking, const std::string& status) {
  json seen;
  if (!eventually(patience, [&] { return (seen = ticket(booking)).at("status") == status; }))
    throw std::runtime_error{"never became " + status + ": " + seen.dump()};
  return seen;
}

response caller::cancel(const std::string& booking) {
  auto got = client_.del("/api/ticket/" + booking);
  if (got.status == 200)
    records_.answers.ticket(name_, got.body);
  return got;
}

json caller::seats(const std::string& show) {
  auto got = require_status(client_.get("/api/movieshow/" + show + "/seats"), 200, "seats").body;
  records_.answers.seats(name_, got);
  return got;
}

json caller::show(const std::string& show) {
  auto got = require_status(client_.get("/api/movieshow/" + show), 200, "show").body;
  records_.answers.show(name_, got);
  return got;
}

json caller::notify(const notice& what) {
  auto got = require_status(cinema_.bank().notify(client_, what), 200, "payment").body;
  records_.answers.payment(name_, what, got);
  if (what.status == "SUCCESS")
    records_.money.received(what.booking, what.payment, what.value);
  else if (what.status == "REFUNDED")
    records_.money.returned(what.booking, what.value);
  return got;
}

json caller::pay(const json& ticket, const std::string& payment) {
  return notify(cinema_.payment_for(ticket, payment));
}

response caller::patch(const std::string& show, const json& changes) {
  auto got = client_.send("PATCH", "/api/movieshow/" + show, changes.dump(),
                          as_operator({{"Content-Type", "application/merge-patch+json"}}));
  if (got.status == 200)
    records_.answers.show(name_, got.body);
  return got;
}

response caller::operate(const std::string& target, const json& body) {
  auto got = client_.post(target, body, as_operator());
  if (got.status == 200 && got.body.contains("reqId"))
    records_.answers.ticket(name_, got.body);
  else if (got.status == 200)
    records_.answers.show(name_, got.body);
  return got;
}

response caller::sell(const std::string& show, const json& sale) {
  auto got = client_.post("/api/movieshow/" + show + "/sell", sale, as_operator());
  if (got.status == 201) {
    records_.answers.ticket(name_, got.body);
    records_.money.received(got.body.at("reqId"), "till", got.body.at("amount").at("value"));
  }
  return got;
}

json caller::confirmed(const std::string& show, const json& wish, const std::string& mail) {
  const auto receipt = require_status(ask(show, wish, mail), 202, "book " + wish.dump()).body;
  auto held = decided(receipt.at("reqId"));
  if (held.at("status") != "CONFIRMED")
    throw std::runtime_error{"not confirmed: " + held.dump()};
  return held;
}

json caller::paid(const std::string& show, const json& wish, const std::string& mail,
                  const std::string& payment) {
  const auto held = confirmed(show, wish, mail);
  const auto outcome = pay(held, payment);
  if (outcome.at("outcome") != "PAID")
    throw std::runtime_error{"not paid: " + outcome.dump()};
  return ticket(held.at("reqId"));
}

} // namespace boxoffice::tests

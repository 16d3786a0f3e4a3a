#pragma once

#include "tests/acceptance/evening/answer_log.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"

#include <string>

namespace boxoffice::tests {

/// Makes its calls one after another over a connection of its own and records the answers: a
/// customer's browser, the till or the operator. The functions throw with the server's response if
/// it is not the expected one. One thread at a time.
class caller {
public:
  caller(cinema_fixture& cinema, client_records& records, std::string name);

  const std::string& name() const { return name_; }
  http_client& client() { return client_; }

  /// `wish` has `seats` or `bestAvailable`; the response may be a refusal.
  response ask(const std::string& show, json wish, const std::string& mail);
  json ticket(const std::string& booking);
  json decided(const std::string& booking); ///< Waits until it is no longer IN_REVIEW.
  json once(const std::string& booking, const std::string& status); ///< Waits for the status.
  /// By its holder; the response may be a refusal.
  response cancel(const std::string& booking);
  json seats(const std::string& show); ///< The whole body.
  json show(const std::string& show);

  /// Reports to the server what the provider knows of a payment; returns the answer.
  json notify(const notice& what);
  /// SUCCESS over the ticket's amount, paid now.
  json pay(const json& ticket, const std::string& payment);

  /// The operator's calls whose response is a show or a ticket; it may be a refusal.
  response patch(const std::string& show, const json& changes);
  response operate(const std::string& target, const json& body = json::object());
  /// A sale at the counter; the response may be a refusal.
  response sell(const std::string& show, const json& sale);

  /// The whole way of a booking that nobody contests.
  json confirmed(const std::string& show, const json& wish, const std::string& mail);
  json paid(const std::string& show, const json& wish, const std::string& mail,
            const std::string& payment);

private:
  cinema_fixture& cinema_;
  client_records& records_;
  std::string name_;
  http_client client_;
};

/// `/api/ticket/REQID` and the rest.
std::string ticket_target(const json& ticket, const std::string& rest = {});

} // namespace boxoffice::tests

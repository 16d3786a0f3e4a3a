#pragma once

#include "tests/support/cinema/booking_history.hpp"
#include "tests/support/cinema/provider.hpp"
#include "tests/support/clients/http_client.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace boxoffice::tests {

/// The shows of the crowd and the number of clients. All shows have `rows` × `seats_per_row` seats.
struct crowd_plan {
  unsigned clients = 64;
  std::uint64_t seed = 1;
  std::vector<std::string> shows;
  unsigned rows = 10;
  unsigned seats_per_row = 20;
  /// Called after each 503 and each broken connection with the show of the request and the index of
  /// the server. From any client's thread.
  std::function<void(const std::string& show, std::size_t server)> on_no_response =
      [](const std::string&, std::size_t) {};
};

/// Clients that book, wait for the review, then pay, pay twice, pay by a failed attempt first,
/// cancel, or walk away, until finish(). If the connection breaks or the server
/// returns 503, a client repeats the same call with the same Idempotency-Key or paymentId until
/// it has a response, so every booking ends up in the history. Of several servers of a cluster each
/// client uses one, and after a call without a response the next.
class crowd {
public:
  crowd(crowd_plan plan, const provider& bank, booking_history& history, std::uint16_t port)
      : crowd{std::move(plan), bank, history, std::vector<std::uint16_t>{port}} {}
  /// `hosts` are the addresses of the servers, one for each port; empty: all are on loopback.
  crowd(crowd_plan plan, const provider& bank, booking_history& history,
        const std::vector<std::uint16_t>& ports, std::vector<std::string> hosts = {});
  ~crowd(); ///< Stops without waiting for responses that are still missing.
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  /// A server is back, on this port of the same host.
  void moved_to(std::uint16_t port, std::size_t server = 0) { ports_[server] = port; }
  /// Blocks until the history has grown by `more` responses; false at the deadline.
  bool wait_for_responses(std::size_t more, std::chrono::milliseconds deadline) const;
  /// Lets every client finish the booking it is at, then sends them home.
  void finish();

private:
  struct customer;
  using call = std::function<response(http_client&)>;

  void live(unsigned index);
  bool book_and_pay(customer& who);
  void pay_or_cancel(customer& who, const json& ticket);
  void pay(customer& who, const json& ticket, const std::string& status);
  void cancel(customer& who, const json& ticket);
  json decision(customer& who, const std::string& show, const std::string& booking);
  response insist(customer& who, const std::string& show, const call& ask);

  const crowd_plan plan_;
  const provider& bank_;
  booking_history& history_;
  const std::vector<std::string> hosts_;
  std::vector<std::atomic<std::uint16_t>> ports_;
  std::atomic<bool> closing_{false};   ///< Begin no further booking.
  std::atomic<bool> abandoned_{false}; ///< Do not even finish the present one.
  std::vector<std::thread> clients_;
};

} // namespace boxoffice::tests

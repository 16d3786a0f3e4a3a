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

/// Where the crowd goes and how many they are. All shows have `rows` × `seats_per_row` seats.
struct crowd_plan {
  unsigned clients = 64;
  std::uint64_t seed = 1;
  std::vector<std::string> shows;
  unsigned rows = 10;
  unsigned seats_per_row = 20;
  /// Told of each 503 and each broken connection: the show that was asked for, and the place of the
  /// server among those of the crowd. From any client's thread.
  std::function<void(const std::string& show, std::size_t server)> on_no_answer =
      [](const std::string&, std::size_t) {};
};

/// Clients that book, wait for the review, then pay, pay twice, pay by a failed attempt first,
/// cancel, or walk away, for as long as they are let. Where the connection breaks or the server
/// answers 503, a client repeats the same call with the same Idempotency-Key or paymentId until
/// it has an answer, so every booking ends up in the history. Of several servers of a cluster each
/// client asks one, and after a call without an answer the next.
class crowd {
public:
  crowd(crowd_plan plan, const provider& bank, booking_history& history, std::uint16_t port)
      : crowd{std::move(plan), bank, history, std::vector<std::uint16_t>{port}} {}
  /// `hosts` are the addresses of the servers, one for each port; empty: all are on loopback.
  crowd(crowd_plan plan, const provider& bank, booking_history& history,
        const std::vector<std::uint16_t>& ports, std::vector<std::string> hosts = {});
  ~crowd(); ///< Stops without waiting for answers that are still missing.
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  /// A server is back, on this port of the same host.
  void moved_to(std::uint16_t port, std::size_t server = 0) { ports_[server] = port; }
  /// Blocks until the history has grown by `more` answers; false at the deadline.
  bool wait_for_answers(std::size_t more, std::chrono::milliseconds deadline) const;
  /// Lets every client finish the booking it is at, then sends them home.
  void finish();

private:
  struct visitor;
  using call = std::function<response(http_client&)>;

  void live(unsigned index);
  bool book_and_pay(visitor& who);
  void settle(visitor& who, const json& ticket);
  void pay(visitor& who, const json& ticket, const std::string& status);
  void cancel(visitor& who, const json& ticket);
  json decision(visitor& who, const std::string& show, const std::string& booking);
  response insist(visitor& who, const std::string& show, const call& ask);

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

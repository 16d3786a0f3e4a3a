#pragma once

#include "tests/support/clients/http_client.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::tests {

/// The responses that clients got, and the check that they still hold. Responses are noted from any
/// thread; call `violations` when no client is at work any more.
class booking_history {
public:
  /// A 202. `receipt` is its body; the booking must exist from now on with these seats.
  void booked(const json& receipt, const std::string& show, const json& seats);
  /// A 200 to a ticket call. Notes a violation if its state cannot follow the one before.
  void seen(const json& ticket);
  /// A 200 to a payment callback.
  void payment_reported(const json& response, const std::string& payment);
  /// A 200 to a cancellation by the holder.
  void cancelled(const std::string& booking);
  /// A response that the contract does not allow at all.
  void unexpected(const std::string& what);

  std::size_t bookings() const;
  std::size_t responses() const; ///< All calls above.
  std::string summary() const;   ///< Bookings by their last known status, for the test's log.

  /// Reads everything from the server and compares: each booking is there with its seats, amount
  /// and a status that may follow the known one; no seat has two owners; the seat map shows
  /// exactly the owners; each refund that was promised is listed, and no other, once each.
  /// All bookings of the shows must have been made by clients of this history.
  std::vector<std::string> violations(http_client& client) const;

  /// A copy of the history so far, to compare with a backup that may have later bookings too.
  std::unique_ptr<booking_history> so_far() const;
  /// Each booking that the server does not have or has with other data; ignores seats and refunds.
  std::vector<std::string> missing(http_client& client) const;

private:
  struct known_booking {
    std::string show;
    json seats;
    json amount;
    json number;
    std::string status = "IN_REVIEW";
    std::string pay_by;
  };
  using refund = std::pair<std::string, std::string>; ///< reqId, paymentId

  void advance(known_booking& known, const std::string& id, const std::string& status);
  json compare_ticket(const std::string& id, const known_booking& known, http_client& client,
                      std::vector<std::string>& wrong) const;
  std::vector<std::string> show_violations(const std::string& show, http_client& client) const;
  void compare_refunds(http_client& client, std::vector<std::string>& wrong) const;

  mutable std::mutex mutex_;
  std::map<std::string, known_booking> bookings_;
  std::map<std::string, std::vector<std::string>> by_show_;
  std::set<refund> refunds_;
  std::vector<std::string> wrong_;
  std::size_t responses_ = 0;
};

} // namespace boxoffice::tests

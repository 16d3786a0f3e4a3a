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

/// What clients were told, and the check that it still holds. Answers are noted from any thread;
/// `violations` is asked when no client is at work any more.
class booking_history {
public:
  /// A 202. `receipt` is its body; the booking must exist from now on with these seats.
  void booked(const json& receipt, const std::string& show, const json& seats);
  /// A 200 to a ticket call. Also notes where it does not follow from what was told before.
  void seen(const json& ticket);
  /// A 200 to a payment callback.
  void payment_answered(const json& answer, const std::string& payment);
  /// A 200 to a cancellation by the holder.
  void cancelled(const std::string& booking);
  /// An answer that the contract does not allow at all.
  void unexpected(const std::string& what);

  std::size_t bookings() const;
  std::size_t answers() const; ///< All calls above.
  std::string summary() const; ///< Bookings by the last status told, for the test's log.

  /// Asks the server for everything and compares: each booking is there with its seats, amount
  /// and a status that may follow the one told; no seat has two owners; the seat map shows
  /// exactly the owners; each refund that was promised is listed, and no other, once each.
  /// All bookings of the shows must have been made by clients of this history.
  std::vector<std::string> violations(http_client& client) const;

  /// What was told so far, to be compared with a copy that others' bookings may have come into too.
  std::unique_ptr<booking_history> so_far() const;
  /// Each booking that the server has not, or tells otherwise; nothing about seats and refunds.
  std::vector<std::string> missing(http_client& client) const;

private:
  struct told {
    std::string show;
    json seats;
    json amount;
    json number;
    std::string status = "IN_REVIEW";
    std::string pay_by;
  };
  using refund = std::pair<std::string, std::string>; ///< reqId, paymentId

  void advance(told& known, const std::string& id, const std::string& status);
  json compare_ticket(const std::string& id, const told& known, http_client& client,
                      std::vector<std::string>& wrong) const;
  std::vector<std::string> show_violations(const std::string& show, http_client& client) const;
  void compare_refunds(http_client& client, std::vector<std::string>& wrong) const;

  mutable std::mutex mutex_;
  std::map<std::string, told> bookings_;
  std::map<std::string, std::vector<std::string>> by_show_;
  std::set<refund> refunds_;
  std::vector<std::string> wrong_;
  std::size_t answers_ = 0;
};

} // namespace boxoffice::tests

// The money received from the payment provider, for the auditor.
#pragma once

#include "events/audit/words.hpp"

#include <map>

namespace boxoffice::events {

/// Money received and not returned, by currency. Sums wrap around without harm to the balance.
class till {
public:
  void receive(const money& amount);
  void give_back(const money& amount);
  /// An objection if that is not the money of PAID bookings and of refunds due.
  [[nodiscard]] objection difference(const show_state& show) const;

private:
  std::map<std::string, std::uint64_t> here_;
};

} // namespace boxoffice::events

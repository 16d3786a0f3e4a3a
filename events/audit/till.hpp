// The money that the provider brought, for the auditor.
#pragma once

#include "events/audit/words.hpp"

#include <map>

namespace boxoffice::events {

/// The provider's money that is here, by currency. Sums wrap around; what balances still does.
class till {
public:
  void receive(const money& amount);
  void give_back(const money& amount);
  /// Tells where the money here is not what PAID bookings keep and what is due back.
  [[nodiscard]] objection difference(const show_state& show) const;

private:
  std::map<std::string, std::uint64_t> here_;
};

} // namespace boxoffice::events

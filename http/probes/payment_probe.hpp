// What is recorded about payments that belong to no booking, and about refunds that failed.
#pragma once

#include "actors/probe.hpp"
#include "events/commands.hpp"
#include "events/currencies.hpp"

#include <vector>

namespace boxoffice::http {

/// Safe to use from any thread.
struct payment_probe {
  actors::counters_of<events::payment_status> callbacks;
  /// Minor units of SUCCESS callbacks by the place of their currency in currencies(); the last is
  /// for all others.
  std::vector<metrics::counter> amounts =
      std::vector<metrics::counter>(events::currencies().size() + 1);

  /// Messages of the provider that a refund did not reach the customer.
  metrics::counter failed_refunds;

  void count(const events::record_payment& unknown) {
    callbacks.count(unknown.status);
    if (unknown.status != events::payment_status::success)
      return;
    const auto* known = events::find_currency(unknown.amount.currency);
    auto place = known == nullptr ? amounts.size() - 1
                                  : static_cast<std::size_t>(known - events::currencies().data());
    amounts[place].add(static_cast<std::uint64_t>(unknown.amount.value));
  }
};

} // namespace boxoffice::http

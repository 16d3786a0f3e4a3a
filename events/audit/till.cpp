#include "events/audit/till.hpp"

namespace boxoffice::events {

void till::receive(const money& amount) {
  here_[amount.currency] += static_cast<std::uint64_t>(amount.value);
}

void till::give_back(const money& amount) {
  here_[amount.currency] -= static_cast<std::uint64_t>(amount.value);
}

objection till::difference(const show_state& show) const {
  auto left = here_;
  auto account = [&](const money& amount) {
    left[amount.currency] -= static_cast<std::uint64_t>(amount.value);
  };
  for (const auto& booked : show.bookings) {
    if (booked.status == booking_status::paid)
      account(booked.details->kept);
    for (const auto& due : booked.details->refunds)
      account(due.amount);
  }
  for (const auto& [currency, amount] : left)
    if (amount != 0)
      return sentence("the money does not add up: of what was received and not returned, ",
                      static_cast<std::int64_t>(amount), " ", currency,
                      " is neither kept by a PAID booking nor due back");
  return std::nullopt;
}

} // namespace boxoffice::events

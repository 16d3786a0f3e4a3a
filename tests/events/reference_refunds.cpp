// What the reference makes of REFUNDED messages: the table of spec section 5.
#include "tests/events/reference_show.hpp"

#include <algorithm>

#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

/// What tells a message of one kind from another one about the same payment.
std::string mark_of(const money& amount, const std::optional<std::string>& dispute) {
  return dispute ? "dispute " + *dispute : std::to_string(amount.value) + ' ' + amount.currency;
}

} // namespace

void reference_show::note_money_back(std::uint64_t seq, booking_number number,
                                     const payment_id& payment, const money& amount,
                                     const std::optional<std::string>& dispute) {
  auto& last = went_back_[{number, payment.text, mark_of(amount, dispute)}];
  RC_ASSERT(!dispute || last == 0U || last + 1 == seq); // One dispute is in one append.
  last = seq;
}

/// Money that no refund is due for.
reference_show::money_back reference_show::not_due(booking_number number,
                                                   const record_payment& message,
                                                   std::int64_t amount) const {
  auto payer = paid_by_.find(number);
  auto is_payer = payer != paid_by_.end() && payer->second == message.payment.text &&
                  bookings_.at(number).status == booking_status::paid;
  if (!is_payer)
    return {{}, 0, errc::no_refund_due};
  const auto& paid = money_.at({number, message.payment.text});
  if (message.amount.currency != paid.amount.currency || amount < 1 || amount > paid.kept)
    return {{}, 0, errc::invalid_request};
  return {{}, amount, {}};
}

reference_show::money_back reference_show::expected(booking_number number,
                                                    const record_payment& message) const {
  if (message.payment.text == "free") // The provider has no such payment.
    return {{}, 0, errc::invalid_request};
  const auto* paid = money_of(number, message.payment.text);
  std::vector<std::pair<std::uint64_t, std::int64_t>> due; // By seq, the oldest first.
  if (paid != nullptr)
    for (const auto& [amount, seq] : paid->due)
      due.emplace_back(seq, amount);
  std::ranges::sort(due);
  auto is_known =
      went_back_.contains({number, message.payment.text, mark_of(message.amount, message.dispute)});
  if (message.dispute && is_known)
    return {};
  auto is_its_currency = paid != nullptr && paid->amount.currency == message.amount.currency;
  if (is_its_currency && paid->due.contains(message.amount.value))
    return {{message.amount.value}, 0, {}};
  if (!message.dispute && is_known)
    return {};
  if (due.empty())
    return not_due(number, message, message.amount.value);
  // Other amounts are due. Only a dispute may pay for several of them, and for more.
  auto left = message.amount.value;
  money_back parts;
  for (const auto& [seq, amount] : due)
    if (message.dispute && is_its_currency && left > 0) {
      left -= amount;
      parts.settled.push_back(amount);
    }
  if (parts.settled.empty() || left < 0)
    return {{}, 0, errc::invalid_request};
  auto rest = left == 0 ? money_back{} : not_due(number, message, left);
  if (rest.refused)
    return {{}, 0, errc::invalid_request};
  parts.reversed = rest.reversed;
  return parts;
}

void reference_show::check_refund(booking_number number, const record_payment& message,
                                  const std::vector<event>& events,
                                  const std::optional<refusal>& refused) const {
  if (message.status != payment_status::refunded)
    return;
  money_back came;
  if (refused)
    came.refused = refused->code;
  for (const auto& each : events) {
    if (const auto* settled = std::get_if<refund_completed>(&each)) {
      RC_ASSERT(came.reversed == 0);
      RC_ASSERT(settled->dispute == message.dispute);
      came.settled.push_back(settled->amount.value);
    } else if (const auto* reversed = std::get_if<payment_reversed>(&each)) {
      RC_ASSERT(reversed->dispute == message.dispute);
      came.reversed += reversed->amount.value;
    }
  }
  auto wanted = expected(number, message);
  RC_ASSERT(came.settled == wanted.settled);
  RC_ASSERT(came.reversed == wanted.reversed);
  RC_ASSERT(came.refused == wanted.refused);
}

} // namespace boxoffice::events::tests

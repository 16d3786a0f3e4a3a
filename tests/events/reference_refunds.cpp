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

template <class Fact>
void reference_show::note_money_back(std::uint64_t seq, const Fact& fact) {
  if (fact.total) {
    auto& [largest, sum] = totals_[{fact.number, fact.payment.text}];
    largest = std::max(largest, *fact.total);
    sum += fact.amount.value;
    return;
  }
  auto& last = went_back_[{fact.number, fact.payment.text, mark_of(fact.amount, fact.dispute)}];
  RC_ASSERT(!fact.dispute || last == 0U || last + 1 == seq); // One dispute is in one append.
  last = seq;
}
template void reference_show::note_money_back(std::uint64_t, const refund_completed&);
template void reference_show::note_money_back(std::uint64_t, const payment_reversed&);

bool reference_show::is_payer(booking_number number, const payment_id& payment) const {
  auto payer = paid_by_.find(number);
  return payer != paid_by_.end() && payer->second == payment.text &&
         bookings_.at(number).status == booking_status::paid;
}

/// Money that no refund is due for, of no dispute and no total.
reference_show::money_back reference_show::not_due(booking_number number,
                                                   const record_payment& message) const {
  if (!is_payer(number, message.payment))
    return {{}, 0, 0, errc::no_refund_due};
  const auto& paid = money_.at({number, message.payment.text});
  auto amount = message.amount.value;
  if (message.amount.currency != paid.amount.currency || amount < 1 || amount > paid.kept)
    return {{}, 0, 0, errc::invalid_request};
  return {{}, amount, 0, {}};
}

/// A dispute or a total of a payment that was received, all of which is recorded.
reference_show::money_back reference_show::in_full(booking_number number,
                                                   const record_payment& message) const {
  auto left = message.amount.value;
  if (message.in_total) {
    auto before = totals_.find({number, message.payment.text});
    auto [largest, sum] =
        before == totals_.end() ? std::pair<std::int64_t, std::int64_t>{} : before->second;
    if (left <= largest)
      return {};
    left -= sum;
  } else if (went_back_.contains(
                 {number, message.payment.text, mark_of(message.amount, message.dispute)})) {
    return {};
  }
  const auto* paid = money_of(number, message.payment.text);
  if (paid == nullptr)
    return {{}, 0, 0, errc::no_refund_due};
  if (paid->amount.currency != message.amount.currency || left == 0)
    return {{}, 0, 0, errc::invalid_request};
  if (paid->due.contains(left))
    return {{left}, 0, 0, {}};
  std::map<std::uint64_t, std::int64_t> by_age;
  for (const auto& [amount, seq] : paid->due)
    by_age.emplace(seq, amount);
  money_back parts;
  auto is_part_of_due = false;
  for (const auto& [seq, amount] : by_age) {
    if (left == 0)
      break;
    if (amount > left) {
      is_part_of_due = true;
      continue;
    }
    left -= amount;
    parts.settled.push_back(amount);
  }
  auto takes_kept = is_payer(number, message.payment) && !(message.in_total && is_part_of_due);
  parts.reversed = takes_kept ? std::min(left, paid->kept) : 0;
  parts.excess = left - parts.reversed;
  return parts;
}

reference_show::money_back reference_show::expected(booking_number number,
                                                    const record_payment& message) const {
  if (message.payment.text == "free") // The provider has no such payment.
    return {{}, 0, 0, errc::invalid_request};
  if (message.in_total || message.dispute)
    return in_full(number, message);
  const auto* paid = money_of(number, message.payment.text);
  auto is_its_currency = paid != nullptr && paid->amount.currency == message.amount.currency;
  if (is_its_currency && paid->due.contains(message.amount.value))
    return {{message.amount.value}, 0, 0, {}};
  if (went_back_.contains({number, message.payment.text, mark_of(message.amount, {})}))
    return {};
  if (paid != nullptr && !paid->due.empty())
    return {{}, 0, 0, errc::invalid_request};
  return not_due(number, message);
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
      RC_ASSERT(settled->total.has_value() == message.in_total);
      came.settled.push_back(settled->amount.value);
    } else if (const auto* reversed = std::get_if<payment_reversed>(&each)) {
      RC_ASSERT(reversed->dispute == message.dispute);
      RC_ASSERT(reversed->total ==
                (message.in_total ? std::optional{message.amount.value} : std::nullopt));
      came.reversed += reversed->amount.value;
      came.excess += reversed->excess.value_or(0);
    }
  }
  auto wanted = expected(number, message);
  RC_ASSERT(came.settled == wanted.settled);
  RC_ASSERT(came.reversed == wanted.reversed);
  RC_ASSERT(came.excess == wanted.excess);
  RC_ASSERT(came.refused == wanted.refused);
}

} // namespace boxoffice::events::tests

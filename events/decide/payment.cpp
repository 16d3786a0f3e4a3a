#include "events/decide/admission.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// The booking as it stands once its own claim or hold, where run out, is expired.
struct settled {
  booking_status status;
  bool was_confirmed; ///< it has a pay_by
};

settled settle(const booking& booked, time_ms at, const rules& rules) {
  auto status = ran_out(booked, at, rules) ? booking_status::expired : booked.status;
  return {status, booked.pay_by != 0};
}

/// Not blocked, sold, held or under review for another: what runs out at `at` is in nobody's way.
bool free_for(const show_state& show, const booking& booked, time_ms at, const rules& rules) {
  return std::all_of(booked.seats.begin(), booked.seats.end(), [&](seat_index index) {
    const auto& seat = show.seats[index];
    auto in_the_way = [&](booking_number number) {
      const auto* other = show.find(number);
      return number != booked.number && other != nullptr && !ran_out(*other, at, rules);
    };
    return !seat.blocked && !in_the_way(seat.owner) &&
           std::none_of(seat.claims.begin(), seat.claims.end(), in_the_way);
  });
}

/// The first reason of spec section 5's list that holds; nothing where the money buys the seats.
std::optional<refund_reason> why_not_paid(const show_state& show, const booking& booked,
                                          const record_payment& asked, const rules& rules) {
  auto now = settle(booked, asked.at, rules);
  if (now.status == booking_status::paid)
    return refund_reason::already_paid;
  if (now.status == booking_status::rejected)
    return refund_reason::rejected;
  if (now.status == booking_status::cancelled)
    return refund_reason::cancelled;
  if (now.status == booking_status::in_review || !now.was_confirmed)
    return refund_reason::not_confirmed;
  if (asked.amount.currency != show.plan->body.currency)
    return refund_reason::wrong_currency;
  if (asked.amount.value != booked.amount)
    return refund_reason::wrong_amount;
  if (now.status == booking_status::confirmed)
    return std::nullopt;
  if (*asked.paid_at > booked.pay_by || asked.at >= show.plan->body.starts_at)
    return refund_reason::too_late;
  if (show.sales == sales_status::cancelled)
    return refund_reason::show_cancelled;
  if (!free_for(show, booked, asked.at, rules))
    return refund_reason::seats_gone;
  return std::nullopt;
}

std::vector<event> succeeded(const show_state& show, const booking& booked,
                             const record_payment& asked, const rules& rules) {
  std::vector<event> events;
  auto late = settle(booked, asked.at, rules).status == booking_status::expired;
  auto refund = why_not_paid(show, booked, asked, rules);
  if (!refund && late)
    events = expire_what_ran_out(show, booked.seats, asked.at, rules);
  else if (ran_out(booked, asked.at, rules))
    events.emplace_back(expiry_of(booked));
  if (refund)
    events.emplace_back(
        refund_due{booked.number, asked.payment, asked.amount, *asked.paid_at, *refund});
  else
    events.emplace_back(booking_paid{booked.number, asked.payment, asked.amount, *asked.paid_at,
                                     late ? paid_how::late_delivery : paid_how::in_time});
  return events;
}

decision refunded(const booking& booked, const record_payment& asked) {
  const auto& refunds = booked.details->refunds;
  auto due = std::find_if(refunds.begin(), refunds.end(),
                          [&](const open_refund& each) { return each.payment == asked.payment; });
  if (due == refunds.end())
    return refused(errc::no_refund_due);
  if (due->amount != asked.amount)
    return refusal{errc::invalid_request, {}, {{"amount", "is not the amount that is due"}}};
  return std::vector<event>{refund_completed{booked.number, asked.payment, asked.amount}};
}

} // namespace

std::vector<field_fault> faults_of(const record_payment& payment) {
  std::vector<field_fault> faults;
  auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
  const auto& id = payment.payment.text;
  if (id.empty() || id.size() > 255 || !std::all_of(id.begin(), id.end(), visible))
    faults.push_back({"paymentId", "must be 1 to 255 visible ASCII characters"});
  if (payment.amount.value < 0)
    faults.push_back({"amount.value", "must be 0 or more minor units"});
  if (!is_currency(payment.amount.currency))
    faults.push_back({"amount.currency", "must be an ISO 4217 code of three capitals"});
  if (payment.status == payment_status::success && !payment.paid_at)
    faults.push_back({"paidAt", "is needed with SUCCESS"});
  return faults;
}

decision events_for(const show_state& show, const record_payment& asked, const rules& rules) {
  if (auto faults = faults_of(asked); !faults.empty())
    return refusal{errc::invalid_request, {}, std::move(faults)};
  const auto* booked = show.find(asked.secret);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  if (answered_by(*booked, asked) != nullptr)
    return std::vector<event>{};
  switch (asked.status) {
  case payment_status::success: return succeeded(show, *booked, asked, rules);
  case payment_status::failed:
    return std::vector<event>{payment_failed{booked->number, asked.payment, asked.amount}};
  case payment_status::refunded: return refunded(*booked, asked);
  }
  return refused(errc::invalid_request);
}

const payment_entry* answered_by(const booking& booked, const record_payment& asked) {
  const auto& said = booked.details->payments;
  auto found = std::find_if(said.begin(), said.end(), [&](const payment_entry& entry) {
    return entry.payment == asked.payment && entry.status == asked.status;
  });
  return found == said.end() ? nullptr : &*found;
}

} // namespace boxoffice::events

#include "events/decide/payment.hpp"

#include "events/decide/admission.hpp"
#include "events/decide/decide.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// A booking whose own claim or hold, if it ran out, is counted as expired.
struct settled {
  booking_status status;
  bool was_confirmed; ///< it has a pay_by
};

settled settle(const booking& booked, time_ms at, const rules& rules) {
  auto status = ran_out(booked, at, rules) ? booking_status::expired : booked.status;
  return {status, booked.pay_by != 0};
}

/// In the hall, and not blocked, sold, held or under review for another. What ran out by `at` does
/// not count.
bool free_for(const show_state& show, const booking& booked, time_ms at, const rules& rules) {
  return std::all_of(booked.seats.begin(), booked.seats.end(), [&](seat_index index) {
    if (index >= show.seats.size())
      return false;
    const auto& seat = show.seats[index];
    auto is_taken_by = [&](booking_number number) {
      const auto* other = show.find(number);
      return number != booked.number && other != nullptr && !ran_out(*other, at, rules);
    };
    return !seat.blocked && !is_taken_by(seat.owner) &&
           std::none_of(seat.claims.begin(), seat.claims.end(), is_taken_by);
  });
}

/// The first reason of spec section 5's list that holds; nothing if the money buys the seats.
std::optional<refund_reason> why_not_paid(const show_state& show, const booking& booked,
                                          const record_payment& message, const rules& rules) {
  auto now = settle(booked, message.at, rules);
  if (now.status == booking_status::paid)
    return refund_reason::already_paid;
  if (now.status == booking_status::rejected)
    return refund_reason::rejected;
  if (now.status == booking_status::cancelled)
    return refund_reason::cancelled;
  if (now.status == booking_status::in_review || !now.was_confirmed)
    return refund_reason::not_confirmed;
  if (message.amount.currency != show.plan->body.currency)
    return refund_reason::wrong_currency;
  if (message.amount.value != booked.amount)
    return refund_reason::wrong_amount;
  if (now.status == booking_status::confirmed)
    return std::nullopt;
  if (*message.paid_at > booked.pay_by || message.at >= show.plan->body.starts_at)
    return refund_reason::too_late;
  if (show.sales == sales_status::cancelled)
    return refund_reason::show_cancelled;
  if (!free_for(show, booked, message.at, rules))
    return refund_reason::seats_gone;
  return std::nullopt;
}

std::vector<event> succeeded(const show_state& show, const booking& booked,
                             const record_payment& message, const rules& rules) {
  std::vector<event> events;
  auto late = settle(booked, message.at, rules).status == booking_status::expired;
  auto refund = why_not_paid(show, booked, message, rules);
  if (refund && message.amount.value == 0)
    return events; // Nothing can be paid back.
  if (!refund && late)
    events = expire_what_ran_out(show, booked.seats, message.at, rules);
  else if (ran_out(booked, message.at, rules))
    events.emplace_back(expiry_of(booked));
  if (refund)
    events.emplace_back(
        refund_due{booked.number, message.payment, message.amount, *message.paid_at, *refund});
  else
    events.emplace_back(booking_paid{booked.number, message.payment, message.amount,
                                     *message.paid_at,
                                     late ? paid_how::late_delivery : paid_how::in_time});
  return events;
}

decision invalid_amount(const char* detail) {
  return refusal{errc::invalid_request, {}, {{"amount", detail}}};
}

/// Money of a payment that went back now, in total if the provider reports that, and by which
/// dispute if it was one.
struct given_back {
  payment_id payment;
  money amount; ///< with a total: all of it that is not recorded
  std::optional<std::int64_t> total{};
  std::optional<std::string> dispute{};
};

/// Money of a PAID booking that went back although nothing was due; of no dispute and no total.
decision reversed(const show_state& show, const booking& booked, const given_back& what) {
  const auto& kept = booked.details->kept;
  if (what.amount.currency != show.plan->body.currency)
    return invalid_amount("is not in the currency of the payment");
  if (what.amount.value == 0 || what.amount.value > kept.value)
    return invalid_amount("is not a part of what is left of the payment");
  std::vector<event> events{payment_reversed{booked.number, what.payment, what.amount, {}, {}, {}}};
  if (what.amount == kept)
    events.emplace_back(booking_cancelled{booked.number, canceller::payment_reversed});
  return events;
}

refund_completed completed(const booking& booked, const open_refund& due,
                           std::optional<std::int64_t> total = std::nullopt,
                           std::optional<std::string> dispute = std::nullopt) {
  auto is_one_of_several = due.reason == refund_reason::seats_returned;
  return {booked.number, due.payment,
          due.amount,    is_one_of_several ? std::optional{due.seq} : std::nullopt,
          total,         std::move(dispute)};
}

/// The oldest refund of the payment that is due with this amount; null if there is none.
const open_refund* find_due(const booking& booked, const payment_id& payment, const money& amount) {
  const auto& refunds = booked.details->refunds;
  auto due = std::find_if(refunds.begin(), refunds.end(), [&](const open_refund& each) {
    return each.payment == payment && each.amount == amount;
  });
  return due == refunds.end() ? nullptr : &*due;
}

/// Whole refunds of the payment that are due, the oldest first, as far as an amount reaches.
struct paid_back {
  std::vector<event> events;
  std::int64_t left;     ///< of the amount
  bool has_more = false; ///< refunds are due that are more than what was left
};

paid_back pay_back_due(const booking& booked, const given_back& what) {
  paid_back done{{}, what.amount.value};
  for (const auto& due : booked.details->refunds) {
    if (due.payment != what.payment || done.left == 0)
      continue;
    if (due.amount.value > done.left) {
      done.has_more = true;
      continue;
    }
    done.left -= due.amount.value;
    auto is_more = what.total && due.amount.value != 0; // Older versions owed 0 for a SUCCESS of 0.
    auto total = is_more ? std::optional{*what.total - done.left} : std::nullopt;
    done.events.emplace_back(completed(booked, due, total, what.dispute));
  }
  return done;
}

bool has_due(const booking& booked, const payment_id& payment) {
  const auto& refunds = booked.details->refunds;
  return std::any_of(refunds.begin(), refunds.end(),
                     [&](const open_refund& each) { return each.payment == payment; });
}

bool is_paid_by(const booking& booked, const payment_id& payment) {
  return booked.status == booking_status::paid && booked.details->paid_by == payment;
}

/// The currency in which a payment was received; nothing if none of it is known.
std::optional<std::string> currency_of(const booking& booked, const payment_id& payment) {
  const auto& details = *booked.details;
  if (details.paid_by == payment)
    return details.kept.currency;
  for (const auto& due : details.refunds)
    if (due.payment == payment)
      return due.amount.currency;
  for (const auto& entry : details.payments)
    if (entry.payment == payment && entry.status == payment_status::refunded)
      return entry.returned.currency;
  return std::nullopt;
}

/// What the provider's totals of a payment say, and what events have as their amounts of it.
struct totals {
  std::int64_t last = 0;
  std::int64_t recorded = 0; ///< less than `last` by an excess
};

totals totals_of(const booking& booked, const payment_id& payment) {
  totals sums;
  for (const auto& entry : booked.details->payments)
    if (entry.payment == payment && entry.status == payment_status::refunded && entry.total != 0) {
      sums.last = std::max(sums.last, entry.total);
      sums.recorded += entry.returned.value;
    }
  return sums;
}

/// Money that no refund of its amount was due for.
decision not_due(const show_state& show, const booking& booked, const given_back& what) {
  if (has_due(booked, what.payment))
    return invalid_amount("is not the amount that is due");
  if (is_paid_by(booked, what.payment))
    return reversed(show, booked, what);
  return refused(errc::no_refund_due);
}

/// Why the message is about no money of the booking; nothing if its payment was received in its
/// currency.
std::optional<refusal> why_not_received(const booking& booked, const record_payment& message) {
  auto currency = currency_of(booked, message.payment);
  if (!currency)
    return refusal{errc::no_refund_due, {}, {}};
  if (message.amount.currency != *currency)
    return invalid_amount("is not in the currency of the payment").error();
  return std::nullopt;
}

/// Money of a dispute or a total, of a payment that was received. It is gone, so all of it is
/// recorded: refunds that were due, what was left of the payment, and what exceeds both.
std::vector<event> taken_back(const booking& booked, const given_back& now) {
  if (const auto* due = find_due(booked, now.payment, now.amount))
    return {completed(booked, *due, now.total, now.dispute)};
  auto done = pay_back_due(booked, now);
  if (done.left == 0)
    return std::move(done.events);
  // A part of a refund that is due: a later total has this part too. A dispute comes once.
  auto waits = now.total && done.has_more;
  auto kept = is_paid_by(booked, now.payment) ? booked.details->kept.value : 0;
  auto taken = waits ? 0 : std::min(done.left, kept);
  auto excess = done.left == taken ? std::nullopt : std::optional{done.left - taken};
  done.events.emplace_back(payment_reversed{
      booked.number, now.payment, {taken, now.amount.currency}, now.total, now.dispute, excess});
  if (taken != 0 && taken == kept)
    done.events.emplace_back(booking_cancelled{booked.number, canceller::payment_reversed});
  return std::move(done.events);
}

/// A total tells by itself what is new, in whatever order and how often the messages come.
decision refunded_in_total(const booking& booked, const record_payment& message) {
  if (message.amount.value == 0)
    return std::vector<event>{};
  if (auto wrong = why_not_received(booked, message))
    return std::move(*wrong);
  auto before = totals_of(booked, message.payment);
  if (message.amount.value <= before.last)
    return std::vector<event>{};
  return taken_back(booked, {message.payment,
                             {message.amount.value - before.recorded, message.amount.currency},
                             message.amount.value,
                             {}});
}

/// A dispute has an id, so that it is no repetition of another one or of a refund.
decision disputed(const booking& booked, const record_payment& message) {
  const auto& entries = booked.details->payments;
  auto is_repeated = std::any_of(entries.begin(), entries.end(), [&](const payment_entry& entry) {
    return entry.payment == message.payment && entry.dispute == *message.dispute;
  });
  if (is_repeated)
    return std::vector<event>{};
  if (auto wrong = why_not_received(booked, message))
    return std::move(*wrong);
  if (message.amount.value == 0)
    return invalid_amount("must be more than 0");
  return taken_back(booked, {message.payment, message.amount, {}, message.dispute});
}

/// Several refunds may be due for one payment, so only its amount tells a new message from the
/// same one again.
decision refunded(const show_state& show, const booking& booked, const record_payment& message) {
  if (message.in_total)
    return refunded_in_total(booked, message);
  if (message.dispute)
    return disputed(booked, message);
  if (const auto* due = find_due(booked, message.payment, message.amount))
    return std::vector<event>{completed(booked, *due)};
  const auto& entries = booked.details->payments;
  auto is_repeated = std::any_of(entries.begin(), entries.end(), [&](const payment_entry& entry) {
    return entry.payment == message.payment && entry.status == payment_status::refunded &&
           entry.total == 0 && entry.dispute.empty() && entry.returned == message.amount;
  });
  if (is_repeated)
    return std::vector<event>{};
  return not_due(show, booked, {message.payment, message.amount, {}, {}});
}

/// Money that nobody has is due to nobody.
decision paid_without_money(const show_state& show, const booking& booked,
                            const record_payment& message, const rules& rules) {
  if (message.amount.value != 0 || why_not_paid(show, booked, message, rules))
    return invalid_amount("buys nothing");
  return succeeded(show, booked, message, rules);
}

} // namespace

std::vector<field_error> errors_in(const record_payment& message) {
  std::vector<field_error> errors;
  auto is_id = [](std::string_view text) {
    return !text.empty() && text.size() <= 255 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  };
  const auto& id = message.payment.text;
  if (!is_id(id))
    errors.push_back({"paymentId", "must be 1 to 255 visible ASCII characters"});
  if (message.dispute && !is_id(*message.dispute))
    errors.push_back({"dispute", "must be 1 to 255 visible ASCII characters"});
  if (message.dispute && message.status != payment_status::refunded)
    errors.push_back({"dispute", "goes with REFUNDED only"});
  if (id == free_payment)
    errors.push_back({"paymentId", "is reserved for bookings that cost nothing"});
  if (message.amount.value < 0 || message.amount.value > most_paid)
    errors.push_back({"amount.value", "must be 0 to 1000000000000000 minor units"});
  if (!is_currency(message.amount.currency))
    errors.push_back({"amount.currency", "must be an ISO 4217 code of three capitals"});
  if (message.status == payment_status::success && !message.paid_at)
    errors.push_back({"paidAt", "is needed with SUCCESS"});
  return errors;
}

decision events_for(const show_state& show, const record_payment& message, const rules& rules) {
  if (auto errors = errors_in(message); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  const auto* booked = booking_of(show, message);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  auto is_refund = message.status == payment_status::refunded;
  if (!is_refund && recorded_payment(*booked, message) != nullptr)
    return std::vector<event>{};
  switch (message.status) {
  case payment_status::success:
    if (message.without_money)
      return paid_without_money(show, *booked, message, rules);
    return succeeded(show, *booked, message, rules);
  case payment_status::failed:
    return std::vector<event>{payment_failed{booked->number, message.payment, message.amount}};
  case payment_status::refunded: return refunded(show, *booked, message);
  }
  return refused(errc::invalid_request);
}

const booking* booking_of(const show_state& show, const record_payment& message) {
  if (!message.reference)
    return show.find(message.secret);
  const auto* booked = show.find(message.reference->number);
  auto is_named = booked != nullptr &&
                  reference_of(show.id, booked->number, booked->secret) == *message.reference;
  return is_named ? booked : nullptr;
}

const payment_entry* recorded_payment(const booking& booked, const record_payment& message) {
  const auto& entries = booked.details->payments;
  auto found = std::find_if(entries.begin(), entries.end(), [&](const payment_entry& entry) {
    return entry.payment == message.payment && entry.status == message.status;
  });
  return found == entries.end() ? nullptr : &*found;
}

booking_paid payment_of_free(const show_state& show, booking_number number, time_ms at) {
  return {number, {std::string{free_payment}}, {0, show.plan->body.currency}, at, {}};
}

std::optional<refund_due> refund_of(const booking& booked, refund_reason reason) {
  const auto& details = *booked.details;
  if (booked.status != booking_status::paid)
    return std::nullopt;
  // Nothing is left of the payment of a booking that cost something, or cost nothing from the
  // start. A provider's payment of 0 is due back like any other.
  auto was_free = details.paid_by->text == free_payment || booked.rule == review_rule::counter;
  auto changed = booked.amount != 0 || !details.requested_seats.empty();
  if (details.kept.value == 0 && (was_free || changed))
    return std::nullopt;
  return refund_due{booked.number, *details.paid_by, details.kept, details.paid_at, reason};
}

std::optional<refund_due> refund_of_seats(const booking& booked, std::int64_t price) {
  auto refund = refund_of(booked, refund_reason::seats_returned);
  if (price == 0)
    return std::nullopt;
  if (refund)
    refund->amount.value = std::min(refund->amount.value, price);
  return refund;
}

} // namespace boxoffice::events

#include "tests/events/reference_show.hpp"

#include <algorithm>

#include <rapidcheck.h>

namespace boxoffice::events::tests {

/// Enters one event; one overload for each type.
struct reference_show::applied {
  reference_show& show;
  std::uint64_t seq;
  time_ms at;

  entry& booked(booking_number number) const {
    RC_ASSERT(show.bookings_.count(number) == 1U);
    return show.bookings_.at(number);
  }

  void operator()(const show_opened& fact) const {
    show.rules_ = fact.rules;
    for (const auto& row : fact.body.rows)
      for (const auto& seat : row.seats)
        for (const auto& in_class : fact.body.classes)
          if (seat && in_class.id == row.seat_class)
            show.prices_[seat->text] = fact.body.price + in_class.price;
  }
  void operator()(const rules_changed& fact) const {
    RC_ASSERT(fact.rules != show.rules_);
    show.rules_ = fact.rules;
  }
  void operator()(const sales_paused&) const {}
  void operator()(const sales_resumed&) const {}
  void operator()(const show_cancelled&) const { show.over_ = true; }
  void operator()(const seats_blocked& fact) const {
    for (const auto& seat : fact.seats) {
      RC_ASSERT(show.owner_.count(seat.text) == 0U);
      RC_ASSERT(show.blocked_.insert(seat.text).second);
    }
  }
  void operator()(const seats_unblocked& fact) const {
    for (const auto& seat : fact.seats)
      RC_ASSERT(show.blocked_.erase(seat.text) == 1U);
  }
  void operator()(const booking_requested& fact) const {
    entry made{at, {}, {0, "INR"}, booking_status::in_review, 0};
    for (const auto& seat : fact.seats) {
      made.seats.push_back(seat.text);
      made.amount.value += show.prices_.at(seat.text);
    }
    RC_ASSERT(made.amount == fact.amount);
    RC_ASSERT(show.bookings_.emplace(seq, made).second);
  }
  void operator()(const booking_confirmed& fact) const {
    RC_ASSERT(booked(fact.number).status == booking_status::in_review);
    RC_ASSERT(fact.pay_by == at + show.rules_.payment_window_ms);
    show.take(fact.number);
    booked(fact.number).status = booking_status::confirmed;
    booked(fact.number).pay_by = fact.pay_by;
  }
  void operator()(const booking_rejected& fact) const {
    RC_ASSERT(booked(fact.number).status == booking_status::in_review);
    show.leave(fact.number, booking_status::rejected);
  }
  void operator()(const booking_expired& fact) const {
    const auto& old = booked(fact.number);
    RC_ASSERT(show.ran_out(old, at, show.rules_));
    RC_ASSERT((fact.reason == expiry_reason::payment_timeout) ==
              (old.status == booking_status::confirmed));
    show.leave(fact.number, booking_status::expired);
  }
  void operator()(const booking_cancelled& fact) const {
    auto status = booked(fact.number).status;
    auto open = status == booking_status::in_review || status == booking_status::confirmed;
    RC_ASSERT(open || (status == booking_status::paid && fact.by != canceller::by_customer));
    show.leave(fact.number, booking_status::cancelled);
  }
  void operator()(const booking_paid& fact) const {
    auto& old = booked(fact.number);
    auto late = fact.how == paid_how::late_delivery;
    RC_ASSERT(old.status == (late ? booking_status::expired : booking_status::confirmed));
    RC_ASSERT((at >= old.pay_by) == late);
    RC_ASSERT(!late || fact.paid_at <= old.pay_by);
    RC_ASSERT(fact.amount == old.amount && old.pay_by != 0);
    show.take(fact.number);
    old.status = booking_status::paid;
    RC_ASSERT(show.money_
                  .emplace(std::pair{fact.number, fact.payment.text},
                           received{fact.amount, money_is::kept})
                  .second);
  }
  void operator()(const payment_failed& fact) const { booked(fact.number); }
  void operator()(const refund_due& fact) const {
    auto fresh = show.money_.try_emplace(std::pair{fact.number, fact.payment.text},
                                         received{fact.amount, money_is::due});
    auto& paid = fresh.first->second;
    if (!fresh.second) {
      RC_ASSERT(paid.now == money_is::kept && paid.amount == fact.amount);
      RC_ASSERT(booked(fact.number).status == booking_status::cancelled);
    }
    paid.now = money_is::due;
  }
  void operator()(const refund_completed& fact) const {
    auto paid = show.money_.find({fact.number, fact.payment.text});
    RC_ASSERT(paid != show.money_.end() && paid->second.now == money_is::due);
    RC_ASSERT(paid->second.amount == fact.amount);
    paid->second.now = money_is::returned;
  }
};

void reference_show::append(const std::vector<recorded>& batch) {
  for (const auto& record : batch) {
    RC_ASSERT(record.seq == ++seq_);
    RC_ASSERT(record.at >= at_ && record.at == batch.front().at);
  }
  at_ = batch.empty() ? at_ : batch.front().at;
  check_round(batch);
  for (const auto& record : batch)
    std::visit(applied{*this, record.seq, record.at}, record.event);
  check_money();
}

bool reference_show::ran_out(const entry& booked, time_ms at, const rules& now) const {
  if (booked.status == booking_status::in_review)
    return at >= booked.requested_at + now.review_hold_ms;
  return booked.status == booking_status::confirmed && at >= booked.pay_by;
}

/// Gives the booking its seats, which must be nobody's.
void reference_show::take(booking_number number) {
  for (const auto& seat : bookings_.at(number).seats) {
    RC_ASSERT(blocked_.count(seat) == 0U);
    for (const auto& [other, booked] : bookings_) {
      auto has_it = std::find(booked.seats.begin(), booked.seats.end(), seat) != booked.seats.end();
      auto holds =
          booked.status == booking_status::confirmed || booked.status == booking_status::paid;
      RC_ASSERT(other == number || !has_it || !holds);
    }
    owner_[seat] = number;
  }
}

void reference_show::leave(booking_number number, booking_status status) {
  auto& booked = bookings_.at(number);
  booked.status = status;
  for (const auto& seat : booked.seats)
    if (auto owned = owner_.find(seat); owned != owner_.end() && owned->second == number)
      owner_.erase(owned);
}

/// What the provider took is kept for one PAID booking each, or goes back.
void reference_show::check_money() const {
  std::map<booking_number, std::vector<money>> kept;
  for (const auto& [of, paid] : money_)
    if (paid.now == money_is::kept)
      kept[of.first].push_back(paid.amount);
  for (const auto& [number, booked] : bookings_) {
    auto paid = booked.status == booking_status::paid;
    RC_ASSERT(kept[number] == (paid ? std::vector{booked.amount} : std::vector<money>{}));
  }
}

const reference_show::received* reference_show::money_of(booking_number number,
                                                         const std::string& payment) const {
  auto found = money_.find({number, payment});
  return found == money_.end() ? nullptr : &found->second;
}

} // namespace boxoffice::events::tests

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
    show.body_ = fact.body;
    show.read_body();
  }
  void operator()(const show_changed& fact) const {
    RC_ASSERT(!show.over_);
    auto before = show.body_;
    show.change(fact.changes);
    RC_ASSERT(!(show.body_ == before));
    show.read_body();
    for (const auto& seat : show.blocked_)
      RC_ASSERT(show.prices_.count(seat) == 1U);
    for (const auto& [number, each] : show.bookings_)
      for (const auto& seat : each.seats)
        RC_ASSERT(!show.has_seats(number) || show.prices_.count(seat) == 1U);
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
    RC_ASSERT(at >= show.opens_at_);
    RC_ASSERT(fact.types.size() == (show.type_prices_.empty() ? 0U : fact.seats.size()));
    entry made{at, {}, {}, {0, "INR"}, booking_status::in_review, 0, fact.customer};
    for (const auto& seat : fact.seats) {
      made.seats.push_back(seat.text);
      made.prices.push_back(show.prices_.at(seat.text));
    }
    for (std::size_t i = 0; i < fact.types.size(); ++i)
      made.prices[i] += show.type_prices_.at(fact.types[i].text);
    for (auto price : made.prices)
      made.amount.value += price;
    if (fact.channel == sales_channel::counter)
      check_sale(fact, made);
    RC_ASSERT(made.amount == fact.amount);
    RC_ASSERT(show.bookings_.emplace(seq, made).second);
    show.check_customer(fact.customer, at);
  }
  void operator()(const booking_confirmed& fact) const {
    RC_ASSERT(booked(fact.number).status == booking_status::in_review);
    RC_ASSERT(fact.pay_by == at + show.rules_.payment_window_ms);
    RC_ASSERT((fact.rule == review_rule::counter) == (fact.drawn.round == 0));
    show.take(fact.number);
    booked(fact.number).status = booking_status::confirmed;
    booked(fact.number).pay_by = fact.pay_by;
    if (fact.rule != review_rule::counter && booked(fact.number).amount.value == 0)
      show.free_ = fact.number;
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
    if (booked(fact.number).amount.value == 0) // Nothing is due back.
      show.money_.erase({fact.number, "free"});
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
    RC_ASSERT(fact.method != payment_method::complimentary || fact.amount.value == 0);
    show.take(fact.number);
    old.status = booking_status::paid;
    RC_ASSERT(show.money_
                  .emplace(std::pair{fact.number, fact.payment.text},
                           received{fact.amount, fact.amount.value})
                  .second);
    show.paid_by_[fact.number] = fact.payment.text;
  }
  void operator()(const payment_failed& fact) const { booked(fact.number); }
  void operator()(const refund_due& fact) const {
    auto fresh =
        show.money_.try_emplace(std::pair{fact.number, fact.payment.text}, received{fact.amount});
    auto& paid = fresh.first->second;
    RC_ASSERT(paid.amount.currency == fact.amount.currency);
    if (fact.reason == refund_reason::seats_returned)
      RC_ASSERT(fact.amount.value > 0 &&
                fact.amount.value == std::min(paid.kept, returned_price()));
    else if (!fresh.second)
      RC_ASSERT(paid.kept == fact.amount.value &&
                booked(fact.number).status == booking_status::cancelled);
    if (!fresh.second)
      paid.kept -= fact.amount.value;
    paid.due.emplace(fact.amount.value, seq);
  }
  void operator()(const refund_completed& fact) const {
    auto paid = show.money_.find({fact.number, fact.payment.text});
    RC_ASSERT(paid != show.money_.end() && paid->second.amount.currency == fact.amount.currency);
    auto& due = paid->second.due;
    auto oldest = due.lower_bound(fact.amount.value); // Equal keys stand in the order of seqs.
    RC_ASSERT(oldest != due.end() && oldest->first == fact.amount.value);
    RC_ASSERT(fact.due.value_or(oldest->second) == oldest->second);
    due.erase(oldest);
    paid->second.gone += fact.amount.value;
    show.note_money_back(seq, fact);
  }
  void operator()(const payment_reversed& fact) const {
    auto paid = show.money_.find({fact.number, fact.payment.text});
    RC_ASSERT(paid != show.money_.end());
    RC_ASSERT(paid->second.amount.currency == fact.amount.currency);
    auto excess = fact.excess.value_or(0);
    RC_ASSERT(fact.amount.value >= 0 && fact.amount.value <= paid->second.kept);
    RC_ASSERT(fact.amount.value > 0 || excess > 0);
    RC_ASSERT(fact.amount.value == 0 || booked(fact.number).status == booking_status::paid);
    RC_ASSERT(!fact.excess || (excess > 0 && (fact.dispute || fact.total)));
    for (const auto& [amount, due_seq] : paid->second.due) {
      RC_ASSERT(fact.dispute || (fact.total && fact.amount.value == 0));
      RC_ASSERT(amount > fact.amount.value + excess); // Else it would be settled.
    }
    paid->second.kept -= fact.amount.value;
    paid->second.gone += fact.amount.value;
    show.note_money_back(seq, fact);
  }
  void operator()(const booking_moved& fact) const {
    auto& old = booked(fact.number);
    RC_ASSERT(old.status == booking_status::confirmed || old.status == booking_status::paid);
    RC_ASSERT(!show.ran_out(old, at, show.rules_));
    RC_ASSERT(texts_of(fact.from) == old.seats && fact.to.size() == fact.from.size());
    show.let_go(fact.number, old.seats);
    std::set<std::string> moved;
    for (std::size_t i = 0; i < fact.from.size(); ++i)
      if (show.admitted_.erase({fact.number, fact.from[i].text}) == 1)
        moved.insert(fact.to[i].text);
    for (const auto& seat : moved)
      show.admitted_.emplace(fact.number, seat);
    old.seats = texts_of(fact.to);
    for (const auto& [number, other] : show.bookings_)
      for (const auto& seat : old.seats)
        RC_ASSERT(other.status != booking_status::in_review || !has(other, seat));
    show.take(fact.number);
  }
  void operator()(const seats_returned& fact) const {
    auto& old = booked(fact.number);
    auto open = old.status == booking_status::in_review || old.status == booking_status::confirmed;
    RC_ASSERT(open || old.status == booking_status::paid);
    show.let_go(fact.number, texts_of(fact.seats));
    std::int64_t price = 0;
    for (const auto& seat : fact.seats) {
      show.admitted_.erase({fact.number, seat.text});
      auto place = std::find(old.seats.begin(), old.seats.end(), seat.text) - old.seats.begin();
      RC_ASSERT(static_cast<std::size_t>(place) < old.seats.size());
      price += old.prices[static_cast<std::size_t>(place)];
      old.prices.erase(old.prices.begin() + place);
      old.seats.erase(old.seats.begin() + place);
    }
    RC_ASSERT(!old.seats.empty() && fact.amount == (money{price, old.amount.currency}));
    old.amount.value -= price;
    show.returned_price_ = price;
    if (old.status == booking_status::confirmed && at < old.pay_by && old.amount.value == 0)
      show.free_ = fact.number;
  }
  void operator()(const seat_admitted& fact) const {
    const auto& of = booked(fact.number);
    RC_ASSERT(of.status == booking_status::paid);
    RC_ASSERT(std::ranges::find(of.seats, fact.seat.text) != of.seats.end());
    RC_ASSERT(show.admitted_.emplace(fact.number, fact.seat.text).second);
  }

private:
  /// Of seats that nobody has or claims; a complimentary one costs nothing.
  void check_sale(const booking_requested& fact, entry& made) const {
    for (const auto& [number, other] : show.bookings_) {
      auto has_seats = other.status == booking_status::in_review ||
                       other.status == booking_status::confirmed ||
                       other.status == booking_status::paid;
      for (const auto& seat : made.seats)
        RC_ASSERT(!has_seats || !has(other, seat));
    }
    if (fact.amount.value == 0) {
      made.amount.value = 0;
      made.prices.assign(made.seats.size(), 0);
    }
  }
  static std::vector<std::string> texts_of(const std::vector<seat_id>& seats) {
    std::vector<std::string> texts;
    for (const auto& seat : seats)
      texts.push_back(seat.text);
    return texts;
  }
  static bool has(const entry& booked, const std::string& seat) {
    return std::find(booked.seats.begin(), booked.seats.end(), seat) != booked.seats.end();
  }
  [[nodiscard]] std::int64_t returned_price() const { return show.returned_price_; }
};

/// Member by member: nothing is shared with the code under test.
void reference_show::change(const show_changes& changes) {
  if (changes.movie)
    body_.movie = *changes.movie;
  if (changes.hall)
    body_.hall = *changes.hall;
  if (changes.starts_at)
    body_.starts_at = *changes.starts_at;
  if (changes.sales_close_at)
    body_.sales_close_at = changes.sales_close_at->value();
  if (changes.price)
    body_.price = *changes.price;
  if (changes.classes)
    body_.classes = *changes.classes;
  if (changes.rows)
    body_.rows = *changes.rows;
  if (changes.time_zone)
    body_.time_zone = *changes.time_zone;
  if (changes.opens_at)
    body_.opens_at = *changes.opens_at;
  if (changes.price_types)
    body_.price_types = changes.price_types->value_or(std::vector<price_type>{});
  if (changes.max_seats_per_customer)
    body_.max_seats_per_customer = *changes.max_seats_per_customer;
  if (changes.single_seats)
    body_.single_seats = changes.single_seats->value_or(single_seats::allow);
  if (changes.poster)
    body_.poster = *changes.poster;
  if (changes.running_time)
    body_.running_time = *changes.running_time;
  if (changes.rating)
    body_.rating = *changes.rating;
  if (changes.language)
    body_.language = *changes.language;
}

/// What the body means for bookings from now on.
void reference_show::read_body() {
  prices_.clear();
  type_prices_.clear();
  for (const auto& row : body_.rows)
    for (const auto& seat : row.seats)
      for (const auto& in_class : body_.classes)
        if (seat && in_class.id == row.seat_class)
          prices_[seat->text] = body_.price + in_class.price;
  for (const auto& type : body_.price_types)
    type_prices_[type.id.text] = type.price;
  opens_at_ = body_.opens_at.value_or(0);
  most_seats_ = body_.max_seats_per_customer.value_or(0);
}

bool reference_show::has_seats(booking_number number) const {
  auto status = bookings_.at(number).status;
  return status == booking_status::in_review || status == booking_status::confirmed ||
         status == booking_status::paid;
}

void reference_show::append(const std::vector<recorded>& batch) {
  for (const auto& record : batch) {
    RC_ASSERT(record.seq == ++seq_);
    RC_ASSERT(record.at >= at_ && record.at == batch.front().at);
  }
  at_ = batch.empty() ? at_ : batch.front().at;
  check_round(batch);
  for (const auto& record : batch) {
    if (auto number = std::exchange(free_, 0); number != 0)
      check_free(number, record);
    std::visit(applied{*this, record.seq, record.at}, record.event);
  }
  RC_ASSERT(free_ == 0U);
  check_money();
}

bool reference_show::ran_out(const entry& booked, time_ms at, const rules& now) const {
  if (booked.status == booking_status::in_review)
    return at >= booked.requested_at + now.review_hold_ms;
  return booked.status == booking_status::confirmed && at >= booked.pay_by;
}

/// A booking is paid right behind the event since which it costs nothing.
void reference_show::check_free(booking_number number, const recorded& next) {
  const auto* paid = std::get_if<booking_paid>(&next.event);
  RC_ASSERT(paid != nullptr);
  RC_ASSERT(paid->number == number && paid->payment.text == "free");
  RC_ASSERT(paid->amount.value == 0 && paid->paid_at == next.at);
}

/// Of this pseudonym; those that ran out do not count.
void reference_show::check_customer(const customer_id& customer, time_ms at) const {
  if (most_seats_ == 0 || customer == customer_id{}) // Nobody who is known, at the counter.
    return;
  std::size_t seats = 0;
  for (const auto& [number, booked] : bookings_) {
    auto counts = booked.status == booking_status::in_review ||
                  booked.status == booking_status::confirmed ||
                  booked.status == booking_status::paid;
    if (booked.customer == customer && counts && !ran_out(booked, at, rules_))
      seats += booked.seats.size();
  }
  RC_ASSERT(seats <= static_cast<std::size_t>(most_seats_));
}

/// Gives the booking its seats, which must be nobody's.
void reference_show::take(booking_number number) {
  for (const auto& seat : bookings_.at(number).seats) {
    RC_ASSERT(prices_.count(seat) == 1U);
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
  let_go(number, booked.seats);
}

void reference_show::let_go(booking_number number, const std::vector<std::string>& seats) {
  for (const auto& seat : seats)
    if (auto owned = owner_.find(seat); owned != owner_.end() && owned->second == number)
      owner_.erase(owned);
}

/// Each payment is the sum of its parts. Only the one that paid a PAID booking is kept, and at
/// least what was not returned or reversed of it.
void reference_show::check_money() const {
  for (const auto& [of, paid] : money_) {
    std::int64_t due = 0;
    for (const auto& [amount, from] : paid.due)
      due += amount;
    RC_ASSERT(paid.amount.value == paid.kept + due + paid.gone && paid.kept >= 0);
    auto payer = paid_by_.find(of.first);
    auto pays = payer != paid_by_.end() && payer->second == of.second &&
                bookings_.at(of.first).status == booking_status::paid;
    RC_ASSERT(pays || paid.kept == 0);
    RC_ASSERT(paid.kept <= bookings_.at(of.first).amount.value);
  }
  for (const auto& [number, booked] : bookings_)
    RC_ASSERT(booked.status != booking_status::paid || paid_by_.contains(number));
}

const reference_show::received* reference_show::money_of(booking_number number,
                                                         const std::string& payment) const {
  auto found = money_.find({number, payment});
  return found == money_.end() ? nullptr : &found->second;
}

} // namespace boxoffice::events::tests

#include "bench/soak/crowd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace boxoffice::soak {

using namespace events;

namespace {

constexpr std::uint8_t most_looks = 3;
constexpr std::uint64_t best_seats = 24; ///< free seats that a visitor chooses from
constexpr std::uint64_t rush_of = 150;
constexpr std::int64_t rush_lasts_s = 20;
constexpr double rushes_an_hour = 4;

constexpr std::uint64_t one_in_keyed = 4;
constexpr std::uint64_t one_in_repeating = 10; ///< of visitors with a key
constexpr std::uint64_t one_in_paying_losers = 50;

/// Correlations of the crowd; the operator has its own (cinema_operator.cpp).
std::uint64_t correlation_of(std::uint32_t who, action what) {
  return std::uint64_t{who} << 8U | static_cast<std::uint64_t>(what);
}

} // namespace

crowd::crowd(crowd_environment env, double visitors_an_hour, std::uint64_t seed)
    : env_{env}, visitors_an_hour_{visitors_an_hour}, chance_{seed} {}

// ---- requests

void crowd::act(time_ms from, time_ms until) {
  auto height = env_.wanted.at(from);
  if (height > 0) {
    auto expected = visitors_an_hour_ * height * static_cast<double>(until - from) / hour;
    for (auto left = std::poisson_distribution<>{expected}(chance_); left > 0; --left)
      arrive(env_.shows.draw(from, chance_), false);
    if (from >= next_rush_)
      arrive_in_a_rush(from);
  }
  for (; !plans_.empty() && plans_.top().at <= until; plans_.pop())
    put(plans_.top().who, plans_.top().what);
}

void crowd::arrive_in_a_rush(time_ms at) {
  auto gap = std::exponential_distribution<>{rushes_an_hour / hour}(chance_);
  // Neither the start of the run nor the morning after a night has a rush.
  if (std::exchange(next_rush_, at + static_cast<time_ms>(gap)) == 0)
    return;
  auto show = env_.shows.draw(at, chance_);
  for (std::uint64_t i = 0; i < rush_of; ++i)
    arrive(show, true);
}

void crowd::arrive(std::uint32_t show, bool hurried) {
  if (show == env_.shows.size())
    return;
  if (free_.empty()) {
    free_.push_back(static_cast<place>(visitors_.size()));
    visitors_.emplace_back();
  }
  auto who = free_.back();
  free_.pop_back();
  auto& one = visitors_[who] = {};
  one.show = show;
  one.customer = static_cast<std::uint32_t>(below(env_.customers.size()));
  one.looks_left = most_looks;
  one.hurried = hurried;
  plan_to(who, action::look, 0, hurried ? rush_lasts_s : 1);
}

void crowd::plan_to(place who, action what, std::int64_t earliest_s, std::int64_t latest_s) {
  auto span = static_cast<std::uint64_t>((latest_s - earliest_s) * second) + 1;
  auto at = env_.node.now() + earliest_s * second + static_cast<std::int64_t>(below(span));
  plans_.push({at, ++last_order_, who, what});
}

void crowd::go_on(place who) {
  auto& one = visitors_[who];
  if (one.ahead.empty())
    return leave(who);
  auto next = one.ahead.front();
  one.ahead = one.ahead.subspan(1);
  auto wait = next.after_pay_by ? (one.pay_by - env_.node.now()) / second + 1 : 0;
  plan_to(who, next.what, wait + next.earliest_s, wait + next.latest_s);
}

void crowd::look_again(place who) {
  if (visitors_[who].looks_left == 0)
    return leave(who);
  plan_to(who, action::look, 1, 10);
}

void crowd::put(place who, action what) {
  auto& one = visitors_[who];
  const auto& show = env_.shows[one.show].id;
  auto ask = [&](actors::show_question question, std::string mail = {}) {
    env_.node.ask(show, std::move(question), correlation_of(who, what), std::move(mail));
  };
  switch (what) {
  case action::look: --one.looks_left; return ask(actors::get_seats{});
  case action::book:
  case action::book_again: return ask(request_of(one), env_.customers.mail(one.customer));
  case action::see: return ask(actors::get_booking{known(one).secret, std::nullopt});
  case action::read_history: return ask(actors::get_history{known(one).secret, std::nullopt});
  case action::cancel:
    return ask(cancel_booking{0, known(one).secret, canceller::by_customer, std::nullopt});
  case action::operator_cancel:
    return ask(cancel_booking{0, known(one).secret, canceller::by_operator, std::nullopt});
  case action::pay:
  case action::fail_to_pay:
  case action::pay_late:
  case action::pay_too_late:
  case action::pay_wrong:
  case action::pay_another:
  case action::pay_again: return ask(payment_by(one, what));
  }
}

request_booking crowd::request_of(const visitor& one) const {
  request_booking request;
  request.customer = env_.customers.id(one.customer);
  for (std::size_t i = 0; i < one.seat_count; ++i)
    request.seats.push_back(env_.shows[one.show].where->seats[one.seats[i]]);
  if (one.key != 0)
    request.key_hash = sha256({big_endian(one.key)});
  return request;
}

record_payment crowd::payment_by(visitor& one, action what) {
  auto& booked = known(one);
  if (what != action::pay_again)
    one.attempt = booked.attempts++;
  record_payment callback;
  callback.secret = booked.secret;
  callback.payment = payment_of(one.booking, one.attempt);
  callback.amount = {booked.amount + (what == action::pay_wrong ? 1 : 0), "INR"};
  if (what == action::fail_to_pay) {
    callback.status = payment_status::failed;
    return callback;
  }
  callback.status = payment_status::success;
  callback.paid_at = env_.node.now();
  if (what == action::pay_late)
    callback.paid_at = one.pay_by - second;
  if (what == action::pay_too_late)
    callback.paid_at = one.pay_by + second;
  return callback;
}

// ---- replies

void crowd::on_reply(std::uint64_t correlation, actors::reply&& reply) {
  auto who = static_cast<place>(correlation >> 8U);
  auto what = static_cast<action>(correlation & 0xFFU);
  if (auto* map = std::get_if<actors::seat_map>(&reply))
    return choose(who, *map);
  if (auto* taken = std::get_if<actors::booking_taken>(&reply))
    return on_taken(who, what, *taken);
  if (auto* ticket = std::get_if<actors::booking_view>(&reply))
    return on_ticket(who, what, *ticket);
  if (auto* payment = std::get_if<actors::payment_view>(&reply))
    return on_payment(who, what, *payment);
  if (auto* history = std::get_if<actors::history_view>(&reply))
    return on_history(who, *history);
  if (auto* refusal = std::get_if<events::refusal>(&reply))
    return on_refusal(who, what, *refusal);
  report(who, what, fmt::format("was answered by alternative {}", reply.index()));
  leave(who);
}

void crowd::choose(place who, const actors::seat_map& map) {
  auto& one = visitors_[who];
  std::vector<seat_index> free;
  for (std::size_t seat = 0; seat < map.seats.size(); ++seat)
    if (map.seats[seat] == seat_status::available)
      free.push_back(static_cast<seat_index>(seat));
  if (free.empty() || !env_.shows.sells(one.show, env_.node.now()))
    return leave(who);
  constexpr std::array<std::uint8_t, 10> parties{1, 2, 2, 2, 2, 2, 3, 3, 4, 6};
  one.seat_count = parties[below(parties.size())];
  one.seat_count = static_cast<std::uint8_t>(std::min<std::size_t>(one.seat_count, free.size()));
  auto first = below(std::min<std::uint64_t>(best_seats, free.size() - one.seat_count + 1));
  std::copy_n(free.begin() + static_cast<std::ptrdiff_t>(first), one.seat_count, one.seats.begin());
  one.key = below(one_in_keyed) == 0 ? ++last_key_ : 0;
  plan_to(who, action::book, one.hurried ? 0 : 2, one.hurried ? 1 : 20);
}

void crowd::on_taken(place who, action what, const actors::booking_taken& taken) {
  auto& one = visitors_[who];
  if (what == action::book_again) {
    if (taken.id.secret != known(one).secret)
      report(who, what, "got another booking");
    return plan_to(who, action::see, 1, 4);
  }
  known_booking fresh;
  fresh.secret = taken.id.secret;
  fresh.amount = taken.amount.value;
  fresh.number = static_cast<std::uint32_t>(taken.number);
  fresh.show = one.show;
  fresh.seats = one.seats;
  fresh.seat_count = one.seat_count;
  one.booking = env_.bookings.add(fresh);
  env_.customers.booked(one.customer);
  auto repeats = one.key != 0 && below(one_in_repeating) == 0;
  plan_to(who, repeats ? action::book_again : action::see, 1, 4);
}

void crowd::on_ticket(place who, action what, const actors::booking_view& ticket) {
  auto& one = visitors_[who];
  auto& booked = known(one);
  auto found = ticket.booking.status;
  auto cancels = what == action::cancel || what == action::operator_cancel;
  auto right = cancels ? found == booking_status::cancelled
                       : may_become(booked.seen, found, env_.shows[one.show].cancelled);
  if (!right)
    report(who, what,
           fmt::format("was in state {} and is in state {}", static_cast<int>(booked.seen),
                       static_cast<int>(found)));
  booked.seen = found;
  if (found == booking_status::in_review)
    return plan_to(who, action::see, 1, 2);
  if (!std::exchange(one.decided, true))
    return begin_script(who, ticket.booking);
  go_on(who);
}

void crowd::begin_script(place who, const booking& booked) {
  auto& one = visitors_[who];
  if (booked.status == booking_status::confirmed) {
    one.pay_by = booked.pay_by;
    one.ahead = draw_script_of_winner(chance_);
    return go_on(who);
  }
  if (booked.status != booking_status::rejected)
    return leave(who);
  if (below(one_in_paying_losers) == 0) {
    one.ahead = script_of_paying_loser();
    return go_on(who);
  }
  one.decided = false;
  look_again(who);
}

void crowd::on_payment(place who, action what, const actors::payment_view& payment) {
  auto& one = visitors_[who];
  auto& booked = known(one);
  auto bought = payment.entry.status == payment_status::success && !payment.entry.refund;
  auto must_buy = what == action::pay && booked.seen == booking_status::confirmed;
  auto may_buy = must_buy || what == action::pay_late || what == action::pay_again;
  if (payment.entry.payment != payment_of(one.booking, one.attempt))
    report(who, what, "was answered by another payment");
  if (must_buy && !bought && !env_.shows[one.show].cancelled)
    report(who, what, "did not buy the seats");
  if (bought && !may_buy)
    report(who, what, "bought the seats");
  if (payment.entry.status == payment_status::success)
    booked.accepted |= static_cast<std::uint8_t>(1U << one.attempt);
  if (bought && what != action::pay_again) {
    booked.seen = booking_status::paid;
    booked.paid_by = one.attempt;
  }
  go_on(who);
}

void crowd::on_history(place who, const actors::history_view& history) {
  if (history.events.empty() || history.events.front().record.seq != known(visitors_[who]).number)
    report(who, action::read_history, "does not begin with the request");
  go_on(who);
}

void crowd::on_refusal(place who, action what, const refusal& refused) {
  auto& one = visitors_[who];
  auto sells = env_.shows.sells(one.show, env_.node.now());
  if (what == action::book && refused.code == errc::seats_unavailable) {
    ++refused_;
    return look_again(who);
  }
  auto show_is_over = what == action::book && refused.code == errc::sales_closed && !sells;
  auto cancelled_before = refused.code == errc::not_cancellable && env_.shows[one.show].cancelled;
  if (!show_is_over && !cancelled_before)
    report(who, what, fmt::format("was refused with code {}", static_cast<int>(refused.code)));
  leave(who);
}

void crowd::report(place who, action what, const std::string& text) {
  env_.wrong.add(fmt::format("action {} at show {}: {}", static_cast<int>(what),
                             env_.shows[visitors_[who].show].id.text, text));
}

} // namespace boxoffice::soak

#include "bench/soak/crowd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace boxoffice::soak {

using namespace events;

namespace {

constexpr std::uint8_t most_looks = 3;
constexpr std::uint64_t best_seats = 24; ///< people choose among so many of the free ones
constexpr std::uint64_t rush_of = 150;
constexpr std::int64_t rush_lasts_s = 20;
constexpr double rushes_an_hour = 4;

constexpr std::uint64_t one_in_keyed = 4;
constexpr std::uint64_t one_in_repeating = 10; ///< of those with a key
constexpr std::uint64_t one_in_bad_losers = 50;

/// Correlations of the crowd; the house has its own (house.cpp).
std::uint64_t correlation_of(std::uint32_t who, deed what) {
  return std::uint64_t{who} << 8U | static_cast<std::uint64_t>(what);
}

} // namespace

crowd::crowd(surroundings_of_crowd env, double visitors_an_hour, std::uint64_t seed)
    : all_{env}, visitors_an_hour_{visitors_an_hour}, chance_{seed} {}

// ---- what they do

void crowd::act(time_ms from, time_ms until) {
  auto height = all_.wanted.at(from);
  if (height > 0) {
    auto expected = visitors_an_hour_ * height * static_cast<double>(until - from) / hour;
    for (auto left = std::poisson_distribution<>{expected}(chance_); left > 0; --left)
      arrive(all_.shows.draw(from, chance_), false);
    if (from >= next_rush_)
      arrive_in_a_rush(from);
  }
  for (; !plans_.empty() && plans_.top().at <= until; plans_.pop())
    put(plans_.top().who, plans_.top().what);
}

void crowd::arrive_in_a_rush(time_ms at) {
  auto gap = std::exponential_distribution<>{rushes_an_hour / hour}(chance_);
  // The first moment of the run is not one, nor the morning after a night.
  if (std::exchange(next_rush_, at + static_cast<time_ms>(gap)) == 0)
    return;
  auto show = all_.shows.draw(at, chance_);
  for (std::uint64_t i = 0; i < rush_of; ++i)
    arrive(show, true);
}

void crowd::arrive(std::uint32_t show, bool hurried) {
  if (show == all_.shows.size())
    return;
  if (free_.empty()) {
    free_.push_back(static_cast<place>(visitors_.size()));
    visitors_.emplace_back();
  }
  auto who = free_.back();
  free_.pop_back();
  auto& one = visitors_[who] = {};
  one.show = show;
  one.guest = static_cast<std::uint32_t>(below(all_.customers.size()));
  one.looks_left = most_looks;
  one.hurried = hurried;
  plan_to(who, deed::look, 0, hurried ? rush_lasts_s : 1);
}

void crowd::plan_to(place who, deed what, std::int64_t earliest_s, std::int64_t latest_s) {
  auto span = static_cast<std::uint64_t>((latest_s - earliest_s) * second) + 1;
  auto at = all_.node.now() + earliest_s * second + static_cast<std::int64_t>(below(span));
  plans_.push({at, ++last_order_, who, what});
}

void crowd::go_on(place who) {
  auto& one = visitors_[who];
  if (one.ahead.empty())
    return leave(who);
  auto next = one.ahead.front();
  one.ahead = one.ahead.subspan(1);
  auto wait = next.after_pay_by ? (one.pay_by - all_.node.now()) / second + 1 : 0;
  plan_to(who, next.what, wait + next.earliest_s, wait + next.latest_s);
}

void crowd::look_again(place who) {
  if (visitors_[who].looks_left == 0)
    return leave(who);
  plan_to(who, deed::look, 1, 10);
}

void crowd::put(place who, deed what) {
  auto& one = visitors_[who];
  const auto& show = all_.shows[one.show].id;
  auto ask = [&](actors::show_question question, std::string mail = {}) {
    all_.node.ask(show, std::move(question), correlation_of(who, what), std::move(mail));
  };
  switch (what) {
  case deed::look: --one.looks_left; return ask(actors::get_seats{});
  case deed::book:
  case deed::book_again: return ask(request_of(one), all_.customers.mail(one.guest));
  case deed::see: return ask(actors::get_booking{known(one).secret, std::nullopt});
  case deed::read_history: return ask(actors::get_history{known(one).secret, std::nullopt});
  case deed::cancel:
    return ask(cancel_booking{0, known(one).secret, canceller::by_customer, std::nullopt});
  case deed::call_off:
    return ask(cancel_booking{0, known(one).secret, canceller::by_operator, std::nullopt});
  case deed::pay:
  case deed::fail_to_pay:
  case deed::pay_late:
  case deed::pay_too_late:
  case deed::pay_wrong:
  case deed::pay_another:
  case deed::pay_again: return ask(payment_by(one, what));
  }
}

request_booking crowd::request_of(const visitor& one) const {
  request_booking asked;
  asked.customer = all_.customers.id(one.guest);
  for (std::size_t i = 0; i < one.seat_count; ++i)
    asked.seats.push_back(all_.shows[one.show].where->seats[one.seats[i]]);
  if (one.key != 0)
    asked.key_hash = sha256({big_endian(one.key)});
  return asked;
}

record_payment crowd::payment_by(visitor& one, deed what) {
  auto& booked = known(one);
  if (what != deed::pay_again)
    one.attempt = booked.attempts++;
  record_payment said;
  said.secret = booked.secret;
  said.payment = payment_of(one.booking, one.attempt);
  said.amount = {booked.amount + (what == deed::pay_wrong ? 1 : 0), "INR"};
  if (what == deed::fail_to_pay) {
    said.status = payment_status::failed;
    return said;
  }
  said.status = payment_status::success;
  said.paid_at = all_.node.now();
  if (what == deed::pay_late)
    said.paid_at = one.pay_by - second;
  if (what == deed::pay_too_late)
    said.paid_at = one.pay_by + second;
  return said;
}

// ---- what they are told

void crowd::hear(std::uint64_t correlation, actors::reply&& told) {
  auto who = static_cast<place>(correlation >> 8U);
  auto what = static_cast<deed>(correlation & 0xFFU);
  if (auto* map = std::get_if<actors::seat_map>(&told))
    return choose(who, *map);
  if (auto* taken = std::get_if<actors::booking_taken>(&told))
    return hear_taken(who, what, *taken);
  if (auto* ticket = std::get_if<actors::booking_view>(&told))
    return hear_ticket(who, what, *ticket);
  if (auto* payment = std::get_if<actors::payment_view>(&told))
    return hear_payment(who, what, *payment);
  if (auto* history = std::get_if<actors::history_view>(&told))
    return hear_history(who, *history);
  if (auto* refusal = std::get_if<events::refusal>(&told))
    return hear_refusal(who, what, *refusal);
  complain(who, what, fmt::format("was answered by alternative {}", told.index()));
  leave(who);
}

void crowd::choose(place who, const actors::seat_map& map) {
  auto& one = visitors_[who];
  std::vector<seat_index> free;
  for (std::size_t seat = 0; seat < map.seats.size(); ++seat)
    if (map.seats[seat] == seat_status::available)
      free.push_back(static_cast<seat_index>(seat));
  if (free.empty() || !all_.shows.sells(one.show, all_.node.now()))
    return leave(who);
  constexpr std::array<std::uint8_t, 10> parties{1, 2, 2, 2, 2, 2, 3, 3, 4, 6};
  one.seat_count = parties[below(parties.size())];
  one.seat_count = static_cast<std::uint8_t>(std::min<std::size_t>(one.seat_count, free.size()));
  auto first = below(std::min<std::uint64_t>(best_seats, free.size() - one.seat_count + 1));
  std::copy_n(free.begin() + static_cast<std::ptrdiff_t>(first), one.seat_count, one.seats.begin());
  one.key = below(one_in_keyed) == 0 ? ++last_key_ : 0;
  plan_to(who, deed::book, one.hurried ? 0 : 2, one.hurried ? 1 : 20);
}

void crowd::hear_taken(place who, deed what, const actors::booking_taken& told) {
  auto& one = visitors_[who];
  if (what == deed::book_again) {
    if (told.id.secret != known(one).secret)
      complain(who, what, "got another booking");
    return plan_to(who, deed::see, 1, 4);
  }
  known_booking fresh;
  fresh.secret = told.id.secret;
  fresh.amount = told.amount.value;
  fresh.number = static_cast<std::uint32_t>(told.number);
  fresh.show = one.show;
  fresh.seats = one.seats;
  fresh.seat_count = one.seat_count;
  one.booking = all_.books.add(fresh);
  all_.customers.booked(one.guest);
  auto repeats = one.key != 0 && below(one_in_repeating) == 0;
  plan_to(who, repeats ? deed::book_again : deed::see, 1, 4);
}

void crowd::hear_ticket(place who, deed what, const actors::booking_view& told) {
  auto& one = visitors_[who];
  auto& booked = known(one);
  auto found = told.booking.status;
  auto cancels = what == deed::cancel || what == deed::call_off;
  auto right = cancels ? found == booking_status::cancelled
                       : may_become(booked.seen, found, all_.shows[one.show].cancelled);
  if (!right)
    complain(who, what,
             fmt::format("was in state {} and is in state {}", static_cast<int>(booked.seen),
                         static_cast<int>(found)));
  booked.seen = found;
  if (found == booking_status::in_review)
    return plan_to(who, deed::see, 1, 2);
  if (!std::exchange(one.decided, true))
    return begin_script(who, told.booking);
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
  if (below(one_in_bad_losers) == 0) {
    one.ahead = script_of_bad_loser();
    return go_on(who);
  }
  one.decided = false;
  look_again(who);
}

void crowd::hear_payment(place who, deed what, const actors::payment_view& told) {
  auto& one = visitors_[who];
  auto& booked = known(one);
  auto bought = told.entry.status == payment_status::success && !told.entry.refund;
  auto must_buy = what == deed::pay && booked.seen == booking_status::confirmed;
  auto may_buy = must_buy || what == deed::pay_late || what == deed::pay_again;
  if (told.entry.payment != payment_of(one.booking, one.attempt))
    complain(who, what, "was answered by another payment");
  if (must_buy && !bought && !all_.shows[one.show].cancelled)
    complain(who, what, "did not buy the seats");
  if (bought && !may_buy)
    complain(who, what, "bought the seats");
  if (told.entry.status == payment_status::success)
    booked.accepted |= static_cast<std::uint8_t>(1U << one.attempt);
  if (bought && what != deed::pay_again) {
    booked.seen = booking_status::paid;
    booked.paid_by = one.attempt;
  }
  go_on(who);
}

void crowd::hear_history(place who, const actors::history_view& told) {
  if (told.events.empty() || told.events.front().record.seq != known(visitors_[who]).number)
    complain(who, deed::read_history, "does not begin with the request");
  go_on(who);
}

void crowd::hear_refusal(place who, deed what, const refusal& told) {
  auto& one = visitors_[who];
  auto sells = all_.shows.sells(one.show, all_.node.now());
  if (what == deed::book && told.code == errc::seats_unavailable) {
    ++refused_;
    return look_again(who);
  }
  auto show_is_over = what == deed::book && told.code == errc::sales_closed && !sells;
  auto cancelled_before = told.code == errc::not_cancellable && all_.shows[one.show].cancelled;
  if (!show_is_over && !cancelled_before)
    complain(who, what, fmt::format("was refused with code {}", static_cast<int>(told.code)));
  leave(who);
}

void crowd::complain(place who, deed what, const std::string& text) {
  all_.wrong.add(fmt::format("deed {} at show {}: {}", static_cast<int>(what),
                             all_.shows[visitors_[who].show].id.text, text));
}

} // namespace boxoffice::soak

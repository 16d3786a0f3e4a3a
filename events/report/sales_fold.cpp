#include "events/report/sales_fold.hpp"

#include "events/state/lines.hpp"

#include <cstdlib>
#include <utility>

namespace boxoffice::events {

namespace {

constexpr time_ms ms_a_quarter = 900'000;

sales_method method_of(payment_method how) {
  switch (how) {
  case payment_method::cash: return sales_method::cash;
  case payment_method::card: return sales_method::card;
  case payment_method::complimentary: return sales_method::complimentary;
  }
  std::abort(); // All enumerators return above.
}

std::int64_t count_of(std::size_t seats) { return static_cast<std::int64_t>(seats); }

} // namespace

/// Counts one event, before the state has it; one overload for each type that a report shows.
class sales_fold::counter {
public:
  counter(sales_fold& fold, time_ms at) : fold_{fold}, at_{at} {}

  void operator()(const booking_paid& fact) {
    if (fact.method)
      fold_.methods_[fact.number] = method_of(*fact.method);
    const auto* booked = find(fact.number);
    if (booked == nullptr)
      return;
    auto method = method_of_booking(fact.number);
    auto& sums = sums_of(method, fact.amount.currency);
    add_to(sums.seats_sold, count_of(booked->seats.size()));
    add_to(sums.revenue, fact.amount.value);
    add_part(sums.methods,
             {std::string{name(method)}, count_of(booked->seats.size()), fact.amount.value});
    for (const auto& line : lines_of(*fold_.state_.plan, *booked))
      add_part(sums.types, {line.type != nullptr ? line.type->text : "", 1, line.price});
  }
  void operator()(const booking_cancelled& fact) {
    const auto* booked = find(fact.number);
    if (is_paid(booked))
      add_returned(*booked, booked->seats.size());
  }
  void operator()(const seats_returned& fact) {
    const auto* booked = find(fact.number);
    if (is_paid(booked))
      add_returned(*booked, fact.seats.size());
  }
  void operator()(const booking_expired& fact) {
    const auto* booked = find(fact.number);
    if (booked != nullptr && fact.reason == expiry_reason::payment_timeout)
      add_to(sums_of(sales_method::online, currency()).seats_expired,
             count_of(booked->seats.size()));
  }
  void operator()(const refund_due& fact) {
    auto& sums = sums_of_payment(fact.number, fact.payment, fact.amount);
    add_to(sums.refunds_due, fact.amount.value);
    if (!is_of_sale(find(fact.number), fact.payment))
      add_to(sums.unallocated, fact.amount.value);
  }
  void operator()(const refund_completed& fact) {
    add_to(sums_of_payment(fact.number, fact.payment, fact.amount).refunds_paid, fact.amount.value);
  }
  void operator()(const payment_reversed& fact) {
    add_to(sums_of_payment(fact.number, fact.payment, fact.amount).reversed, fact.amount.value);
  }
  template <class Event>
  void operator()(const Event&) {}

private:
  [[nodiscard]] const booking* find(booking_number number) const {
    return fold_.state_.opened() ? fold_.state_.find(number) : nullptr;
  }
  static bool is_paid(const booking* booked) {
    return booked != nullptr && booked->status == booking_status::paid;
  }
  /// Whether the payment bought the seats of the booking. Otherwise it bought nothing.
  static bool is_of_sale(const booking* booked, const payment_id& payment) {
    return booked != nullptr && booked->details->paid_by == payment;
  }
  [[nodiscard]] const std::string& currency() const { return fold_.state_.plan->body.currency; }

  [[nodiscard]] sales_method method_of_booking(booking_number number) const {
    auto found = fold_.methods_.find(number);
    return found == fold_.methods_.end() ? sales_method::online : found->second;
  }

  void add_returned(const booking& booked, std::size_t seats) {
    add_to(sums_of(method_of_booking(booked.number), currency()).seats_returned, count_of(seats));
  }

  sales_figures& sums_of_payment(booking_number number, const payment_id& payment,
                                 const money& amount) {
    auto sold = is_of_sale(find(number), payment);
    return sums_of(sold ? method_of_booking(number) : sales_method::online, amount.currency);
  }

  sales_figures& sums_of(sales_method method, const std::string& in) {
    auto by = fold_.query_.by;
    return fold_.figures_[{selects_events(by) ? at_ / ms_a_quarter : 0,
                           by == sales_grouping::method ? method : sales_method::online, in}];
  }

  sales_fold& fold_;
  time_ms at_;
};

sales_fold::sales_fold(show_id show, sales_query query) : query_{std::move(query)} {
  state_.id = std::move(show);
}

bool sales_fold::take(const recorded& next) {
  auto by_event = selects_events(query_.by);
  auto is_late = by_event && query_.to.at && next.at >= *query_.to.at;
  // A later event may change the time zone, and then the days.
  if (is_late && query_.by != sales_grouping::day && !query_.from.day)
    return false;
  auto is_early = by_event && query_.from.at && next.at < *query_.from.at;
  if (!is_late && !is_early)
    std::visit(counter{*this, next.at}, next.event);
  else if (const auto* paid = std::get_if<booking_paid>(&next.event); paid && paid->method)
    methods_[paid->number] = method_of(*paid->method);
  evolve(state_, next);
  return true;
}

bool sales_fold::is_selected(const place& one, local_days& days) const {
  if (!query_.from.day && !query_.to.day)
    return true;
  auto day = days.day_of(one.quarter * ms_a_quarter);
  return !(query_.from.day && day < *query_.from.day) && !(query_.to.day && day >= *query_.to.day);
}

std::string sales_fold::key_of(const place& one, local_days& days) const {
  switch (query_.by) {
  case sales_grouping::show: return state_.id.text;
  case sales_grouping::movie: return state_.plan->body.movie;
  case sales_grouping::hall: return state_.plan->body.hall;
  case sales_grouping::day: return date_text(days.day_of(one.quarter * ms_a_quarter));
  case sales_grouping::method: return std::string{name(one.method)};
  }
  std::abort(); // All enumerators return above.
}

show_sales sales_fold::finish() const {
  show_sales out{state_.id, {}, {}, 0, {}, {}};
  if (!state_.opened())
    return out;
  const auto& body = state_.plan->body;
  out.movie = body.movie;
  out.hall = body.hall;
  out.starts_at = body.starts_at;
  out.time_zone = body.time_zone.value_or(query_.time_zone);
  local_days days{out.time_zone};
  auto by_event = selects_events(query_.by);
  auto day = days.day_of(body.starts_at);
  auto starts_in_time = !query_.from.is_later_than(body.starts_at, day) &&
                        (!query_.to.is_set() || query_.to.is_later_than(body.starts_at, day));
  if (!by_event && !starts_in_time)
    return out;
  std::map<std::pair<std::string, std::string>, sales_figures> rows;
  for (const auto& [one, figures] : figures_)
    if (!by_event || is_selected(one, days))
      add_figures(rows[{key_of(one, days), one.currency}], figures);
  if (!by_event) // A show that has sold nothing is a line too.
    rows.try_emplace({key_of({}, days), body.currency});
  for (auto& [of, figures] : rows)
    out.rows.push_back({of.first, of.second, std::move(figures)});
  return out;
}

} // namespace boxoffice::events

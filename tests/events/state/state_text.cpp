#include "events/codec/event_json.hpp"
#include "tests/events/reference_show.hpp"

#include <sstream>

#include <nlohmann/json.hpp>

namespace boxoffice::events::tests {

namespace {

template <class Numbers>
void put(std::ostream& out, const char* name, const Numbers& numbers) {
  out << ' ' << name;
  for (const auto& number : numbers)
    out << ' ' << number;
}

void put(std::ostream& out, const char* name, const money& amount) {
  out << ' ' << name << ' ' << amount.value << amount.currency;
}

template <class Enum>
int number_of(const std::optional<Enum>& value) {
  return value ? static_cast<int>(*value) : -1;
}

void put(std::ostream& out, const booking& booked) {
  const auto& details = *booked.details;
  out << "booking " << booked.number << ' ' << to_hex(booked.secret) << ' '
      << to_hex(booked.customer) << " amount " << booked.amount << " at " << booked.requested_at
      << " key " << (details.key_hash ? to_hex(*details.key_hash) : "") << " status "
      << static_cast<int>(booked.status) << " decided " << booked.decided_at << " payBy "
      << booked.pay_by << " round " << booked.drawn.round << ' ' << to_hex(booked.drawn.seed)
      << " rule " << static_cast<int>(booked.rule) << " expired " << number_of(booked.expired)
      << " cancelled " << number_of(booked.cancelled) << " paid "
      << (details.paid_by ? details.paid_by->text : "") << ' ' << details.paid_at << ' '
      << static_cast<int>(booked.how) << " method " << number_of(details.method);
  put(out, "kept", details.kept);
  put(out, "seats", booked.seats);
  put(out, "others", details.others);
  put(out, "lost", details.seats_lost);
  put(out, "requested", details.requested_seats);
  put(out, "requested prices", details.requested_prices);
  put(out, "prices", details.prices);
  for (const auto& type : details.types)
    out << " type " << type.text;
  for (const auto& type : details.requested_types)
    out << " requested type " << type.text;
  for (const auto& each : details.payments)
    out << "\n  payment " << each.payment.text << ' ' << static_cast<int>(each.status) << ' '
        << number_of(each.refund) << ' ' << static_cast<int>(each.how) << ' ' << each.returned.value
        << each.returned.currency << ' ' << each.total << ' ' << each.dispute;
  for (const auto& each : details.refunds) {
    out << "\n  refund " << each.payment.text << ' ' << static_cast<int>(each.reason) << ' '
        << each.since << " seq " << each.seq;
    put(out, "of", each.amount);
  }
  for (const auto& each : details.admitted)
    out << "\n  admitted " << each.seat << ' ' << each.at << ' ' << each.gate;
  out << '\n';
}

} // namespace

std::string text_of(const show_state& show) {
  std::ostringstream out;
  out << "show " << show.id.text << " seq " << show.seq << " at " << show.last_at << " round "
      << show.round << " sales " << static_cast<int>(show.sales) << " rules "
      << show.rules.review_interval_ms << ' ' << show.rules.contention_window_ms << ' '
      << show.rules.review_hold_ms << ' ' << show.rules.payment_window_ms << ' '
      << show.rules.max_seats << '\n';
  if (show.plan) {
    out << to_json(show.plan->body).dump() << " since " << show.plan->since;
    for (const auto& former : show.plan->seats.former())
      out << " former " << former.text;
    out << '\n';
  }
  for (std::size_t i = 0; i < show.seats.size(); ++i) {
    const auto& each = show.seats[i];
    out << "seat " << each.blocked << ' ' << each.owner << ' ' << each.sold;
    put(out, "claims", each.claims);
    out << '\n';
  }
  for (const auto& booked : show.bookings)
    put(out, booked);
  for (const auto& booked : show.bookings) {
    out << "secret of " << show.find(booked.secret)->number;
    if (const auto& key = booked.details->key_hash)
      out << " key of " << show.bookings.find(booked.customer, *key)->number;
    out << '\n';
  }
  for (const auto& booked : show.bookings)
    out << "open seats of " << booked.number << "'s customer "
        << show.customers.open_seats(booked.customer) << " paid "
        << show.customers.paid_seats(booked.customer) << '\n';
  for (const auto& each : show.customers.endings()) {
    out << "ended unpaid " << each.number << ' ' << to_hex(each.customer) << ' ' << each.at;
    put(out, "seats", each.seats);
    out << '\n';
  }
  put(out, "under review", show.under_review);
  for (const auto& [deadline, number] : show.unpaid.due(std::numeric_limits<time_ms>::max()))
    out << " unpaid " << deadline << ' ' << number;
  return out.str();
}

} // namespace boxoffice::events::tests

#include "events/kinds/show_changes.hpp"

namespace boxoffice::events {

namespace {

template <class T>
void set_if_named(const std::optional<T>& named, T& member) {
  if (named)
    member = *named;
}

template <class T>
void note_change(const T& before, const T& after, std::optional<T>& change) {
  if (before != after)
    change.emplace(after);
}

std::optional<std::vector<price_type>> offered(const std::vector<price_type>& types) {
  return types.empty() ? std::nullopt : std::optional{types};
}

std::optional<single_seats> stated(single_seats rule) {
  return rule == single_seats::allow ? std::nullopt : std::optional{rule};
}

} // namespace

void apply(const show_changes& changes, show_body& body) {
  set_if_named(changes.movie, body.movie);
  set_if_named(changes.hall, body.hall);
  set_if_named(changes.starts_at, body.starts_at);
  if (changes.sales_close_at)
    body.sales_close_at = changes.sales_close_at->value_or(body.starts_at);
  set_if_named(changes.price, body.price);
  set_if_named(changes.classes, body.classes);
  set_if_named(changes.rows, body.rows);
  set_if_named(changes.time_zone, body.time_zone);
  set_if_named(changes.opens_at, body.opens_at);
  if (changes.price_types)
    body.price_types = changes.price_types->value_or(std::vector<price_type>{});
  set_if_named(changes.max_seats_per_customer, body.max_seats_per_customer);
  if (changes.single_seats)
    body.single_seats = changes.single_seats->value_or(single_seats::allow);
  set_if_named(changes.poster, body.poster);
  set_if_named(changes.running_time, body.running_time);
  set_if_named(changes.rating, body.rating);
  set_if_named(changes.language, body.language);
}

show_changes difference(const show_body& before, const show_body& after) {
  show_changes changes;
  note_change(before.movie, after.movie, changes.movie);
  note_change(before.hall, after.hall, changes.hall);
  note_change(before.starts_at, after.starts_at, changes.starts_at);
  note_change(std::optional{before.sales_close_at}, std::optional{after.sales_close_at},
              changes.sales_close_at);
  note_change(before.price, after.price, changes.price);
  note_change(before.classes, after.classes, changes.classes);
  note_change(before.rows, after.rows, changes.rows);
  note_change(before.time_zone, after.time_zone, changes.time_zone);
  note_change(before.opens_at, after.opens_at, changes.opens_at);
  note_change(offered(before.price_types), offered(after.price_types), changes.price_types);
  note_change(before.max_seats_per_customer, after.max_seats_per_customer,
              changes.max_seats_per_customer);
  note_change(stated(before.single_seats), stated(after.single_seats), changes.single_seats);
  note_change(before.poster, after.poster, changes.poster);
  note_change(before.running_time, after.running_time, changes.running_time);
  note_change(before.rating, after.rating, changes.rating);
  note_change(before.language, after.language, changes.language);
  return changes;
}

} // namespace boxoffice::events

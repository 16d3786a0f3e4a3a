#include "http/api/json/show_patch.hpp"

#include "http/api/json/show_members.hpp"

namespace boxoffice::http {

namespace {

/// A member that every show has.
template <class T, class Read>
void read_change(members& from, const char* name, std::optional<T>& change, Read read) {
  if (from.find(name) != nullptr)
    change = read(name);
}

/// A member that null removes.
template <class T, class Read>
void read_removable(members& from, const char* name, events::removable<T>& change, Read read) {
  if (from.has(name))
    change.emplace(read(name));
  else if (from.find(name) != nullptr)
    change.emplace();
}

void refuse_fixed(members& from, const char* name) {
  if (from.find(name) != nullptr)
    from.refuse(name, "cannot be changed");
}

events::show_changes changes_in(members& from, error_list& errors) {
  auto text = [&](const char* name) { return from.text(name); };
  auto time = [&](const char* name) { return from.time(name); };
  auto integer = [&](const char* name) { return from.integer(name); };
  events::show_body lists;
  events::show_changes changes;
  read_change(from, "movie", changes.movie, text);
  read_change(from, "hall", changes.hall, text);
  read_change(from, "startsAt", changes.starts_at, time);
  read_removable(from, "salesCloseAt", changes.sales_close_at, time);
  read_change(from, "price", changes.price, integer);
  read_change(from, "classes", changes.classes, [&](const char*) {
    read_classes(from, lists, errors);
    return std::move(lists.classes);
  });
  read_change(from, "rows", changes.rows, [&](const char*) {
    read_rows(from, lists, errors);
    return std::move(lists.rows);
  });
  read_removable(from, "timeZone", changes.time_zone, text);
  read_removable(from, "opensAt", changes.opens_at, time);
  read_removable(from, "priceTypes", changes.price_types, [&](const char*) {
    read_price_types(from, lists, errors);
    return std::move(lists.price_types);
  });
  read_removable(from, "maxSeatsPerCustomer", changes.max_seats_per_customer, integer);
  read_removable(from, "singleSeats", changes.single_seats,
                 [&](const char*) { return single_seats_in(from); });
  read_removable(from, "poster", changes.poster, text);
  read_removable(from, "runningTime", changes.running_time, integer);
  read_removable(from, "rating", changes.rating, text);
  read_removable(from, "language", changes.language, text);
  return changes;
}

} // namespace

reading<events::show_changes> read_show_changes(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  refuse_fixed(from, "id");
  refuse_fixed(from, "currency");
  auto changes = changes_in(from, errors);
  from.refuse_others();
  if (!errors.empty())
    return errors.take();
  return changes;
}

} // namespace boxoffice::http

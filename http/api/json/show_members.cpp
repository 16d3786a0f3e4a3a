#include "http/api/json/show_members.hpp"

#include "events/enum_names.hpp"

#include <string>
#include <unordered_set>

namespace boxoffice::http {

namespace {

/// `"seats": 12` is how many; they get their ids when all rows are known.
std::optional<std::uint64_t> seat_count(members& from) {
  const auto* given = from.find("seats");
  if (given == nullptr || !given->is_number_unsigned())
    return std::nullopt;
  if (auto count = given->get<std::uint64_t>(); count <= events::seat_limit)
    return count;
  from.refuse("seats", "must be at most 10000");
  return 0;
}

/// `["wheelchair", "companion"]`.
events::seat_attributes attributes_in(members& from, error_list& errors) {
  events::seat_attributes set;
  const auto* list = from.array("attributes");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    auto known =
        (*list)[i].is_string()
            ? events::from_name<events::seat_attribute>((*list)[i].get_ref<const std::string&>())
            : std::nullopt;
    auto path = from.path() + "attributes[" + std::to_string(i) + ']';
    if (!known)
      errors.add(path, "must be wheelchair, companion or restricted_view");
    else if (set.has(*known))
      errors.add(path, "is given twice");
    else
      set.add(*known);
  }
  return set;
}

/// A seat of a row that is an object.
events::hall_seat described_seat(const json& value, const std::string& path, error_list& errors) {
  members from{value, path + '.', errors};
  events::hall_seat seat{{from.id("id")}};
  if (from.find("attributes") != nullptr)
    seat.attributes = attributes_in(from, errors);
  from.refuse_others();
  return seat;
}

std::vector<std::optional<events::hall_seat>> row_seats(members& from, error_list& errors) {
  std::vector<std::optional<events::hall_seat>> seats;
  const auto* given = from.find("seats");
  if (given == nullptr || !given->is_array()) {
    from.refuse("seats", given == nullptr ? "is missing" : "must be a count or an array of ids");
    return seats;
  }
  for (std::size_t i = 0; i < given->size(); ++i) {
    const auto& seat = (*given)[i];
    auto path = from.path() + "seats[" + std::to_string(i) + ']';
    if (seat.is_object()) {
      seats.emplace_back(described_seat(seat, path, errors));
      continue;
    }
    auto text = id_text(seat);
    if (!text && !seat.is_null())
      errors.add(path, "must be text, an integer, null or {id, attributes}");
    if (text)
      seats.emplace_back(events::seat_id{std::move(*text)});
    else
      seats.emplace_back(std::nullopt);
  }
  return seats;
}

bool ends_in_digit(const std::string& name) {
  return !name.empty() && name.back() >= '0' && name.back() <= '9';
}

void fill(events::show_body& body, const std::vector<counted_row>& counted, bool plainly) {
  for (const auto& [at, seats] : counted) {
    auto& row = body.rows[at];
    const auto stem = !plainly && ends_in_digit(row.row) ? row.row + '-' : row.row;
    row.seats.clear();
    for (std::uint64_t number = 1; number <= seats; ++number)
      row.seats.emplace_back(events::seat_id{stem + std::to_string(number)});
  }
}

bool names_a_seat_twice(const events::show_body& body) {
  std::unordered_set<events::seat_id> seen;
  for (const auto& row : body.rows)
    for (const auto& seat : row.seats)
      if (seat && !seen.insert(*seat).second)
        return true;
  return false;
}

} // namespace

void number_seats(events::show_body& body, const std::vector<counted_row>& counted) {
  fill(body, counted, true);
  if (!counted.empty() && names_a_seat_twice(body))
    fill(body, counted, false);
}

void read_classes(members& from, events::show_body& body, error_list& errors) {
  const auto* list = from.array("classes");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    members each{(*list)[i], from.path() + "classes[" + std::to_string(i) + "].", errors};
    body.classes.push_back({each.id("id"), each.text("name"), each.integer("price")});
    each.refuse_others();
  }
}

void read_rows(members& from, events::show_body& body, error_list& errors) {
  const auto* list = from.array("rows");
  std::size_t seats = 0;
  std::vector<counted_row> counted;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    members each{(*list)[i], from.path() + "rows[" + std::to_string(i) + "].", errors};
    events::seat_row row{each.id("row"), each.id("class"), {}};
    if (const auto count = seat_count(each)) {
      counted.push_back({body.rows.size(), *count});
      seats += *count;
    } else {
      row.seats = row_seats(each, errors);
      seats += row.seats.size();
    }
    if (each.has("offset"))
      row.offset = each.integer("offset");
    each.refuse_others();
    // Counted while reading: a thousand rows of `seats: 10000` are a small body.
    body.rows.push_back(std::move(row));
    if (seats > 2 * events::seat_limit)
      return from.refuse("rows", "must hold at most 10000 seats");
  }
  number_seats(body, counted);
}

std::vector<events::seat_id> read_blocked(members& from, error_list& errors) {
  std::vector<events::seat_id> blocked;
  if (!from.has("blocked"))
    return blocked;
  const auto* list = from.array("blocked");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    auto id = id_text((*list)[i]);
    if (!id)
      errors.add(from.path() + "blocked[" + std::to_string(i) + ']', "must be the id of a seat");
    blocked.push_back({id.value_or("")});
  }
  return blocked;
}

void read_price_types(members& from, events::show_body& body, error_list& errors) {
  if (!from.has("priceTypes"))
    return;
  const auto* list = from.array("priceTypes");
  if (list != nullptr && list->empty())
    from.refuse("priceTypes", "must be 1 to 20");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    members each{(*list)[i], from.path() + "priceTypes[" + std::to_string(i) + "].", errors};
    body.price_types.push_back({{each.id("id")}, each.text("name"), each.integer("price")});
    each.refuse_others();
  }
}

events::single_seats single_seats_in(members& from) {
  const auto* given = from.find("singleSeats");
  auto rule = given->is_string()
                  ? events::from_name<events::single_seats>(given->get_ref<const std::string&>())
                  : std::nullopt;
  if (!rule)
    from.refuse("singleSeats", "must be allow or refuse");
  return rule.value_or(events::single_seats::allow);
}

} // namespace boxoffice::http

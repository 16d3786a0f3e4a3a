#include "tests/events/choose/text_hall.hpp"

#include <algorithm>

namespace boxoffice::events::tests {

namespace {

hall_place place_of(char drawn) {
  switch (drawn) {
  case '_': return {standing::aisle};
  case 'x': return {standing::taken};
  case 'c': return {standing::claimed};
  case 'o': return {standing::free, false};
  case 'w': return {standing::free, false, true};
  default: return {standing::free, true};
  }
}

} // namespace

seating seating_of(const text_hall& rows, std::size_t rows_a_class) {
  seating hall;
  hall.rows_of_hall = rows.size();
  seat_index next = 0;
  for (std::uint32_t number = 0; number < rows.size(); ++number) {
    seating::row_view row{number, static_cast<std::uint32_t>(number / rows_a_class), 0,
                          static_cast<std::uint32_t>(hall.places.size()), 0};
    row.claims = static_cast<std::uint32_t>(std::ranges::count(rows[number], 'c'));
    for (auto drawn : rows[number]) {
      hall.places.push_back(place_of(drawn));
      if (drawn != '_')
        hall.places.back().seat = next++;
    }
    row.end = static_cast<std::uint32_t>(hall.places.size());
    hall.rows.push_back(row);
  }
  return hall;
}

text_hall marked(const text_hall& rows, const seat_list& seats) {
  auto drawn = rows;
  std::size_t found = 0;
  seat_index next = 0;
  for (auto& row : drawn)
    for (auto& place : row) {
      if (place == '_')
        continue;
      if (std::find(seats.begin(), seats.end(), next++) != seats.end())
        place = '#', ++found;
    }
  RC_ASSERT(found == seats.size());
  return drawn;
}

seat_list seats_at(const text_hall& rows, char mark) {
  seat_list seats;
  seat_index next = 0;
  for (const auto& row : rows)
    for (auto place : row) {
      if (place == mark)
        seats.push_back(next);
      next = static_cast<seat_index>(next + (place != '_' ? 1 : 0));
    }
  return seats;
}

rc::Gen<text_hall> text_halls() {
  auto place = rc::gen::elementOf(std::string{"............xxxxcc__ow"});
  auto row = rc::gen::resize(8, rc::gen::nonEmpty(rc::gen::container<std::string>(place)));
  return rc::gen::resize(5, rc::gen::nonEmpty(rc::gen::container<text_hall>(row)));
}

} // namespace boxoffice::events::tests

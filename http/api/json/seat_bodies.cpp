#include "http/api/json/seat_bodies.hpp"

#include "events/decide/booking.hpp"
#include "http/api/json/json_members.hpp"

namespace boxoffice::http {

namespace {

std::vector<events::seat_id> seats_in(members& from, error_list& errors) {
  std::vector<events::seat_id> seats;
  const auto* list = from.array("seats");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (auto text = id_text((*list)[i]))
      seats.push_back({std::move(*text)});
    else
      errors.add(from.path() + "seats[" + std::to_string(i) + ']', "must be text or an integer");
  }
  return seats;
}

reading<std::vector<events::seat_id>> seat_list_in(const json& object) {
  error_list errors;
  members from{object, "", errors};
  auto seats = seats_in(from, errors);
  from.refuse_others();
  if (errors.empty())
    errors.add_all(events::errors_in(seats, events::seat_limit));
  if (!errors.empty())
    return errors.take();
  return seats;
}

} // namespace

reading<std::vector<events::seat_id>> read_seats(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  return seat_list_in(parsed.value);
}

reading<std::optional<std::vector<events::seat_id>>> read_seats_if_any(std::string_view body) {
  std::optional<std::vector<events::seat_id>> none;
  if (body.empty())
    return none;
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  if (parsed.value.empty())
    return none;
  auto seats = seat_list_in(parsed.value); // `null` too is an error: it might mean all or none.
  if (!seats)
    return seats.error();
  return std::optional{std::move(*seats)};
}

} // namespace boxoffice::http

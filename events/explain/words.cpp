#include "events/explain/words.hpp"

namespace boxoffice::events {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0)
      text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string named(booking_number number) { return "booking " + std::to_string(number); }

std::string seats_text(const show_state& show, const seat_list& seats) {
  std::vector<std::string> names;
  for (auto seat : seats)
    names.emplace_back(show.plan->seats[seat].id.text());
  return joined(names);
}

std::string the_seats(const show_state& show, const seat_list& seats) {
  return (seats.size() == 1 ? "seat " : "seats ") + seats_text(show, seats);
}

std::string seat_count(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " seat" : " seats");
}

std::string span_text(std::int64_t ms) {
  if (ms != 0 && ms % 60'000 == 0)
    return std::to_string(ms / 60'000) + " min";
  if (ms % 1'000 == 0)
    return std::to_string(ms / 1'000) + " s";
  return std::to_string(ms) + " ms";
}

} // namespace boxoffice::events

#include "http/api/halls/hall_json.hpp"

#include "events/codec/event_json.hpp"
#include "events/decide/new_show.hpp"
#include "http/api/json/json_members.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/json/show_members.hpp"

#include <cstdlib>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using ordered_hall = nlohmann::ordered_json;

std::size_t seats_of(const events::show_body& hall) {
  std::size_t seats = 0;
  for (const auto& row : hall.rows)
    for (const auto& seat : row.seats)
      seats += seat ? 1 : 0;
  return seats;
}

std::optional<std::uint64_t> read_version(members& from) {
  if (!from.has("version"))
    return std::nullopt;
  auto given = from.integer("version");
  if (given < 0)
    from.refuse("version", "must be the version of the hall, or 0 for a new one");
  return static_cast<std::uint64_t>(given);
}

/// What the log keeps of the hall, and an answer shows.
std::string plan_json(const events::show_body& hall, const std::vector<events::seat_id>& blocked) {
  auto show = events::to_json(hall);
  ordered_hall plan{{"classes", std::move(show.at("classes"))},
                    {"rows", std::move(show.at("rows"))}};
  for (const auto& seat : blocked)
    plan["blocked"].push_back(seat.text);
  if (hall.time_zone)
    plan["timeZone"] = *hall.time_zone;
  return json_text(plan);
}

} // namespace

reading<storage::wanted_hall> read_hall(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  events::show_body hall;
  hall.hall = from.text("name");
  read_classes(from, hall, errors);
  read_rows(from, hall, errors);
  auto blocked = read_blocked(from, errors);
  if (from.has("timeZone"))
    hall.time_zone = from.text("timeZone");
  auto version = read_version(from);
  from.refuse_others();
  if (errors.empty())
    errors.add_all(events::errors_in_new_hall(hall));
  if (errors.empty())
    errors.add_all(events::errors_in_blocked(hall, blocked));
  if (!errors.empty())
    return errors.take();
  return storage::wanted_hall{{}, hall.hall, seats_of(hall), plan_json(hall, blocked), version};
}

std::string hall_text(const storage::hall_template& hall) {
  auto out = json_text(ordered_hall{
      {"id", hall.head.id.text}, {"version", hall.head.version}, {"name", hall.head.name}});
  out.back() = ',';
  return out.append(hall.plan, 1); // Both are objects with members.
}

nlohmann::ordered_json to_json(const actors::hall_page& page) {
  auto list = ordered_hall::array();
  for (const auto& each : page.items)
    list.push_back({{"id", each.id.text},
                    {"name", each.name},
                    {"seats", each.seats},
                    {"version", each.version}});
  ordered_hall out{{"halls", std::move(list)}};
  if (page.next)
    out["next"] = *page.next;
  if (!page.missing.empty())
    out["missingNodes"] = page.missing;
  return out;
}

problem problem_of(const actors::hall_refused& refused) {
  switch (refused.why) {
  case storage::hall_refusal::not_found: return {code::hall_not_found};
  case storage::hall_refusal::too_many: return {code::hall_limit};
  case storage::hall_refusal::changed: {
    problem what{code::hall_changed};
    what.version = refused.version;
    return what;
  }
  }
  std::abort(); // All enumerators return above.
}

} // namespace boxoffice::http

#include "http/api/halls/hall_json.hpp"

#include "events/codec/event_json.hpp"
#include "events/decide/new_show.hpp"
#include "http/api/json/json_members.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/json/show_members.hpp"

#include <cstdlib>
#include <unordered_set>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using ordered_hall = nlohmann::ordered_json;

std::unordered_set<std::string> seat_ids_of(const events::show_body& hall) {
  std::unordered_set<std::string> seats;
  for (const auto& row : hall.rows)
    for (const auto& seat : row.seats)
      if (seat)
        seats.insert(seat->text);
  return seats;
}

/// `["A1", 7]`, each the id of a seat.
std::vector<std::string> read_blocked(members& from, error_list& errors) {
  std::vector<std::string> blocked;
  if (!from.has("blocked"))
    return blocked;
  const auto* list = from.array("blocked");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    auto id = id_text((*list)[i]);
    if (!id)
      errors.add("blocked[" + std::to_string(i) + ']', "must be the id of a seat");
    blocked.push_back(id.value_or(""));
  }
  return blocked;
}

void check_blocked(const std::vector<std::string>& blocked,
                   const std::unordered_set<std::string>& seats, error_list& errors) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < blocked.size(); ++i) {
    auto place = "blocked[" + std::to_string(i) + ']';
    if (!seats.contains(blocked[i]))
      errors.add(place, "is not the id of a seat of the rows");
    else if (!seen.insert(blocked[i]).second)
      errors.add(place, "is given twice");
  }
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
std::string plan_json(const events::show_body& hall, const std::vector<std::string>& blocked) {
  auto show = events::to_json(hall);
  ordered_hall plan{{"classes", std::move(show.at("classes"))},
                    {"rows", std::move(show.at("rows"))}};
  if (!blocked.empty())
    plan["blocked"] = blocked;
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
  const auto seats = seat_ids_of(hall);
  if (errors.empty())
    check_blocked(blocked, seats, errors);
  if (!errors.empty())
    return errors.take();
  return storage::wanted_hall{{}, hall.hall, seats.size(), plan_json(hall, blocked), version};
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

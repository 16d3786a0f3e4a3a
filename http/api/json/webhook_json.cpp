#include "http/api/json/webhook_json.hpp"

#include "events/event_types.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"
#include "http/api/json/json_members.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace boxoffice::http {

namespace {

using ordered = nlohmann::ordered_json;

constexpr std::size_t most_url_bytes = 2'000;
constexpr std::size_t most_description_bytes = 1'000;

constexpr auto known_types = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array{events::type_name_of<std::variant_alternative_t<I, events::event>>...};
}
(std::make_index_sequence<std::variant_size_v<events::event>>{});

std::vector<std::string> types_in(members& from, error_list& errors) {
  std::vector<std::string> types;
  if (const auto* given = from.find("events"); given == nullptr || given->is_null())
    return types;
  const auto* list = from.array("events");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto& each = (*list)[i];
    auto type = each.is_string() ? each.get<std::string>() : std::string{};
    if (std::ranges::find(known_types, type) == known_types.end())
      errors.add("events[" + std::to_string(i) + ']', "must be a type of event");
    else if (std::ranges::find(types, type) != types.end())
      errors.add("events[" + std::to_string(i) + ']', "must not be named twice");
    else
      types.push_back(std::move(type));
  }
  if (list != nullptr && list->empty())
    errors.add("events", "must name a type of event; without it all are sent");
  return types;
}

std::string optional_text(members& from, const char* name) {
  const auto* given = from.find(name);
  return given == nullptr || given->is_null() ? std::string{} : from.text(name);
}

void check_texts(const std::string& url, const std::string& description, error_list& errors) {
  if (url.size() > most_url_bytes)
    errors.add("url", "must have at most 2000 characters");
  if (description.size() > most_description_bytes)
    errors.add("description", "must have at most 1000 bytes");
  else if (!events::plain_code_points(description))
    errors.add("description", "must be text without control characters");
}

ordered with_secret(const actors::webhook_view& view) {
  auto out = to_json(view);
  out["secret"] = storage::webhook_secret_text(view.endpoint.secret);
  return out;
}

/// Names the nodes that could not be asked.
void add_missing(ordered& out, const std::vector<std::string>& nodes) {
  if (!nodes.empty())
    out["missingNodes"] = nodes;
}

const char* state_of(const actors::webhook_view& view) {
  if (!view.endpoint.disabled.empty())
    return "DISABLED";
  auto failing = view.endpoint.last_error_at > view.endpoint.last_success;
  return view.down || failing ? "FAILING" : "ACTIVE";
}

} // namespace

reading<actors::add_webhook> read_webhook(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  actors::add_webhook wanted;
  wanted.url = from.text("url");
  wanted.events = types_in(from, errors);
  wanted.description = optional_text(from, "description");
  auto start = optional_text(from, "from");
  from.refuse_others();
  wanted.from_start = start == "start";
  if (!start.empty() && start != "start" && start != "now")
    errors.add("from", "must be now or start");
  check_texts(wanted.url, wanted.description, errors);
  if (!errors.empty())
    return errors.take();
  return wanted;
}

reading<actors::change_webhook> read_webhook_change(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  actors::change_webhook wanted;
  if (from.find("url") != nullptr)
    wanted.url = from.text("url");
  if (from.find("events") != nullptr)
    wanted.events = types_in(from, errors);
  if (from.find("description") != nullptr)
    wanted.description = optional_text(from, "description");
  if (const auto* enabled = from.find("enabled"); enabled != nullptr && enabled->is_boolean())
    wanted.enabled = enabled->get<bool>();
  else if (enabled != nullptr)
    errors.add("enabled", "must be true or false");
  from.refuse_others();
  check_texts(wanted.url.value_or(""), wanted.description.value_or(""), errors);
  if (!errors.empty())
    return errors.take();
  return wanted;
}

reading<actors::resend_webhook> read_resend(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  actors::resend_webhook wanted;
  if (from.find("movieShowId") != nullptr || from.find("seq") != nullptr) {
    events::show_id show{from.id("movieShowId")};
    auto seq = from.integer("seq");
    if (errors.empty() && !events::is_id(show.text, events::most_show_id_chars))
      errors.add("movieShowId", "must be a show id");
    if (errors.empty() && seq < 1)
      errors.add("seq", "must be 1 or more");
    wanted.only = {std::move(show), static_cast<std::uint64_t>(seq)};
  }
  from.refuse_others();
  if (!errors.empty())
    return errors.take();
  return wanted;
}

void hide_query(actors::webhook_view& view) {
  auto& url = view.endpoint.url;
  if (auto query = url.find('?'); query != std::string::npos)
    url.replace(query + 1, std::string::npos, "(hidden)");
}

void hide_query(actors::webhook_list& list) {
  for (auto& each : list)
    hide_query(each);
}

ordered to_json(const actors::webhook_view& view) {
  const auto& of = view.endpoint;
  ordered out{{"id", of.id}, {"url", of.url}};
  if (!of.events.empty())
    out["events"] = of.events;
  if (!of.description.empty())
    out["description"] = of.description;
  out["createdAt"] = events::to_rfc3339(of.created);
  out["state"] = state_of(view);
  if (!of.disabled.empty())
    out["disabledReason"] = of.disabled;
  else
    out["behind"] = {{"shows", view.shows_behind}, {"events", view.events_behind}};
  out["deadLetters"] = view.dead_letters;
  if (of.last_success != 0)
    out["lastSuccessAt"] = events::to_rfc3339(of.last_success);
  if (!of.last_error.empty())
    out["lastError"] = {{"at", events::to_rfc3339(of.last_error_at)}, {"detail", of.last_error}};
  if (view.next_attempt)
    out["nextAttemptAt"] = events::to_rfc3339(*view.next_attempt);
  add_missing(out, view.missing);
  return out;
}

ordered to_json(const actors::webhook_added& added) { return with_secret(added.view); }

ordered to_json(const actors::secret_rotated& rotated) {
  auto out = with_secret(rotated.view);
  out["formerSecretUntil"] = events::to_rfc3339(rotated.view.endpoint.former_secrets.front().until);
  return out;
}

ordered to_json(const actors::webhook_list& list) {
  auto all = ordered::array();
  for (const auto& each : list)
    all.push_back(to_json(each));
  return ordered{{"webhooks", std::move(all)}};
}

ordered to_json(const actors::dead_letters& page) {
  auto all = ordered::array();
  for (const auto& each : page.items)
    all.push_back({{"movieShowId", each.show.text},
                   {"seq", each.seq},
                   {"firstAttemptAt", events::to_rfc3339(each.since)},
                   {"lastAttemptAt", events::to_rfc3339(each.at)},
                   {"attempts", each.attempts},
                   {"error", each.error},
                   {"resending", each.due}});
  ordered out{{"deadLetters", std::move(all)}};
  if (page.next)
    out["next"] =
        events::to_hex(reinterpret_cast<const std::uint8_t*>(page.next->data()), page.next->size());
  add_missing(out, page.missing);
  return out;
}

ordered to_json(const actors::webhook_removed& removed) {
  auto out = ordered::object();
  add_missing(out, removed.missing);
  return out;
}

ordered to_json(const actors::dead_resent& resent) {
  ordered out{{"resent", resent.count}};
  add_missing(out, resent.missing);
  return out;
}

problem problem_of(actors::webhook_refusal why) {
  switch (why) {
  case actors::webhook_refusal::not_found: return {code::webhook_not_found};
  case actors::webhook_refusal::not_dead: return {code::not_found, "There is no such dead letter."};
  case actors::webhook_refusal::too_many: return {code::webhook_limit};
  case actors::webhook_refusal::too_many_secrets:
    return {code::webhook_limit, "The webhook has five secrets that sign its deliveries."};
  case actors::webhook_refusal::disabled: return {code::webhook_disabled};
  case actors::webhook_refusal::unavailable: return {code::unavailable};
  }
  std::abort(); // All enumerators return above.
}

} // namespace boxoffice::http

#include "storage/hall/hall_rows.hpp"

#include "events/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace boxoffice::storage {

namespace {

using hall_json = nlohmann::json;

constexpr std::string_view hall_head_prefix = "hall/head/";
constexpr std::string_view hall_plan_prefix = "hall/plan/";
constexpr std::string_view plan_version = "1 ";
/// How often head and plan are read anew if a change came in between.
constexpr int most_looks = 100;

std::string head_key(const hall_id& id) { return std::string{hall_head_prefix} + id.text; }
std::string plan_key(const hall_id& id) { return std::string{hall_plan_prefix} + id.text; }

storage_error bad_hall_row(const std::string& key) {
  return {storage_error::kind::corrupt, "table node: the row " + key + " cannot be decoded"};
}

std::string head_text(const hall_summary& head) {
  const hall_json object{{"version", head.version},
                         {"name", head.name},
                         {"seats", head.seats},
                         {"changedAt", head.changed_at}};
  return object.dump(-1, ' ', false, hall_json::error_handler_t::replace);
}

std::optional<hall_summary> decode_head(const hall_id& id, std::string_view value) {
  auto object = hall_json::parse(value, nullptr, false);
  if (!object.is_object())
    return std::nullopt;
  try {
    return hall_summary{
        id, object.at("version").get<std::uint64_t>(), object.at("name").get<std::string>(),
        object.at("seats").get<std::uint64_t>(), object.at("changedAt").get<events::time_ms>()};
  } catch (const hall_json::exception&) { // A member is missing or of another type.
    return std::nullopt;
  }
}

struct stored_plan {
  events::time_ms changed_at{};
  std::string_view text;
};

std::optional<stored_plan> split_plan(std::string_view value) {
  if (!value.starts_with(plan_version))
    return std::nullopt;
  value.remove_prefix(plan_version.size());
  auto blank = value.find(' ');
  auto changed_at = events::whole_number<events::time_ms>(value.substr(0, blank));
  if (blank == std::string_view::npos || !changed_at)
    return std::nullopt;
  return stored_plan{*changed_at, value.substr(blank + 1)};
}

std::string plan_text(const hall_template& hall) {
  return std::string{plan_version} + std::to_string(hall.head.changed_at) + ' ' + hall.plan;
}

/// A head and the value that it has in the log.
struct stored_head {
  std::optional<hall_summary> head;
  std::optional<std::string> value;
};

result<stored_head> read_head(event_log& log, const hall_id& id) {
  auto value = log.get(table::node, head_key(id));
  if (!value)
    return value.error();
  if (!*value)
    return stored_head{};
  auto head = decode_head(id, **value);
  if (!head)
    return bad_hall_row(head_key(id));
  return stored_head{std::move(head), std::move(*value)};
}

/// The plan if it belongs to the head; nothing if it is that of another version.
result<std::optional<std::string>> plan_behind(event_log& log, const hall_summary& head) {
  auto value = log.get(table::node, plan_key(head.id));
  if (!value)
    return value.error();
  if (!*value)
    return std::optional<std::string>{};
  auto plan = split_plan(**value);
  if (!plan || !is_plan(plan->text) || !hall_json::accept(plan->text))
    return bad_hall_row(plan_key(head.id));
  if (plan->changed_at != head.changed_at)
    return std::optional<std::string>{};
  return std::optional{std::string{plan->text}};
}

status each_head_of_halls(event_log& log, std::string_view after,
                          const std::function<bool(hall_summary&&)>& visit) {
  std::optional<storage_error> bad;
  auto walked = log.scan_prefix(table::node, hall_head_prefix, after,
                                [&](std::string_view key, std::string_view value) {
                                  hall_id id{std::string{key.substr(hall_head_prefix.size())}};
                                  auto head = decode_head(id, value);
                                  if (!head)
                                    bad = bad_hall_row(head_key(id));
                                  return head && visit(std::move(*head));
                                });
  return walked && bad ? status{*bad} : walked;
}

/// A hall that cannot be read counts too: it must not keep others from being made.
result<bool> is_full(event_log& log) {
  std::size_t count = 0;
  auto walked =
      log.scan_prefix(table::node, hall_head_prefix, {},
                      [&](std::string_view, std::string_view) { return ++count < most_halls; });
  if (!walked)
    return walked.error();
  return count >= most_halls;
}

/// Why the hall that the log has now must not be changed.
result<std::optional<hall_refusal>> refusal_of(event_log& log, const wanted_hall& wanted,
                                               const std::optional<hall_summary>& present) {
  auto version = present ? present->version : 0;
  if (wanted.version && *wanted.version != version)
    return std::optional{present ? hall_refusal::changed : hall_refusal::not_found};
  if (present)
    return std::optional<hall_refusal>{};
  auto full = is_full(log);
  if (!full)
    return full.error();
  return *full ? std::optional{hall_refusal::too_many} : std::nullopt;
}

result<bool> is_like(event_log& log, const hall_summary& present, const wanted_hall& wanted) {
  if (present.name != wanted.name || present.seats != wanted.seats)
    return false;
  auto plan = plan_behind(log, present);
  if (!plan)
    return plan.error();
  return *plan == wanted.plan;
}

} // namespace

result<hall_change> hall_change_of(event_log& log, const wanted_hall& wanted, events::time_ms at) {
  auto stored = read_head(log, wanted.id);
  if (!stored)
    return stored.error();
  const auto& present = stored->head;
  hall_change change;
  change.after = present.value_or(hall_summary{wanted.id, 0, {}, 0, 0});
  auto refused = refusal_of(log, wanted, present);
  if (!refused)
    return refused.error();
  change.refused = *refused;
  if (change.refused)
    return change;
  auto same = present ? is_like(log, *present, wanted) : result<bool>{false};
  if (!same)
    return same.error();
  if (*same)
    return change;
  change.is_new = !present;
  change.after = {wanted.id, change.after.version + 1, wanted.name, wanted.seats,
                  std::max(at, change.after.changed_at + 1)};
  change.guard = {table::node, head_key(wanted.id), std::move(stored->value)};
  change.rows = {{table::node, head_key(wanted.id), head_text(change.after)},
                 {table::node, plan_key(wanted.id), plan_text({change.after, wanted.plan})}};
  return change;
}

result<hall_change> hall_removal_of(event_log& log, const hall_id& id) {
  auto stored = read_head(log, id);
  if (!stored)
    return stored.error();
  hall_change change;
  if (!stored->head) {
    change.refused = hall_refusal::not_found;
    return change;
  }
  change.after = *stored->head;
  change.guard = {table::node, head_key(id), std::move(stored->value)};
  change.rows = {{table::node, head_key(id), std::nullopt},
                 {table::node, plan_key(id), std::nullopt}};
  return change;
}

result<std::optional<hall_template>> find_hall(event_log& log, const hall_id& id) {
  for (int look = 0; look < most_looks; ++look) {
    auto stored = read_head(log, id);
    if (!stored)
      return stored.error();
    if (!stored->head)
      return std::optional<hall_template>{};
    auto plan = plan_behind(log, *stored->head);
    if (!plan)
      return plan.error();
    if (*plan)
      return std::optional{hall_template{std::move(*stored->head), std::move(**plan)}};
  }
  return bad_hall_row(plan_key(id));
}

result<page<hall_summary>> list_halls(event_log& log, std::string_view after, std::size_t limit) {
  page<hall_summary> found;
  auto walked = each_head_of_halls(log, after, [&](hall_summary&& head) {
    if (found.items.size() == limit) { // One more than the limit: there is a next page.
      found.next = found.items.back().id.text;
      return false;
    }
    found.items.push_back(std::move(head));
    return true;
  });
  if (!walked)
    return walked.error();
  return found;
}

result<std::vector<hall_id>> all_halls(event_log& log) {
  std::vector<hall_id> all;
  auto walked = each_head_of_halls(log, {}, [&](const hall_summary& head) {
    all.push_back(head.id);
    return true;
  });
  if (!walked)
    return walked.error();
  return all;
}

std::optional<hall_id> hall_of_row(std::string_view key) {
  for (auto prefix : {hall_head_prefix, hall_plan_prefix})
    if (key.starts_with(prefix))
      return hall_id{std::string{key.substr(prefix.size())}};
  return std::nullopt;
}

std::string_view later_hall_row(std::string_view key, std::string_view mine,
                                std::string_view theirs) {
  auto changed_at = [&](std::string_view value) -> std::optional<events::time_ms> {
    if (key.starts_with(hall_plan_prefix)) {
      auto plan = split_plan(value);
      return plan ? std::optional{plan->changed_at} : std::nullopt;
    }
    auto head = decode_head({}, value);
    return head ? std::optional{head->changed_at} : std::nullopt;
  };
  return changed_at(theirs) > changed_at(mine) ? theirs : mine;
}

} // namespace boxoffice::storage

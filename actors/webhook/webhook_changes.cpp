#include "actors/webhook/webhook_changes.hpp"

#include "events/text.hpp"

#include <algorithm>

namespace boxoffice::actors {

using storage::event_log;
using storage::result;

namespace {

constexpr std::size_t secret_bytes = 32;

result<std::vector<storage::dead_letter>> selected_letters(event_log& log,
                                                           const resend_webhook& wanted) {
  if (!wanted.only) {
    auto page = storage::list_dead_letters(log, wanted.id, {}, most_resent);
    if (!page)
      return page.error();
    return std::move(page->items);
  }
  auto one = storage::find_dead_letter(log, wanted.id, wanted.only->show, wanted.only->seq);
  if (!one)
    return one.error();
  std::vector<storage::dead_letter> found;
  if (*one)
    found.push_back(std::move(**one));
  return found;
}

/// A later change at another node has a later time, also if its clock is behind this node's.
void note_change(storage::webhook_endpoint& of, events::time_ms now) {
  of.changed_at = std::max(now, of.changed_at + 1);
}

std::string new_secret(const webhook_origin& origin) {
  std::string secret;
  while (secret.size() < secret_bytes) {
    auto bits = origin.random();
    secret.append(bits.begin(), bits.end());
  }
  return secret;
}

} // namespace

webhook_view view_of(storage::webhook_endpoint&& endpoint,
                     const storage::webhook_backlog& backlog) {
  webhook_view view{std::move(endpoint)};
  view.shows_behind = backlog.shows;
  view.events_behind = backlog.events;
  view.dead_letters = backlog.dead;
  return view;
}

void sort_by_age(webhook_list& list) {
  std::ranges::stable_sort(list, {}, [](const auto& each) { return each.endpoint.created; });
}

storage::webhook_endpoint new_webhook(add_webhook&& wanted, const webhook_origin& origin) {
  storage::webhook_endpoint out;
  auto bits = origin.random();
  out.id = "we_" + events::to_hex(bits.data(), bits.size() / 2);
  out.url = std::move(wanted.url);
  out.events = std::move(wanted.events);
  out.description = std::move(wanted.description);
  out.secret = new_secret(origin);
  out.created = origin.now;
  out.changed_at = origin.now;
  out.from_start = wanted.from_start;
  return out;
}

void disable(storage::webhook_endpoint& of, const std::string& reason, events::time_ms now) {
  of.disabled = reason;
  of.switched_at = std::max(now, of.switched_at + 1);
}

endpoint_change change_of(change_webhook&& wanted, const webhook_origin& origin) {
  return [wanted = std::move(wanted),
          now = origin.now](storage::webhook_endpoint& of) -> std::optional<webhook_refusal> {
    of.url = wanted.url.value_or(of.url);
    of.events = wanted.events.value_or(of.events);
    of.description = wanted.description.value_or(of.description);
    if (wanted.url || wanted.events || wanted.description)
      note_change(of, now);
    if (wanted.enabled && *wanted.enabled != of.disabled.empty())
      disable(of, *wanted.enabled ? "" : disabled_by_operator, now);
    return std::nullopt;
  };
}

endpoint_change change_of(const rotate_secret&, const webhook_origin& origin) {
  return [origin](storage::webhook_endpoint& of) -> std::optional<webhook_refusal> {
    auto signing = std::ranges::count_if(of.former_secrets,
                                         [&](const auto& each) { return each.until > origin.now; });
    if (static_cast<std::size_t>(signing) + 2 > most_secrets)
      return webhook_refusal::too_many_secrets;
    std::erase_if(of.former_secrets, [&](const auto& each) { return each.until <= origin.now; });
    of.former_secrets.insert(of.former_secrets.begin(),
                             {std::move(of.secret), origin.now + former_secret_ms});
    of.secret = new_secret(origin);
    note_change(of, origin.now);
    return std::nullopt;
  };
}

result<std::optional<due_letters>> due_letters_for(event_log& log, const resend_webhook& wanted) {
  auto dead = selected_letters(log, wanted);
  if (!dead)
    return dead.error();
  if (dead->empty() && wanted.only)
    return std::optional<due_letters>{};
  due_letters due{std::move(*dead), {}};
  std::erase_if(due.dead, [](const auto& each) { return each.due; });
  for (auto& each : due.dead) {
    each.due = true;
    due.rows.push_back(storage::dead_letter_row(wanted.id, each));
  }
  return std::optional{std::move(due)};
}

} // namespace boxoffice::actors

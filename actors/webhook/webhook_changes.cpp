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

} // namespace

storage::webhook_endpoint new_webhook(add_webhook&& wanted, const webhook_origin& origin) {
  storage::webhook_endpoint out;
  auto bits = origin.random();
  out.id = "we_" + events::to_hex(bits.data(), bits.size() / 2);
  out.url = std::move(wanted.url);
  out.events = std::move(wanted.events);
  out.description = std::move(wanted.description);
  while (out.secret.size() < secret_bytes) {
    bits = origin.random();
    out.secret.append(bits.begin(), bits.end());
  }
  out.created = origin.now;
  return out;
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

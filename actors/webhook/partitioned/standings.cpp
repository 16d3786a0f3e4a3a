#include "actors/webhook/partitioned/standings.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace boxoffice::actors {

namespace {

void add_standing(webhook_view& to, const webhook_standing& one) {
  auto& of = to.endpoint;
  auto failing = one.last_error_at > one.last_success;
  to.down = to.down || one.down || failing;
  to.shows_behind += one.shows_behind;
  to.events_behind += one.events_behind;
  to.dead_letters += one.dead_letters;
  of.last_success = std::max(of.last_success, one.last_success);
  if (one.last_error_at > of.last_error_at) {
    of.last_error_at = one.last_error_at;
    of.last_error = "node " + one.node + ": " + one.last_error;
  }
  if (one.next_attempt)
    to.next_attempt = std::min(*one.next_attempt, to.next_attempt.value_or(*one.next_attempt));
}

} // namespace

webhook_view with_standings(webhook_view own, const std::vector<webhook_standing>& standings,
                            std::vector<std::string> missing) {
  webhook_view all{std::move(own.endpoint)};
  all.endpoint.last_success = 0;
  all.endpoint.last_error.clear();
  all.endpoint.last_error_at = 0;
  for (const auto& each : standings)
    if (each.id == all.endpoint.id)
      add_standing(all, each);
  all.missing = std::move(missing);
  return all;
}

bool is_one_too_many(const webhooks_exchanged& all, const storage::webhook_endpoint& added,
                     std::size_t most) {
  auto place_of = [](const auto& of) { return std::pair{of.created, of.id}; };
  auto is_removed = [&](const auto& of) {
    return std::ranges::find(all.removed, of.id, &storage::removed_webhook::id) !=
           all.removed.end();
  };
  std::set<std::pair<events::time_ms, std::string>> before;
  for (const auto& each : all.endpoints)
    if (place_of(each) < place_of(added) && !is_removed(each))
      before.insert(place_of(each));
  return before.size() >= most;
}

} // namespace boxoffice::actors

// What the registry of a node in a partitioned cluster takes from other nodes, and tells them.
#include "actors/webhook/webhook_registry.hpp"

namespace boxoffice::actors {

/// Each piece of work holds `taken`; after the last one `then` is called.
void webhook_registry::take(take_endpoints&& theirs) {
  std::shared_ptr<void> taken{nullptr, [then = std::move(theirs.then)](void*) { then(); }};
  for (const auto& each : theirs.removed)
    take(each, taken);
  for (auto& each : theirs.endpoints)
    take(std::move(each), taken);
}

void webhook_registry::take(const storage::removed_webhook& theirs,
                            const std::shared_ptr<void>& taken) {
  if (!removed_.emplace(theirs.id, theirs.at).second)
    return;
  if (endpoints_.contains(theirs.id))
    return remove(theirs.id, [taken](webhook_answer&&) {});
  write({storage::removed_webhook_row(theirs)}, [taken](bool) {});
}

void webhook_registry::take(storage::webhook_endpoint&& theirs,
                            const std::shared_ptr<void>& taken) {
  if (removed_.contains(theirs.id) || adding_.contains(theirs.id))
    return;
  auto found = endpoints_.find(theirs.id);
  if (found != endpoints_.end()) {
    if (storage::knows_more(found->second.view->get().endpoint, theirs))
      send(found->second.dispatcher,
           change_endpoint{[theirs](storage::webhook_endpoint& known) {
                             known = storage::merged_webhook(std::move(known), theirs);
                             return std::optional<webhook_refusal>{};
                           },
                           [taken](webhook_answer&&) {}});
    return;
  }
  watch();
  auto rows = storage::webhook_late_addition(deps_->log, theirs);
  if (!rows)
    return warn(rows.error());
  write_new(std::move(theirs), std::move(*rows), [taken](webhook_answer&&) {});
}

void webhook_registry::tell(const tell_endpoints& request) const {
  known_webhooks known;
  for (const auto& [id, each] : endpoints_)
    known.endpoints.push_back(each.view->get());
  for (const auto& [id, at] : removed_)
    known.removed.push_back({id, at});
  request.then(std::move(known));
}

} // namespace boxoffice::actors

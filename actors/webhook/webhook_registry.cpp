#include "actors/webhook/webhook_registry.hpp"

#include <algorithm>
#include <atomic>

namespace boxoffice::actors {

using storage::row_change;

namespace {

constexpr std::size_t rows_a_piece = 500;

} // namespace

webhook_registry::webhook_registry(caf::actor_config& config,
                                   std::shared_ptr<const dispatcher_deps> deps,
                                   std::size_t most_endpoints)
    : webhook_registry_actor::base{config},
      deps_{std::move(deps)},
      most_endpoints_{most_endpoints} {
  set_exception_handler(ends_process(deps_->env));
}

webhook_registry::behavior_type webhook_registry::make_behavior() {
  begin();
  return {
      [this](const streams_appended& news) {
        for (const auto& [id, each] : endpoints_)
          send(each.dispatcher, news);
      },
      [this](webhook_ask& ask) { answer(std::move(ask)); },
      [this](endpoint_written& added) { finish_add(std::move(added)); },
      [this](dispatch_ended& removed) { finish_removal(std::move(removed)); },
      [this](take_endpoints& theirs) { take(std::move(theirs)); },
      [this](const tell_endpoints& request) { tell(request); },
      [this](end_webhooks& request) { end(std::move(request)); },
  };
}

void webhook_registry::begin() {
  auto known = storage::webhook_endpoints(deps_->log);
  if (!known)
    return warn(known.error());
  if (deps_->has_peers) {
    auto removed = storage::removed_webhooks(deps_->log);
    if (!removed)
      return warn(removed.error());
    for (auto& each : *removed)
      removed_.emplace(std::move(each.id), each.at);
    std::erase_if(*known, [this](const auto& each) { return removed_.contains(each.id); });
  }
  auto orphans = storage::webhook_orphans(deps_->log, *known);
  if (!orphans)
    return warn(orphans.error());
  if (!orphans->empty())
    write(std::move(*orphans), {});
  for (auto& each : *known)
    spawn_dispatcher(std::move(each));
}

void webhook_registry::warn(const storage::storage_error& error) {
  deps_->env.log.error(logging::log_module::webhook, "{}", error.detail);
}

/// Before a dispatcher looks at the log, so that it misses no event.
void webhook_registry::watch() {
  if (!std::exchange(watching_, true))
    send(deps_->writer, watch_appends{caf::actor_cast<append_watcher_actor>(this)});
}

void webhook_registry::spawn_dispatcher(storage::webhook_endpoint endpoint) {
  watch();
  entry made;
  made.view = std::make_shared<shared_webhook_view>();
  made.view->set(webhook_view{endpoint});
  auto id = endpoint.id;
  made.dispatcher =
      deps_->own_thread
          ? spawn<endpoint_dispatcher, caf::detached + caf::linked>(std::move(endpoint), deps_,
                                                                    made.view, 0)
          : spawn<endpoint_dispatcher, caf::linked>(std::move(endpoint), deps_, made.view, 0);
  endpoints_.emplace(std::move(id), std::move(made));
}

void webhook_registry::answer(webhook_ask&& ask) {
  std::visit([&](auto& what) { on(std::move(what), std::move(ask.respond)); }, ask.what);
}

void webhook_registry::write(std::vector<row_change> rows, std::function<void(bool)> then) {
  for (std::size_t begin = 0; begin < rows.size() || begin == 0; begin += rows_a_piece) {
    auto end = std::min(begin + rows_a_piece, rows.size());
    std::vector<row_change> piece{std::make_move_iterator(rows.begin() + begin),
                                  std::make_move_iterator(rows.begin() + end)};
    send(deps_->writer,
         write_rows{std::move(piece), end == rows.size() ? std::move(then) : nullptr});
  }
}

webhook_origin webhook_registry::origin() const {
  return {deps_->env.now(), deps_->env.random, most_endpoints_};
}

void webhook_registry::on(add_webhook&& wanted, webhook_respond&& respond) {
  if (endpoints_.size() + adding_.size() >= most_endpoints_)
    return respond(webhook_refusal::too_many);
  watch();
  auto from_start = wanted.from_start;
  auto endpoint = new_webhook(std::move(wanted), origin());
  auto rows = storage::webhook_addition(deps_->log, endpoint, from_start);
  if (!rows) {
    warn(rows.error());
    return respond(webhook_refusal::unavailable);
  }
  write_new(std::move(endpoint), std::move(*rows), std::move(respond));
}

void webhook_registry::write_new(storage::webhook_endpoint&& endpoint,
                                 std::vector<row_change>&& rows, webhook_respond&& respond) {
  adding_.insert(endpoint.id);
  auto self = caf::actor_cast<webhook_registry_actor>(this);
  write(std::move(rows),
        [self, endpoint = std::move(endpoint), respond = std::move(respond)](bool durable) mutable {
          if (durable)
            caf::anon_send(self, endpoint_written{std::move(endpoint), std::move(respond)});
          else
            respond(webhook_refusal::unavailable);
        });
}

void webhook_registry::finish_add(endpoint_written&& added) {
  adding_.erase(added.endpoint.id);
  webhook_view view{added.endpoint};
  auto id = added.endpoint.id;
  spawn_dispatcher(std::move(added.endpoint));
  if (removed_.contains(id)) // Another node's removal came meanwhile.
    return remove(id, std::move(added.respond));
  added.respond(webhook_added{std::move(view)});
}

void webhook_registry::on(const list_webhooks&, webhook_respond&& respond) {
  webhook_list list;
  for (const auto& [id, each] : endpoints_)
    list.push_back(each.view->get());
  sort_by_age(list);
  respond(std::move(list));
}

void webhook_registry::on(const get_webhook& question, webhook_respond&& respond) {
  auto found = endpoints_.find(question.id);
  if (found == endpoints_.end())
    return respond(webhook_refusal::not_found);
  respond(found->second.view->get());
}

void webhook_registry::on(const remove_webhook& wanted, webhook_respond&& respond) {
  if (!endpoints_.contains(wanted.id))
    return respond(webhook_refusal::not_found);
  if (deps_->has_peers)
    removed_.emplace(wanted.id, deps_->env.now());
  remove(wanted.id, std::move(respond));
}

void webhook_registry::remove(const std::string& id, webhook_respond&& respond) {
  auto found = endpoints_.find(id);
  auto self = caf::actor_cast<webhook_registry_actor>(this);
  // Its last cursors are written first, so that none comes after the removal.
  send(found->second.dispatcher, end_dispatch{[self, id, respond = std::move(respond)]() {
         caf::anon_send(self, dispatch_ended{id, respond});
       }});
  endpoints_.erase(found);
}

void webhook_registry::finish_removal(dispatch_ended&& removed) {
  auto rows = storage::webhook_removal(deps_->log, removed.id);
  if (!rows) {
    warn(rows.error());
    return removed.respond(webhook_refusal::unavailable);
  }
  if (auto known = removed_.find(removed.id); known != removed_.end())
    rows->insert(rows->begin(), storage::removed_webhook_row({known->first, known->second}));
  write(std::move(*rows), [respond = std::move(removed.respond)](bool durable) {
    if (durable)
      respond(webhook_removed{});
    else
      respond(webhook_refusal::unavailable);
  });
}

void webhook_registry::change(const std::string& id, endpoint_change&& change,
                              webhook_respond&& respond) {
  auto found = endpoints_.find(id);
  if (found == endpoints_.end())
    return respond(webhook_refusal::not_found);
  send(found->second.dispatcher, change_endpoint{std::move(change), std::move(respond)});
}

void webhook_registry::on(change_webhook&& wanted, webhook_respond&& respond) {
  auto id = wanted.id;
  change(id, change_of(std::move(wanted), origin()), std::move(respond));
}

void webhook_registry::on(const rotate_secret& wanted, webhook_respond&& respond) {
  change(wanted.id, change_of(wanted, origin()),
         [respond = std::move(respond)](webhook_answer&& answer) {
           if (auto* view = std::get_if<webhook_view>(&answer))
             return respond(secret_rotated{std::move(*view)});
           respond(std::move(answer));
         });
}

void webhook_registry::on(const list_dead& question, webhook_respond&& respond) {
  if (!endpoints_.contains(question.id))
    return respond(webhook_refusal::not_found);
  auto page = storage::list_dead_letters(deps_->log, question.id, question.after, question.limit);
  if (page)
    return respond(dead_letters{std::move(*page), {}});
  warn(page.error());
  respond(webhook_refusal::unavailable);
}

void webhook_registry::on(const resend_webhook& wanted, webhook_respond&& respond) {
  auto found = endpoints_.find(wanted.id);
  if (found == endpoints_.end())
    return respond(webhook_refusal::not_found);
  if (!found->second.view->get().endpoint.disabled.empty())
    return respond(webhook_refusal::disabled);
  auto found_due = due_letters_for(deps_->log, wanted);
  if (!found_due) {
    warn(found_due.error());
    return respond(webhook_refusal::unavailable);
  }
  if (!*found_due)
    return respond(webhook_refusal::not_dead);
  auto& due = **found_due;
  write(std::move(due.rows), [dispatcher = found->second.dispatcher, dead = std::move(due.dead),
                              respond = std::move(respond)](bool durable) mutable {
    if (!durable)
      return respond(webhook_refusal::unavailable);
    auto count = dead.size();
    caf::anon_send(dispatcher, resend_dead{std::move(dead)});
    respond(dead_resent{count});
  });
}

void webhook_registry::end(end_webhooks&& request) {
  if (endpoints_.empty())
    return request.then();
  auto left = std::make_shared<std::atomic<std::size_t>>(endpoints_.size());
  for (const auto& [id, each] : endpoints_)
    send(each.dispatcher, end_dispatch{[left, then = request.then] {
           if (left->fetch_sub(1) == 1)
             then();
         }});
  endpoints_.clear();
}

} // namespace boxoffice::actors

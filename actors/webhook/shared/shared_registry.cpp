#include "actors/webhook/shared/shared_registry.hpp"

#include "actors/webhook/stopped_webhooks.hpp"

#include <atomic>
#include <utility>

namespace boxoffice::actors {

using storage::result;
using storage::status;

namespace {

using namespace std::chrono_literals;

constexpr auto between_registry_looks = 500ms;

bool only_reads(const webhook_question& what) {
  return std::holds_alternative<list_webhooks>(what) || std::holds_alternative<get_webhook>(what) ||
         std::holds_alternative<list_dead>(what);
}

} // namespace

shared_registry::shared_registry(caf::actor_config& config,
                                 std::shared_ptr<const dispatcher_deps> deps,
                                 std::size_t most_endpoints)
    : shared_registry_actor::base{config}, deps_{std::move(deps)}, most_endpoints_{most_endpoints} {
  set_exception_handler(ends_process(deps_->env));
}

shared_registry::behavior_type shared_registry::make_behavior() {
  send(this, look_due{});
  return {
      [this](const streams_appended& news) {
        for (const auto& [id, each] : endpoints_)
          send(each.dispatcher, news);
      },
      [this](webhook_ask& ask) { answer(std::move(ask)); },
      [this](const take_shards& taken) {
        for (const auto& each : taken.shards)
          end_all(assignment_.take(each.shard, each.epoch), [] {});
        note_outcome(look());
      },
      [this](give_up_shards& request) { give_up(std::move(request)); },
      [this](const dispatchers_ended& ended) {
        send(caf::actor_cast<shard_giver_actor>(ended.asker), gave_up_shards{ended.shards});
      },
      [this](look_due) { look_and_rearm(); },
      [this](const end_webhooks& request) {
        ended_ = true;
        end_all(assignment_.give_up(storage::every_shard()), request.then);
      },
  };
}

// ---- the operator's questions

void shared_registry::answer(webhook_ask&& ask) {
  auto reads = only_reads(ask.what);
  auto found = reads ? answer_read(ask.what) : change(ask.what);
  if (!found) {
    note(found.error());
    return ask.respond(webhook_refusal::unavailable);
  }
  if (!reads)
    note_outcome(look());
  ask.respond(std::move(*found));
}

result<webhook_answer> shared_registry::answer_read(const webhook_question& what) {
  if (std::holds_alternative<list_webhooks>(what))
    return list();
  auto found = answer_stopped(deps_->log, webhook_question{what}, {});
  if (auto* one = found ? std::get_if<webhook_view>(&*found) : nullptr)
    put_live(*one);
  return found;
}

/// Counts what all endpoints have not delivered at once: each count looks at every show.
result<webhook_answer> shared_registry::list() const {
  auto known = storage::webhook_endpoints(deps_->log);
  if (!known)
    return known.error();
  auto backlogs = deps_->shared->backlogs();
  if (!backlogs)
    return backlogs.error();
  webhook_list all;
  for (auto& each : *known) {
    auto backlog = (*backlogs)[each.id]; // None if it was added in between.
    auto view = view_of(std::move(each), backlog);
    put_live(view);
    all.push_back(std::move(view));
  }
  sort_by_age(all);
  return webhook_answer{std::move(all)};
}

void shared_registry::put_live(webhook_view& view) const {
  auto own = endpoints_.find(view.endpoint.id);
  if (own == endpoints_.end())
    return;
  auto live = own->second.view->get();
  if (live.endpoint.revision == view.endpoint.revision)
    view = std::move(live);
}

result<webhook_answer> shared_registry::change(const webhook_question& what) {
  webhook_answer answer = webhook_refusal::unavailable;
  auto outcome = deps_->shared->alone([&](storage::event_log& log) -> status {
    auto made = answer_stopped(log, webhook_question{what},
                               {deps_->env.now(), deps_->env.random, most_endpoints_});
    if (!made)
      return made.error();
    answer = std::move(*made);
    return {};
  });
  if (!outcome)
    return outcome.error();
  return answer;
}

// ---- shards

void shared_registry::give_up(give_up_shards&& request) {
  auto self = caf::actor_cast<shared_registry_actor>(this);
  auto asker = request.orderly ? current_sender() : nullptr;
  end_all(assignment_.give_up(request.shards), [self, asker, shards = request.shards] {
    if (asker)
      caf::anon_send(self, dispatchers_ended{shards, asker});
  });
}

/// `then` is called once, from any thread.
void shared_registry::end_all(const std::vector<std::string>& ids,
                              const std::function<void()>& then) {
  auto left = std::make_shared<std::atomic<std::size_t>>(ids.size());
  for (const auto& id : ids) {
    auto found = endpoints_.find(id);
    send(found->second.dispatcher, end_dispatch{[left, then] {
           if (left->fetch_sub(1) == 1)
             then();
         }});
    endpoints_.erase(found);
  }
  if (ids.empty())
    then();
}

// ---- what other nodes do

void shared_registry::look_and_rearm() {
  if (ended_)
    return;
  note_outcome(look());
  delayed_send(this, between_registry_looks, look_due{});
}

status shared_registry::look() {
  if (ended_ || !deps_->env.holds_lease())
    return {};
  auto rows = storage::webhook_endpoints(deps_->log);
  if (!rows)
    return rows.error();
  act_on(assignment_.judge(*rows));
  return {};
}

void shared_registry::act_on(endpoint_assignment::steps&& steps) {
  end_all(steps.end, [] {});
  for (auto& each : steps.changed)
    send(endpoints_.at(each.id).dispatcher,
         change_endpoint{[row = each](storage::webhook_endpoint& known) {
                           known = with_outcomes(row, known);
                           return std::optional<webhook_refusal>{};
                         },
                         [](webhook_answer&&) {}});
  for (auto& each : steps.begin)
    spawn_dispatcher(std::move(each));
}

void shared_registry::spawn_dispatcher(endpoint_assignment::assigned&& what) {
  // Only for a shorter delay: the dispatcher finds all appends by itself.
  if (!std::exchange(watching_, true))
    send(deps_->writer, watch_appends{caf::actor_cast<append_watcher_actor>(this)});
  entry made;
  made.view = std::make_shared<shared_webhook_view>();
  made.view->set(webhook_view{what.endpoint});
  auto id = what.endpoint.id;
  made.dispatcher = deps_->own_thread ? spawn<endpoint_dispatcher, caf::detached + caf::linked>(
                                            std::move(what.endpoint), deps_, made.view, what.epoch)
                                      : spawn<endpoint_dispatcher, caf::linked>(
                                            std::move(what.endpoint), deps_, made.view, what.epoch);
  endpoints_.emplace(std::move(id), std::move(made));
}

void shared_registry::note_outcome(const status& outcome) {
  if (outcome)
    noted_.clear();
  else
    note(outcome.error());
}

void shared_registry::note(const storage::storage_error& error) {
  if (std::exchange(noted_, error.detail) != error.detail)
    deps_->env.log.error(logging::log_module::webhook, "{}", error.detail);
}

} // namespace boxoffice::actors

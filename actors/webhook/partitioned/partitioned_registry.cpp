#include "actors/webhook/partitioned/partitioned_registry.hpp"

#include "actors/protocol/reply_port.hpp"
#include "actors/webhook/partitioned/standings.hpp"
#include "actors/webhook/webhook_registry.hpp"

namespace boxoffice::actors {

namespace {

/// A node that was away, or missed a change, knows it after this time.
constexpr std::chrono::seconds between_exchanges{2};

webhook_standing standing_of(const webhook_view& view, const std::string& node) {
  const auto& of = view.endpoint;
  return {of.id,
          node,
          view.down,
          view.shows_behind,
          view.events_behind,
          view.dead_letters,
          view.next_attempt,
          of.last_success,
          of.last_error,
          of.last_error_at};
}

webhooks_exchanged told_by(known_webhooks&& known, const std::string& node) {
  webhooks_exchanged all;
  for (auto& each : known.endpoints) {
    all.standings.push_back(standing_of(each, node));
    all.endpoints.push_back(std::move(each.endpoint));
  }
  all.removed = std::move(known.removed);
  return all;
}

// What this node's registry answered, as all nodes would.

webhook_answer completed(webhook_view&& view, const webhooks_exchanged& all) {
  return with_standings(std::move(view), all.standings, all.missing);
}
webhook_answer completed(webhook_added&& added, const webhooks_exchanged& all) {
  return webhook_added{with_standings(std::move(added.view), all.standings, all.missing)};
}
webhook_answer completed(secret_rotated&& rotated, const webhooks_exchanged& all) {
  return secret_rotated{with_standings(std::move(rotated.view), all.standings, all.missing)};
}
webhook_answer completed(webhook_removed&&, const webhooks_exchanged& all) {
  return webhook_removed{all.missing};
}
webhook_answer completed(webhook_list&& list, const webhooks_exchanged& all) {
  for (auto& each : list)
    each = with_standings(std::move(each), all.standings, all.missing);
  return std::move(list);
}
/// Refusals, and what is not completed but made by all nodes.
template <class Answer>
webhook_answer completed(Answer&& answer, const webhooks_exchanged&) {
  return std::forward<Answer>(answer);
}

webhook_answer complete(webhook_answer&& answer, const webhooks_exchanged& all) {
  return std::visit([&](auto& one) { return completed(std::move(one), all); }, answer);
}

template <class Answer>
webhook_answer answer_of(reply&& from_nodes) {
  auto* right = std::get_if<Answer>(&from_nodes);
  return right == nullptr ? webhook_answer{webhook_refusal::unavailable} : std::move(*right);
}

} // namespace

partitioned_registry::partitioned_registry(caf::actor_config& config,
                                           std::shared_ptr<const dispatcher_deps> deps,
                                           std::size_t most_endpoints, webhook_peers peers)
    : partitioned_registry_actor::base{config},
      deps_{std::move(deps)},
      most_endpoints_{most_endpoints},
      peers_{std::move(peers)} {
  set_exception_handler(ends_process(deps_->env));
}

partitioned_registry::behavior_type partitioned_registry::make_behavior() {
  local_ = deps_->own_thread
               ? spawn<webhook_registry, caf::detached + caf::linked>(deps_, most_endpoints_)
               : spawn<webhook_registry, caf::linked>(deps_, most_endpoints_);
  send(this, exchange_due{});
  return {
      [this](webhook_ask& ask) { answer(std::move(ask)); },
      [this](node_ask& ask) { serve(std::move(ask)); },
      [this](replies& batch) { take(std::move(batch)); },
      [this](webhook_changed& changed) { spread(std::move(changed)); },
      [this](webhook_found& found) { ask_all_about(std::move(found.ask)); },
      [this](exchange_begun& begun) { send_known(std::move(begun)); },
      [](const exchanged& it) { it.then(it.with); },
      [this](exchange_due) {
        if (ended_)
          return;
        reconcile([](const auto&) {});
        delayed_send(this, between_exchanges, exchange_due{});
      },
      [this](end_webhooks& request) {
        ended_ = true;
        send(local_, std::move(request));
      },
  };
}

/// The router, the directory and this actor hold each other.
void partitioned_registry::on_exit() {
  pending_.clear();
  peers_.entrance = nullptr;
  local_ = nullptr;
}

// ---- the operator's questions

void partitioned_registry::answer(webhook_ask&& ask) {
  auto is = [&]<class... Question>() {
    return (std::holds_alternative<Question>(ask.what) || ...);
  };
  if (is.operator()<list_webhooks, get_webhook>())
    return read(std::move(ask));
  if (!is.operator()<list_dead, resend_webhook>())
    return change(std::move(ask));
  auto id = std::holds_alternative<list_dead>(ask.what) ? std::get<list_dead>(ask.what).id
                                                        : std::get<resend_webhook>(ask.what).id;
  auto resends = std::holds_alternative<resend_webhook>(ask.what);
  auto self = caf::actor_cast<partitioned_registry_actor>(this);
  send(local_, webhook_ask{get_webhook{std::move(id)},
                           [self, resends, ask = std::move(ask)](webhook_answer&& found) {
                             const auto* view = std::get_if<webhook_view>(&found);
                             if (view == nullptr)
                               return ask.respond(std::move(found));
                             if (resends && !view->endpoint.disabled.empty())
                               return ask.respond(webhook_refusal::disabled);
                             caf::anon_send(self, webhook_found{ask});
                           }});
}

void partitioned_registry::read(webhook_ask&& ask) {
  reconcile([local = local_, ask = std::move(ask)](const webhooks_exchanged& all) {
    caf::anon_send(local, webhook_ask{ask.what, [respond = ask.respond, all](webhook_answer&& own) {
                                        respond(complete(std::move(own), all));
                                      }});
  });
}

void partitioned_registry::change(webhook_ask&& ask) {
  auto self = caf::actor_cast<partitioned_registry_actor>(this);
  send(local_, webhook_ask{std::move(ask.what),
                           [self, respond = std::move(ask.respond)](webhook_answer&& changed) {
                             if (std::holds_alternative<webhook_refusal>(changed))
                               return respond(std::move(changed));
                             caf::anon_send(self, webhook_changed{std::move(changed), respond});
                           }});
}

void partitioned_registry::spread(webhook_changed&& changed) {
  reconcile([this, changed = std::move(changed)](const webhooks_exchanged& all) {
    const auto* added = std::get_if<webhook_added>(&changed.answer);
    if (added != nullptr && is_one_too_many(all, added->view.endpoint, most_endpoints_))
      return withdraw(added->view.endpoint.id, changed.respond);
    changed.respond(complete(webhook_answer{changed.answer}, all));
  });
}

void partitioned_registry::withdraw(std::string id, webhook_respond respond) {
  auto self = caf::actor_cast<partitioned_registry_actor>(this);
  send(local_,
       webhook_ask{remove_webhook{std::move(id)},
                   [self, respond = std::move(respond)](webhook_answer&&) {
                     caf::anon_send(self, webhook_changed{webhook_refusal::too_many, respond});
                   }});
}

void partitioned_registry::ask_all_about(webhook_ask&& ask) {
  if (auto* list = std::get_if<list_dead>(&ask.what))
    return ask_nodes(std::move(*list), [respond = std::move(ask.respond)](reply&& all) {
      respond(answer_of<dead_letters>(std::move(all)));
    });
  ask_nodes(std::get<resend_webhook>(std::move(ask.what)),
            [respond = std::move(ask.respond)](reply&& all) {
              const auto* resent = std::get_if<dead_resent>(&all);
              if (resent != nullptr && !resent->found)
                return respond(webhook_refusal::not_dead);
              respond(answer_of<dead_resent>(std::move(all)));
            });
}

// ---- reconciliation

void partitioned_registry::reconcile(use_exchange then) {
  auto self = caf::actor_cast<partitioned_registry_actor>(this);
  send(local_, tell_endpoints{[self, then = std::move(then)](known_webhooks&& known) {
         caf::anon_send(self, exchange_begun{then, std::move(known)});
       }});
}

void partitioned_registry::send_known(exchange_begun&& begun) {
  auto own = told_by(std::move(begun.known), peers_.node);
  ask_nodes(exchange_webhooks{std::move(own.endpoints), std::move(own.removed)},
            [this, then = std::move(begun.then)](reply&& from_nodes) {
              auto* found = std::get_if<webhooks_exchanged>(&from_nodes);
              auto all = found == nullptr ? webhooks_exchanged{} : std::move(*found);
              auto self = caf::actor_cast<partitioned_registry_actor>(this);
              send(local_, take_endpoints{all.endpoints, all.removed, [self, then, all] {
                                            caf::anon_send(self, exchanged{then, all});
                                          }});
            });
}

void partitioned_registry::ask_nodes(node_question what, use_reply then) {
  pending_.emplace(++last_correlation_, std::move(then));
  asks one;
  one.emplace_back(
      node_ask{{caf::actor_cast<caf::actor>(this), last_correlation_}, std::move(what)});
  caf::anon_send(peers_.entrance, std::move(one));
}

void partitioned_registry::take(replies&& batch) {
  for (auto& each : batch) {
    auto found = pending_.extract(each.correlation);
    if (!found.empty())
      found.mapped()(std::move(each.reply));
  }
}

// ---- questions of nodes

void partitioned_registry::serve(node_ask&& ask) {
  std::visit(
      [&](auto& what) {
        if constexpr (requires { serve(std::move(what), std::move(ask.reply_to)); })
          serve(std::move(what), std::move(ask.reply_to));
      },
      ask.what);
}

void partitioned_registry::serve(exchange_webhooks&& theirs, return_address&& to) {
  send(local_,
       take_endpoints{std::move(theirs.endpoints), std::move(theirs.removed),
                      [local = local_, node = peers_.node, to = std::move(to)] {
                        caf::anon_send(local, tell_endpoints{[node, to](known_webhooks&& known) {
                                         send_replies({{to, told_by(std::move(known), node)}});
                                       }});
                      }});
}

void partitioned_registry::serve(list_dead&& question, return_address&& to) {
  send(local_, webhook_ask{std::move(question), [to = std::move(to)](webhook_answer&& own) {
                             const auto* refused = std::get_if<webhook_refusal>(&own);
                             if (auto* page = std::get_if<dead_letters>(&own))
                               send_replies({{to, std::move(*page)}});
                             else if (refused != nullptr && *refused == webhook_refusal::not_found)
                               send_replies({{to, dead_letters{}}}); // It has not heard of it yet.
                             else
                               send_replies({{to, unavailable{"dead letters cannot be read"}}});
                           }});
}

void partitioned_registry::serve(resend_webhook&& wanted, return_address&& to) {
  send(local_, webhook_ask{std::move(wanted), [to = std::move(to)](webhook_answer&& own) {
                             const auto* refused = std::get_if<webhook_refusal>(&own);
                             if (auto* resent = std::get_if<dead_resent>(&own))
                               send_replies({{to, std::move(*resent)}});
                             else if (refused != nullptr && *refused == webhook_refusal::not_dead)
                               send_replies({{to, dead_resent{0, false, {}}}});
                             else
                               send_replies({{to, unavailable{"nothing can be resent now"}}});
                           }});
}

} // namespace boxoffice::actors

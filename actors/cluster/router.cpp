#include "actors/cluster/router.hpp"

#include "actors/cluster/fan_in.hpp"
#include "actors/protocol/reply_port.hpp"

#include <algorithm>

namespace boxoffice::actors {

router::router(caf::actor_config& config, show_directory_actor directory,
               std::shared_ptr<const placement> where, environment env)
    : router_actor::base{config},
      directory_{std::move(directory)},
      where_{std::move(where)},
      env_{std::move(env)} {
  set_exception_handler(ends_process(env_));
}

router::behavior_type router::make_behavior() {
  return {
      [this](asks& batch) { route(std::move(batch)); },
      [this](returned& misrouted) { take_back(std::move(misrouted)); },
      [this](const placed& now) { move_to(now.where); },
      [this](try_again) { look_again(); },
      [this](replies& batch) { erase_if_reached(std::move(batch)); },
  };
}

void router::route(asks&& batch) {
  gathered_.resize(where_->names.size());
  for (auto& each : batch)
    std::visit([this](auto& ask) { place(std::move(ask)); }, each);
  send_gathered();
}

/// The router ends the links: behind its own last ask none is lost.
void router::move_to(std::shared_ptr<const placement> where) {
  auto before = std::exchange(where_, std::move(where));
  for (const auto& link : before->links)
    if (link && std::ranges::find(where_->links, link) == where_->links.end())
      caf::anon_send(link, retire{});
}

/// The directory returns misrouted asks to the sender.
void router::send_gathered() {
  for (std::size_t node = 0; node < gathered_.size(); ++node) {
    if (gathered_[node].empty())
      continue;
    if (node == where_->self)
      send(directory_, std::exchange(gathered_[node], {}));
    else
      caf::anon_send(where_->links[node], std::exchange(gathered_[node], {}));
  }
}

void router::place(show_ask&& ask) {
  if (auto owner = where_->owner_of(ask.show))
    gathered_[*owner].emplace_back(std::move(ask));
  else
    defer(std::move(ask));
}

void router::place(node_ask&& ask) {
  auto owner = std::visit(
      [this]<class Question>(const Question& what) -> std::optional<std::size_t> {
        // Each node's log is backed up by itself.
        if (where_->one_log || std::is_same_v<Question, back_up>)
          return where_->self;
        if constexpr (std::is_same_v<Question, find_account> ||
                      std::is_same_v<Question, add_account>)
          return where_->owner_of_account(events::mail_address{what.mail});
        else if constexpr (std::is_same_v<Question, find_hall> ||
                           std::is_same_v<Question, remove_hall>)
          return where_->owner_of_hall(what.id);
        else if constexpr (std::is_same_v<Question, keep_hall>)
          return where_->owner_of_hall(what.wanted.id);
        else if constexpr (std::is_same_v<Question, resend_webhook>)
          return what.only ? where_->owner_of(what.only->show) : std::nullopt;
        else if constexpr (requires { what.show; })
          return where_->owner_of(what.show);
        else
          return std::nullopt;
      },
      ask.what);
  if (owner)
    gathered_[*owner].emplace_back(std::move(ask));
  else if (std::holds_alternative<erase_customer>(ask.what))
    erase_later(std::move(ask));
  else
    ask_all(std::move(ask));
}

/// An erasure of which some nodes have done their part could not be told from a complete one when
/// it is asked for again. So every node must have answered something else first.
void router::erase_later(node_ask&& ask) {
  auto tag = ask.reply_to.tag;
  erasures_.emplace(++last_erasure_, std::move(ask));
  ask_all({{caf::actor_cast<caf::actor>(this), last_erasure_, tag}, list_shows{{}, 1}});
}

void router::erase_if_reached(replies&& batch) {
  gathered_.resize(where_->names.size());
  for (auto& each : batch) {
    auto waiting = erasures_.extract(each.correlation);
    if (waiting.empty())
      continue;
    const auto* page = std::get_if<show_page>(&each.reply);
    if (page != nullptr && page->missing.empty())
      ask_all(std::move(waiting.mapped()));
    else
      send_replies({{std::move(waiting.mapped().reply_to),
                     unavailable{"not all nodes are reachable: nothing was erased"}}});
  }
  send_gathered();
}

void router::defer(show_ask&& ask) {
  if (!deferred_.add(ask))
    return send_replies({{std::move(ask.reply_to), unavailable{"no node has the show now"}}});
  if (deferred_.arm())
    delayed_send(this, between_looks, try_again{});
}

void router::take_back(returned&& misrouted) {
  for (auto& each : misrouted.batch)
    defer(std::move(std::get<show_ask>(each)));
}

void router::look_again() {
  asks again;
  for (auto& each : deferred_.take())
    again.emplace_back(std::move(each));
  route(std::move(again));
}

void router::ask_all(node_ask&& ask) {
  auto what = ask.what;
  auto tag = ask.reply_to.tag;
  auto reply_port = spawn<fan_in>(std::move(ask), where_->names);
  for (std::size_t node = 0; node < gathered_.size(); ++node)
    gathered_[node].emplace_back(
        node_ask{{caf::actor_cast<caf::actor>(reply_port), node, tag}, what});
}

} // namespace boxoffice::actors

#include "actors/cluster/fan_in.hpp"

#include "actors/protocol/reply_port.hpp"

#include <algorithm>
#include <limits>

namespace boxoffice::actors {

namespace {

const unavailable* find_unavailable(const std::vector<reply>& from_nodes) {
  for (const auto& each : from_nodes)
    if (const auto* missing = std::get_if<unavailable>(&each))
      return missing;
  return nullptr;
}

/// The pages' items in the order of their keys, up to the limit. If a page has a next one, items
/// beyond its end are not known yet.
template <class Page, class Key>
Page merged_pages(std::vector<reply>&& from_nodes, std::size_t limit, Key key) {
  Page all;
  for (auto& each : from_nodes) {
    auto* page = std::get_if<Page>(&each);
    if (page == nullptr)
      continue;
    if (page->next && (!all.next || *page->next < *all.next))
      all.next = std::move(page->next);
    std::move(page->items.begin(), page->items.end(), std::back_inserter(all.items));
  }
  std::ranges::sort(all.items, {}, key);
  auto beyond = std::ranges::find_if(
      all.items, [&](const auto& item) { return all.next && *all.next < key(item); });
  all.items.erase(beyond, all.items.end());
  if (all.items.size() > limit) {
    all.items.resize(limit);
    all.next = key(all.items.back());
  }
  return all;
}

/// The names of the nodes that did not reply with a `Reply`.
template <class Reply>
std::vector<std::string> nodes_without(const std::vector<reply>& from_nodes,
                                       const std::vector<std::string>& names) {
  std::vector<std::string> missing;
  for (std::size_t node = 0; node < from_nodes.size(); ++node)
    if (!std::holds_alternative<Reply>(from_nodes[node]))
      missing.push_back(names[node]);
  return missing;
}

reply merge(const list_shows& question, std::vector<reply>&& from_nodes,
            const std::vector<std::string>& names) {
  auto missing = nodes_without<show_page>(from_nodes, names);
  auto all = merged_pages<show_page>(std::move(from_nodes), question.limit,
                                     [order = question.order](const storage::show_summary& show) {
                                       return storage::place_of(show, order);
                                     });
  all.missing = std::move(missing);
  return all;
}

reply merge(const get_programme&, std::vector<reply>&& from_nodes,
            const std::vector<std::string>& names) {
  std::vector<storage::programme> parts;
  auto missing = nodes_without<programme_view>(from_nodes, names);
  for (auto& each : from_nodes)
    if (auto* one = std::get_if<programme_view>(&each))
      parts.push_back(std::move(*one));
  return programme_view{storage::merged(parts), std::move(missing)};
}

reply merge(const list_refunds& question, std::vector<reply>&& from_nodes,
            const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(from_nodes))
    return *missing;
  return merged_pages<refund_page>(
      std::move(from_nodes), question.limit,
      [](const storage::refund_summary& refund) { return refund.key; });
}

reply merge(const list_customer_bookings& question, std::vector<reply>&& from_nodes,
            const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(from_nodes))
    return *missing;
  return merged_pages<booking_page>(std::move(from_nodes), question.limit,
                                    [](const listed_booking& each) { return each.key; });
}

reply merge(const list_sales&, std::vector<reply>&& from_nodes, const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(from_nodes))
    return *missing;
  return merged_pages<sales_page>(std::move(from_nodes), std::numeric_limits<std::size_t>::max(),
                                  [](const events::show_sales& each) { return each.show.text; });
}

reply merge(const erase_customer&, std::vector<reply>&& from_nodes,
            const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(from_nodes))
    return *missing;
  return customer_erased{std::ranges::any_of(from_nodes, [](const reply& each) {
    const auto* erased = std::get_if<customer_erased>(&each);
    return erased != nullptr && erased->existed;
  })};
}

/// Nodes may have copies of the account from before a change of the list of nodes.
reply merge(const reset_account&, std::vector<reply>&& from_nodes,
            const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(from_nodes))
    return *missing;
  return account_reset{std::ranges::any_of(from_nodes, [](const reply& each) {
    const auto* reset = std::get_if<account_reset>(&each);
    return reset != nullptr && reset->existed;
  })};
}

/// A gate must know the keys of all nodes: their shows' codes are signed by different ones.
reply merge(const get_ticket_keys&, std::vector<reply>&& from_nodes,
            const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(from_nodes))
    return *missing;
  ticket_keys_view all;
  for (const auto& each : from_nodes)
    if (const auto* view = std::get_if<ticket_keys_view>(&each))
      for (const auto& key : view->keys)
        if (std::ranges::find(all.keys, key) == all.keys.end())
          all.keys.push_back(key);
  return all;
}

template <class Item>
void move_to(std::vector<Item>& all, std::vector<Item>&& some) {
  std::move(some.begin(), some.end(), std::back_inserter(all));
}

reply merge(const exchange_webhooks&, std::vector<reply>&& from_nodes,
            const std::vector<std::string>& names) {
  webhooks_exchanged all;
  all.missing = nodes_without<webhooks_exchanged>(from_nodes, names);
  for (auto& each : from_nodes)
    if (auto* one = std::get_if<webhooks_exchanged>(&each)) {
      move_to(all.endpoints, std::move(one->endpoints));
      move_to(all.removed, std::move(one->removed));
      move_to(all.standings, std::move(one->standings));
    }
  return all;
}

reply merge(const list_dead& question, std::vector<reply>&& from_nodes,
            const std::vector<std::string>& names) {
  auto missing = nodes_without<dead_letters>(from_nodes, names);
  auto all = merged_pages<dead_letters>(std::move(from_nodes), question.limit,
                                        [](const storage::dead_letter& dead) {
                                          return storage::dead_letter_place(dead.show, dead.seq);
                                        });
  all.missing = std::move(missing);
  return all;
}

reply merge(const resend_webhook&, std::vector<reply>&& from_nodes,
            const std::vector<std::string>& names) {
  dead_resent all;
  all.missing = nodes_without<dead_resent>(from_nodes, names);
  for (const auto& each : from_nodes)
    if (const auto* one = std::get_if<dead_resent>(&each))
      all.count += one->count;
  return all;
}

/// Only all nodes together know that a payment is of no booking.
reply merge(const find_payment&, std::vector<reply>&& from_nodes, const std::vector<std::string>&) {
  payment_found all;
  for (auto& each : from_nodes)
    if (auto* one = std::get_if<payment_found>(&each))
      move_to(all.bookings, std::move(one->bookings));
  const auto* missing = find_unavailable(from_nodes);
  if (all.bookings.empty() && missing != nullptr)
    return *missing;
  return all;
}

reply merge(const list_halls& question, std::vector<reply>&& from_nodes,
            const std::vector<std::string>& names) {
  auto missing = nodes_without<hall_page>(from_nodes, names);
  auto all =
      merged_pages<hall_page>(std::move(from_nodes), question.limit,
                              [](const storage::hall_summary& hall) { return hall.id.text; });
  all.missing = std::move(missing);
  return all;
}

/// Single-node question: it must not be broadcast.
template <class Question>
reply merge(const Question&, std::vector<reply>&&, const std::vector<std::string>&) {
  return unavailable{"a question for one node was sent to all nodes"};
}

} // namespace

reply merged(const node_question& question, std::vector<reply>&& from_nodes,
             const std::vector<std::string>& names) {
  return std::visit([&](const auto& what) { return merge(what, std::move(from_nodes), names); },
                    question);
}

fan_in::fan_in(caf::actor_config& config, node_ask ask, std::vector<std::string> names)
    : fan_in_actor::base{config},
      ask_{std::move(ask)},
      names_{std::move(names)},
      from_nodes_(names_.size(), unavailable{"no reply"}),
      left_{names_.size()} {}

fan_in::behavior_type fan_in::make_behavior() {
  return {[this](replies& batch) { take(std::move(batch)); }};
}

void fan_in::take(replies&& batch) {
  for (auto& each : batch) {
    from_nodes_.at(each.correlation) = std::move(each.reply);
    --left_;
  }
  if (left_ != 0)
    return;
  send_replies({{std::move(ask_.reply_to), merged(ask_.what, std::move(from_nodes_), names_)}});
  quit();
}

} // namespace boxoffice::actors

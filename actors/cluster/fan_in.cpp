#include "actors/cluster/fan_in.hpp"

#include "actors/protocol/reply_port.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

const unavailable* find_unavailable(const std::vector<reply>& said) {
  for (const auto& each : said)
    if (const auto* missing = std::get_if<unavailable>(&each))
      return missing;
  return nullptr;
}

/// The pages' items in the order of their keys, up to the limit. Where a page has a next one, what
/// lies beyond its own end is not known yet.
template <class Page, class Key>
Page merged_pages(std::vector<reply>&& said, std::size_t limit, Key key) {
  Page all;
  for (auto& each : said) {
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

reply merge(const list_shows& asked, std::vector<reply>&& said,
            const std::vector<std::string>& names) {
  std::vector<std::string> missing;
  for (std::size_t node = 0; node < said.size(); ++node)
    if (!std::holds_alternative<show_page>(said[node]))
      missing.push_back(names[node]);
  auto all = merged_pages<show_page>(
      std::move(said), asked.limit, [](const storage::show_summary& show) { return show.id.text; });
  all.missing = std::move(missing);
  return all;
}

reply merge(const list_refunds& asked, std::vector<reply>&& said, const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(said))
    return *missing;
  return merged_pages<refund_page>(
      std::move(said), asked.limit, [](const storage::refund_summary& refund) {
        return storage::refund_key(refund.id.show, refund.number, refund.due.payment);
      });
}

reply merge(const erase_customer&, std::vector<reply>&& said, const std::vector<std::string>&) {
  if (const auto* missing = find_unavailable(said))
    return *missing;
  return customer_erased{std::ranges::any_of(said, [](const reply& each) {
    const auto* erased = std::get_if<customer_erased>(&each);
    return erased != nullptr && erased->existed;
  })};
}

/// Of one show or of one node, so that nobody asks it of all.
template <class Question>
reply merge(const Question&, std::vector<reply>&&, const std::vector<std::string>&) {
  return unavailable{"a question for one node was put to all"};
}

} // namespace

reply merged(const node_question& asked, std::vector<reply>&& said,
             const std::vector<std::string>& names) {
  return std::visit([&](const auto& what) { return merge(what, std::move(said), names); }, asked);
}

fan_in::fan_in(caf::actor_config& config, node_ask ask, std::vector<std::string> names)
    : fan_in_actor::base{config},
      ask_{std::move(ask)},
      names_{std::move(names)},
      said_(names_.size(), unavailable{"no answer"}),
      left_{names_.size()} {}

fan_in::behavior_type fan_in::make_behavior() {
  return {[this](replies& came) { take(std::move(came)); }};
}

void fan_in::take(replies&& came) {
  for (auto& each : came) {
    said_.at(each.correlation) = std::move(each.reply);
    --left_;
  }
  if (left_ != 0)
    return;
  send_replies({{std::move(ask_.reply_to), merged(ask_.what, std::move(said_), names_)}});
  quit();
}

} // namespace boxoffice::actors

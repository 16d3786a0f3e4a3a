#include "bench/soak/house.hpp"

#include <fmt/format.h>

#include <utility>

namespace boxoffice::soak {

using namespace events;

namespace {

constexpr std::uint64_t shows_a_cancelled_one = 150;

/// Money goes back some time after it is due.
constexpr std::int64_t refund_takes = minute;
constexpr std::size_t refunds_a_page = 1'000;

enum class task : std::uint8_t { open, cancel, list_refunds, refund, erase, back_up };

// Correlation: a bit that the crowd's never have, the subject, the task.
constexpr std::uint64_t house_bit = std::uint64_t{1} << 63U;

std::uint64_t correlation_of(task what, std::uint32_t subject = 0) {
  return house_bit | std::uint64_t{subject} << 8U | static_cast<std::uint64_t>(what);
}

} // namespace

house::house(virtual_node& node, const demand& wanted, programme& shows, guests& customers,
             complaints& wrong, std::uint64_t seed)
    : node_{node},
      wanted_{wanted},
      shows_{shows},
      customers_{customers},
      wrong_{wrong},
      chance_{seed} {}

bool house::is_for_house(std::uint64_t correlation) { return (correlation & house_bit) != 0; }

void house::act(time_ms until) {
  for (auto show : shows_.due(until))
    open(show);
  cancel_what_must_be(until);
  if (until >= next_refunds_) {
    next_refunds_ = until + minute;
    node_.ask(actors::list_refunds{{}, refunds_a_page}, correlation_of(task::list_refunds));
  }
}

void house::open(std::uint32_t show) {
  node_.ask(shows_[show].id, open_show{0, shows_.body_of(show)}, correlation_of(task::open, show));
  if (chance_() % shows_a_cancelled_one != 0)
    return;
  auto on_sale = static_cast<std::uint64_t>(shows_[show].starts_at - shows_[show].opens_at);
  auto at = shows_[show].opens_at + static_cast<time_ms>(chance_() % on_sale);
  if (!wanted_.is_night(at))
    to_cancel_.emplace(at, show);
}

void house::cancel_what_must_be(time_ms until) {
  while (!to_cancel_.empty() && to_cancel_.begin()->first <= until) {
    auto show = to_cancel_.extract(to_cancel_.begin()).mapped();
    node_.ask(shows_[show].id, cancel_show{}, correlation_of(task::cancel, show));
  }
}

void house::erase(std::uint32_t guest) {
  node_.ask(actors::erase_customer{{customers_.id(guest)}, {}}, correlation_of(task::erase, guest));
}

void house::back_up(const std::filesystem::path& directory) {
  node_.ask(actors::back_up{directory}, correlation_of(task::back_up));
}

void house::hear(std::uint64_t correlation, actors::reply&& told) {
  auto subject = static_cast<std::uint32_t>(correlation >> 8U);
  switch (static_cast<task>(correlation & 0xFFU)) {
  case task::open: return hear_opened(subject, told);
  case task::cancel:
    if (!std::holds_alternative<actors::show_view>(told))
      return complain("cancelling a show", told);
    return shows_.cancelled(subject);
  case task::list_refunds: return hear_refunds(told);
  case task::refund:
    if (!std::holds_alternative<actors::payment_view>(told))
      complain("a refund that is paid", told);
    return;
  case task::erase: {
    const auto* erased = std::get_if<actors::customer_erased>(&told);
    if (erased == nullptr || erased->existed != customers_.remembered(subject))
      complain("erasing a customer", told);
    return customers_.erased(subject);
  }
  case task::back_up:
    if (const auto* done = std::get_if<actors::backed_up>(&told); done == nullptr || done->failed)
      complain("a backup", told);
    return;
  }
}

void house::hear_opened(std::uint32_t show, const actors::reply& told) {
  const auto* opened = std::get_if<actors::show_view>(&told);
  if (opened == nullptr || !opened->opened_now)
    return complain("opening show " + shows_[show].id.text, told);
  shows_.opened(show);
}

void house::hear_refunds(const actors::reply& told) {
  const auto* page = std::get_if<actors::refund_page>(&told);
  if (page == nullptr)
    return complain("the list of refunds", told);
  for (const auto& each : page->items)
    if (each.since + refund_takes <= node_.now())
      node_.ask(each.id.show,
                record_payment{0, each.id.secret, each.due.payment, payment_status::refunded,
                               each.due.amount, std::nullopt},
                correlation_of(task::refund));
}

void house::complain(const std::string& what, const actors::reply& told) {
  wrong_.add(fmt::format("{} was answered by alternative {}", what, told.index()));
}

} // namespace boxoffice::soak

#include "bench/soak/cinema_operator.hpp"

#include <fmt/format.h>

#include <utility>

namespace boxoffice::soak {

using namespace events;

namespace {

constexpr std::uint64_t shows_per_cancellation = 150;

/// Time between a refund becoming due and its payment.
constexpr std::int64_t refund_takes = minute;
constexpr std::size_t refunds_a_page = 1'000;

enum class task : std::uint8_t { open, cancel, list_refunds, refund, erase, back_up };

// Correlation: a bit that the crowd never sets, the subject, the task.
constexpr std::uint64_t operator_bit = std::uint64_t{1} << 63U;

std::uint64_t correlation_of(task what, std::uint32_t subject = 0) {
  return operator_bit | std::uint64_t{subject} << 8U | static_cast<std::uint64_t>(what);
}

} // namespace

cinema_operator::cinema_operator(virtual_node& node, const demand& wanted, schedule& shows,
                                 customer_list& customers, failures& wrong, std::uint64_t seed)
    : node_{node},
      wanted_{wanted},
      shows_{shows},
      customers_{customers},
      wrong_{wrong},
      chance_{seed} {}

bool cinema_operator::is_for_operator(std::uint64_t correlation) {
  return (correlation & operator_bit) != 0;
}

void cinema_operator::act(time_ms until) {
  for (auto show : shows_.due(until))
    open(show);
  cancel_due_shows(until);
  if (until >= next_refunds_) {
    next_refunds_ = until + minute;
    node_.ask(actors::list_refunds{{}, refunds_a_page}, correlation_of(task::list_refunds));
  }
}

void cinema_operator::open(std::uint32_t show) {
  node_.ask(shows_[show].id, open_show{0, shows_.body_of(show)}, correlation_of(task::open, show));
  if (chance_() % shows_per_cancellation != 0)
    return;
  auto on_sale = static_cast<std::uint64_t>(shows_[show].starts_at - shows_[show].opens_at);
  auto at = shows_[show].opens_at + static_cast<time_ms>(chance_() % on_sale);
  if (!wanted_.is_night(at))
    to_cancel_.emplace(at, show);
}

void cinema_operator::cancel_due_shows(time_ms until) {
  while (!to_cancel_.empty() && to_cancel_.begin()->first <= until) {
    auto show = to_cancel_.extract(to_cancel_.begin()).mapped();
    node_.ask(shows_[show].id, cancel_show{}, correlation_of(task::cancel, show));
  }
}

void cinema_operator::erase(std::uint32_t customer) {
  node_.ask(actors::erase_customer{{customers_.id(customer)}, {}},
            correlation_of(task::erase, customer));
}

void cinema_operator::back_up(const std::filesystem::path& directory) {
  node_.ask(actors::back_up{directory}, correlation_of(task::back_up));
}

void cinema_operator::on_reply(std::uint64_t correlation, actors::reply&& reply) {
  auto subject = static_cast<std::uint32_t>(correlation >> 8U);
  switch (static_cast<task>(correlation & 0xFFU)) {
  case task::open: return on_opened(subject, reply);
  case task::cancel:
    if (!std::holds_alternative<actors::show_view>(reply))
      return report("cancelling a show", reply);
    return shows_.cancelled(subject);
  case task::list_refunds: return on_refunds(reply);
  case task::refund:
    if (!std::holds_alternative<actors::payment_view>(reply))
      report("a refund that is paid", reply);
    return;
  case task::erase: {
    const auto* erased = std::get_if<actors::customer_erased>(&reply);
    if (erased == nullptr || erased->existed != customers_.remembered(subject))
      report("erasing a customer", reply);
    return customers_.erased(subject);
  }
  case task::back_up:
    if (const auto* done = std::get_if<actors::backed_up>(&reply); done == nullptr || done->failed)
      report("a backup", reply);
    return;
  }
}

void cinema_operator::on_opened(std::uint32_t show, const actors::reply& reply) {
  const auto* opened = std::get_if<actors::show_view>(&reply);
  if (opened == nullptr || !opened->opened_now)
    return report("opening show " + shows_[show].id.text, reply);
  shows_.opened(show);
}

void cinema_operator::on_refunds(const actors::reply& reply) {
  const auto* page = std::get_if<actors::refund_page>(&reply);
  if (page == nullptr)
    return report("the list of refunds", reply);
  for (const auto& each : page->items)
    if (each.since + refund_takes <= node_.now())
      node_.ask(each.id.show,
                record_payment{0, each.id.secret, each.due.payment, payment_status::refunded,
                               each.due.amount, std::nullopt},
                correlation_of(task::refund));
}

void cinema_operator::report(const std::string& what, const actors::reply& reply) {
  wrong_.add(fmt::format("{} was answered by alternative {}", what, reply.index()));
}

} // namespace boxoffice::soak

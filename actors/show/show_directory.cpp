#include "actors/show/show_directory.hpp"

#include "actors/protocol/reply_port.hpp"

#include <algorithm>

namespace boxoffice::actors {

using namespace events;

namespace {

template <class... Questions>
bool is_one_of(const node_question& what) {
  return (std::holds_alternative<Questions>(what) || ...);
}

/// Shows without an ask since they were opened that stay in memory until they are idle.
constexpr std::size_t most_only_opened = 32;

// A show that leaves writes its snapshot, and shows whose sales end together are idle together. So
// they leave in rounds: a few at a time, or a 64th of them, and no more than the budget allows.
constexpr std::chrono::milliseconds between_offers{250};
constexpr std::size_t fewest_offers = 16;
constexpr std::size_t share_of_idle = 64;

/// The refusal of a question about a show that was never opened.
errc unknown_to(const show_question& what) {
  if (std::holds_alternative<admit_code>(what))
    return errc::invalid_code; // A code with one bit changed may name any show.
  if (std::holds_alternative<use_link>(what))
    return errc::link_used;
  auto of_a_booking =
      std::holds_alternative<cancel_booking>(what) || std::holds_alternative<move_booking>(what) ||
      std::holds_alternative<return_seats>(what) || std::holds_alternative<record_payment>(what) ||
      std::holds_alternative<get_booking>(what) || std::holds_alternative<get_history>(what) ||
      std::holds_alternative<get_codes>(what) || std::holds_alternative<find_link>(what) ||
      std::holds_alternative<resend_link>(what);
  return of_a_booking ? errc::booking_not_found : errc::show_not_found;
}

} // namespace

show_directory::show_directory(caf::actor_config& config, show_deps deps, directory_options options)
    : show_directory_actor::base{config},
      options_{std::move(options)},
      gate_{options_.shared},
      budget_{options_.bookings_a_round} {
  deps.directory = address();
  deps_ = std::make_shared<const show_deps>(std::move(deps));
  set_exception_handler(ends_process(deps_->env));
  set_down_handler([this](const caf::down_msg&) {
    gate_.show_ended();
    send_barrier_if_all_ended();
  });
}

void show_directory::on_exit() {
  // A show with open work would otherwise run on by its timers until the last hold has expired.
  for (const auto& [id, each] : residents_)
    caf::anon_send_exit(each.show, caf::exit_reason::user_shutdown);
  residents_.clear();
  webhooks_ = nullptr;
  count_residents();
}

void show_directory::count_residents() {
  deps_->env.probe->resident_shows.set(static_cast<std::int64_t>(residents_.size()));
}

show_directory::behavior_type show_directory::make_behavior() {
  return {
      [this](asks& batch) { distribute(std::move(batch)); },
      [this](const may_leave& idle) { release(idle); },
      [this](sweep) { offer_leave_to_idle(); },
      [this](serve_webhooks& from_now) { webhooks_ = std::move(from_now.webhooks); },
      [this](const take_shards& ours) { take(ours); },
      [this](const give_up_shards& them) { give_up(them); },
      [this](const barrier_reached& that) { report(that.what); },
  };
}

/// All asks of one show go there as one message, so that their bookings share an append.
void show_directory::distribute(asks&& batch) {
  for (auto& each : batch)
    std::visit([this](auto& ask) { route(std::move(ask)); }, each);
  auto now = clock().now();
  for (auto* each : addressed_) {
    each->asks += each->gathered.size();
    each->last_asked = now;
    deps_->env.probe->asks.entered.add(each->gathered.size());
    caf::anon_send(each->show, std::exchange(each->gathered, {}));
  }
  addressed_.clear();
  if (!misrouted_.empty())
    send(caf::actor_cast<returned_asks_actor>(current_sender()),
         returned{std::exchange(misrouted_, {})});
}

void show_directory::route(show_ask&& ask) {
  auto resident_there = residents_.find(ask.show);
  auto* found = resident_there == residents_.end() ? nullptr : &resident_there->second;
  if (found == nullptr) {
    auto epoch = gate_.epoch_of(ask.show);
    if (!epoch) {
      misrouted_.emplace_back(std::move(ask));
      return;
    }
    found = spawn_for(ask, *epoch);
  }
  if (found == nullptr)
    return send_replies({{ask.reply_to, refused(unknown_to(ask.what))}});
  if (found->gathered.empty())
    addressed_.push_back(found);
  found->gathered.push_back(std::move(ask));
}

void show_directory::route(node_ask&& ask) {
  if (is_one_of<get_ticket_keys>(ask.what))
    return send_replies({{ask.reply_to, own_ticket_keys()}});
  if (is_one_of<erase_customer, back_up, add_account, reset_account, keep_hall, remove_hall>(
          ask.what))
    return caf::anon_send(deps_->writer, std::move(ask));
  if (is_one_of<exchange_webhooks, list_dead, resend_webhook>(ask.what)) {
    if (webhooks_)
      caf::anon_send(webhooks_, std::move(ask));
    else
      send_replies({{std::move(ask.reply_to), unavailable{"the node has no webhooks yet"}}});
    return;
  }
  deps_->env.probe->reads.entered.add();
  // Shows that start, and customers who sign in, must not wait behind long lists.
  const auto& reader = is_one_of<find_account>(ask.what) ? deps_->reader : deps_->historian;
  caf::anon_send(reader, std::move(ask));
}

reply show_directory::own_ticket_keys() const {
  if (!deps_->tickets)
    return unavailable{"the node has no key of ticket codes"};
  return ticket_keys_view{deps_->tickets->trusted()};
}

show_directory::resident* show_directory::spawn_for(const show_ask& ask, std::int64_t epoch) {
  if (std::holds_alternative<open_show>(ask.what))
    options_.known.insert(ask.show);
  else if (!options_.known.contains(ask.show))
    return nullptr;
  arm_sweep(options_.show_idle / 2);
  if (std::holds_alternative<open_show>(ask.what))
    note_opened(ask.show);
  auto show = spawn<show_room>(ask.show, deps_, epoch);
  auto* added = &residents_.emplace(ask.show, resident{std::move(show), 0, {}}).first->second;
  count_residents();
  return added;
}

void show_directory::release(const may_leave& idle) {
  auto found = residents_.find(idle.show);
  // An ask that is on its way to the show would be lost.
  if (found == residents_.end() || found->second.asks != idle.asks)
    return;
  if (!budget_.take(idle.bookings)) {
    found->second.last_offered = {}; // In a later round.
    return;
  }
  caf::anon_send(found->second.show, leave{});
  if (options_.shared)
    watch_until_ended(found->second.show);
  residents_.erase(found);
  count_residents();
}

void show_directory::offer_leave_to_idle() {
  sweep_armed_ = false;
  auto now = clock().now();
  budget_.pass(static_cast<std::size_t>((now - last_round_) / between_offers));
  last_round_ = now;
  std::vector<resident*> idle;
  for (auto& [id, each] : residents_)
    if (each.last_asked <= now - options_.show_idle &&
        each.last_offered <= now - options_.show_idle / 2)
      idle.push_back(&each);
  auto most = budget_.is_spent() ? 0 : std::max(fewest_offers, idle.size() / share_of_idle);
  most = std::min(most, idle.size());
  for (std::size_t i = 0; i < most; ++i) {
    idle[i]->last_offered = now;
    caf::anon_send(idle[i]->show, offer_leave{});
  }
  if (!idle.empty())
    arm_sweep(between_offers);
  else if (!residents_.empty())
    arm_sweep(options_.show_idle / 2);
}

void show_directory::note_opened(const show_id& show) {
  opened_.push_back(show);
  if (opened_.size() <= most_only_opened)
    return;
  auto oldest = residents_.find(opened_.front());
  if (oldest != residents_.end() && oldest->second.asks == 1)
    caf::anon_send(oldest->second.show, offer_leave{});
  opened_.pop_front();
}

void show_directory::arm_sweep(std::chrono::milliseconds delay) {
  if (!std::exchange(sweep_armed_, true))
    delayed_send(this, delay, sweep{});
}

// ---- a shared log

void show_directory::take(const take_shards& ours) {
  for (const auto& each : ours.shards)
    gate_.take(each.shard, each.epoch);
  options_.known.insert(ours.known.begin(), ours.known.end());
}

void show_directory::give_up(const give_up_shards& them) {
  auto why = them.orderly ? give_up_reason::release : give_up_reason::drop;
  gate_.close(them.shards, why);
  std::erase_if(residents_, [&](const auto& each) {
    if (!gate_.must_end(storage::shard_of(each.first), why))
      return false;
    if (them.orderly)
      caf::anon_send(each.second.show, leave{});
    else
      caf::anon_send(each.second.show, abandon{});
    watch_until_ended(each.second.show);
    return true;
  });
  count_residents();
  barrier_.then_notify.emplace_back(current_sender(), them.shards);
  send_barrier_if_all_ended();
}

void show_directory::watch_until_ended(const show_actor& show) {
  monitor(show);
  gate_.show_ends();
}

/// Everything that the shows sent the writer arrives there before the barrier.
void show_directory::send_barrier_if_all_ended() {
  if (gate_.all_ended() && !barrier_.then_notify.empty())
    send(deps_->writer, std::exchange(barrier_, {}));
}

void show_directory::report(const barrier& over) {
  for (const auto& [asker, shards] : over.then_notify)
    send(caf::actor_cast<shard_giver_actor>(asker), gave_up_shards{shards});
}

} // namespace boxoffice::actors

#include "actors/show_directory.hpp"

#include "actors/log_writer.hpp"

namespace boxoffice::actors {

using namespace events;

namespace {

template <class... Questions>
bool is_one_of(const node_question& what) {
  return (std::holds_alternative<Questions>(what) || ...);
}

/// What a question about a show that was never opened is told.
errc unknown_to(const show_question& what) {
  auto of_a_booking = std::holds_alternative<cancel_booking>(what) ||
                      std::holds_alternative<record_payment>(what) ||
                      std::holds_alternative<get_booking>(what) ||
                      std::holds_alternative<get_history>(what);
  return of_a_booking ? errc::booking_not_found : errc::show_not_found;
}

} // namespace

show_directory::show_directory(caf::actor_config& config, show_neighbours near,
                               std::unordered_set<show_id> known,
                               std::chrono::milliseconds show_idle)
    : show_directory_actor::base{config}, known_{std::move(known)}, show_idle_{show_idle} {
  near.directory = address();
  near_ = std::make_shared<const show_neighbours>(std::move(near));
  set_exception_handler(ends_process(near_->around));
}

void show_directory::on_exit() {
  // Left alone, a show with open work would wake itself by its timers until the last hold is over.
  for (const auto& [id, each] : residents_)
    caf::anon_send_exit(each.show, caf::exit_reason::user_shutdown);
  residents_.clear();
}

show_directory::behavior_type show_directory::make_behavior() {
  return {
      [this](asks& batch) { hand_on(std::move(batch)); },
      [this](const may_leave& idle) { let_go(idle); },
      [this](sweep) { offer_leave_to_idle(); },
  };
}

/// All that is for one show goes there as one message: a crowd's bookings share an append then.
void show_directory::hand_on(asks&& batch) {
  for (auto& each : batch)
    std::visit([this](auto& ask) { route(std::move(ask)); }, each);
  auto now = clock().now();
  for (auto* each : asked_) {
    each->asks += each->gathered.size();
    each->last_asked = now;
    caf::anon_send(each->show, std::exchange(each->gathered, {}));
  }
  asked_.clear();
}

void show_directory::route(show_ask&& ask) {
  auto* found = find_or_spawn(ask);
  if (found == nullptr)
    return send_out({{ask.reply_to, refused(unknown_to(ask.what))}});
  if (found->gathered.empty())
    asked_.push_back(found);
  found->gathered.push_back(std::move(ask));
}

void show_directory::route(node_ask&& ask) {
  if (is_one_of<erase_customer, back_up>(ask.what))
    caf::anon_send(near_->writer, std::move(ask));
  else if (is_one_of<get_past_seats, get_events>(ask.what))
    caf::anon_send(near_->historian, std::move(ask));
  else
    caf::anon_send(near_->reader, std::move(ask));
}

show_directory::resident* show_directory::find_or_spawn(const show_ask& ask) {
  if (auto found = residents_.find(ask.show); found != residents_.end())
    return &found->second;
  if (std::holds_alternative<open_show>(ask.what))
    known_.insert(ask.show);
  else if (!known_.contains(ask.show))
    return nullptr;
  arm_sweep();
  auto show = spawn<show_room>(ask.show, near_);
  return &residents_.emplace(ask.show, resident{std::move(show), 0, {}}).first->second;
}

void show_directory::let_go(const may_leave& idle) {
  auto found = residents_.find(idle.show);
  // An ask that is on its way to the show would be lost with it.
  if (found == residents_.end() || found->second.asks != idle.asks)
    return;
  caf::anon_send(found->second.show, leave{});
  residents_.erase(found);
}

void show_directory::offer_leave_to_idle() {
  sweep_armed_ = false;
  auto before = clock().now() - show_idle_;
  for (auto& [id, each] : residents_)
    if (each.last_asked <= before)
      caf::anon_send(each.show, offer_leave{});
  if (!residents_.empty())
    arm_sweep();
}

void show_directory::arm_sweep() {
  if (!std::exchange(sweep_armed_, true))
    delayed_send(this, show_idle_ / 2, sweep{});
}

} // namespace boxoffice::actors

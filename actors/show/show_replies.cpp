// The reply of a show to each question.
#include "actors/show/show_room.hpp"

#include "events/decide/booking.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/payment.hpp"

namespace boxoffice::actors {

using namespace events;

template <class Command, class MakeReply>
void show_room::carry_out(const return_address& to, Command& command, MakeReply make_reply) {
  command.at = now();
  auto decided = decide(state_, command, deps_->rules);
  if (!decided)
    return respond(to, std::move(decided.error()));
  auto before = state_.seq;
  record(std::move(*decided), stream_time(state_, command.at));
  respond(to, make_reply(state_.seq != before));
}

void show_room::on(const return_address& to, open_show&& command) {
  auto was_open = state_.opened();
  carry_out(to, command, [&](bool) { return view(!was_open); });
}

template <class Command>
void show_room::on_operator_command(const return_address& to, Command&& command) {
  carry_out(to, command, [&](bool) { return view(); });
}

template void show_room::on_operator_command(const return_address&, pause_sales&&);
template void show_room::on_operator_command(const return_address&, resume_sales&&);
template void show_room::on_operator_command(const return_address&, cancel_show&&);
template void show_room::on_operator_command(const return_address&, block_seats&&);
template void show_room::on_operator_command(const return_address&, unblock_seats&&);

void show_room::on(const return_address& to, request_booking&& command, std::string&& mail) {
  command.id = {state_.id, deps_->env.random()};
  command.limits = deps_->limits;
  carry_out(to, command, [&](bool appended) {
    const auto* booked = requested_booking(state_, command);
    if (appended)
      out_.edit().batch.rows.push_back(storage::mail_row(command.customer, mail));
    return booking_taken{{state_.id, booked->secret},
                         booked->number,
                         {booked->amount, state_.plan->body.currency},
                         !appended};
  });
}

void show_room::on(const return_address& to, cancel_booking&& command) {
  carry_out(to, command, [&](bool) {
    return booking_view{state_.id, state_.plan, *state_.find(command.secret)};
  });
}

void show_room::on(const return_address& to, record_payment&& message) {
  carry_out(to, message, [&](bool) {
    const auto* entry = recorded_payment(*state_.find(message.secret), message);
    return payment_view{{state_.id, message.secret}, *entry};
  });
}

template <class Question>
const booking* show_room::find_for(const return_address& to, const Question& question) {
  const auto* booked = state_.find(question.secret);
  if (booked != nullptr &&
      (!question.customer || is_of(booked->customer, *question.customer, question.formerly)))
    return booked;
  respond(to, refused(booked == nullptr ? errc::booking_not_found : errc::forbidden));
  return nullptr;
}

void show_room::on(const return_address& to, const get_booking& question) {
  if (const auto* booked = find_for(to, question))
    respond(to, booking_view{state_.id, state_.plan, *booked});
}

void show_room::on(const return_address& to, const get_history& question) {
  if (const auto* booked = find_for(to, question)) {
    deps_->env.probe->reads.entered.add();
    send(deps_->historian, read_history{state_.id, booked->number, to});
  }
}

void show_room::on(const return_address& to, const await_booking& question) {
  const auto* booked = find_for(to, question);
  if (booked == nullptr)
    return;
  auto news =
      watchers_.edit().wait_for_booking(to, question.known, {state_.id, state_.plan, *booked});
  if (news)
    respond(to, std::move(*news));
}

void show_room::on(const return_address& to, const get_show&) {
  if (state_.opened())
    respond(to, view());
  else
    respond(to, refused(errc::show_not_found));
}

void show_room::on(const return_address& to, const get_seats& question) {
  if (!state_.opened())
    return respond(to, refused(errc::show_not_found));
  if (question.known_version == state_.seq)
    return respond(to, seat_map{state_.id, state_.plan, state_.sales, state_.seq, {}});
  respond(to, seat_map_of(state_));
}

void show_room::on(const return_address& to, const run_timers&) {
  if (!state_.under_review.empty() && until_review() == 0)
    review();
  expire();
  respond(to, timers_ran{});
}

show_view show_room::view(bool opened_now) const {
  return {state_.id, state_.plan, state_.sales, state_.seq, now(), opened_now};
}

} // namespace boxoffice::actors

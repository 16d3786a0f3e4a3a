// What a show says to each question.
#include "actors/show/show_room.hpp"

#include "events/decide/booking.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/payment.hpp"

namespace boxoffice::actors {

using namespace events;

template <class Command, class Tell>
void show_room::carry_out(const return_address& to, Command& asked, Tell tell) {
  asked.at = now();
  auto decided = decide(state_, asked, deps_->rules);
  if (!decided)
    return respond(to, std::move(decided.error()));
  auto before = state_.seq;
  record(std::move(*decided), stream_time(state_, asked.at));
  respond(to, tell(state_.seq != before));
}

void show_room::on(const return_address& to, open_show&& asked) {
  auto was_open = state_.opened();
  carry_out(to, asked, [&](bool) { return view(!was_open); });
}

template <class Command>
void show_room::on_house_command(const return_address& to, Command&& asked) {
  carry_out(to, asked, [&](bool) { return view(); });
}

template void show_room::on_house_command(const return_address&, pause_sales&&);
template void show_room::on_house_command(const return_address&, resume_sales&&);
template void show_room::on_house_command(const return_address&, cancel_show&&);
template void show_room::on_house_command(const return_address&, block_seats&&);
template void show_room::on_house_command(const return_address&, unblock_seats&&);

void show_room::on(const return_address& to, request_booking&& asked, std::string&& mail) {
  asked.id = {state_.id, deps_->env.random()};
  asked.limits = deps_->limits;
  carry_out(to, asked, [&](bool appended) {
    const auto* booked = requested_booking(state_, asked);
    if (appended)
      out_.edit().batch.rows.push_back(storage::mail_row(asked.customer, mail));
    return booking_taken{{state_.id, booked->secret},
                         booked->number,
                         {booked->amount, state_.plan->body.currency},
                         !appended};
  });
}

void show_room::on(const return_address& to, cancel_booking&& asked) {
  carry_out(to, asked, [&](bool) {
    return booking_view{state_.id, state_.plan, *state_.find(asked.secret)};
  });
}

void show_room::on(const return_address& to, record_payment&& asked) {
  carry_out(to, asked, [&](bool) {
    const auto* said = recorded_payment(*state_.find(asked.secret), asked);
    return payment_view{{state_.id, asked.secret}, *said};
  });
}

template <class Question>
const booking* show_room::find_for(const return_address& to, const Question& asked) {
  const auto* booked = state_.find(asked.secret);
  if (booked != nullptr &&
      (!asked.customer || is_of(booked->customer, *asked.customer, asked.formerly)))
    return booked;
  respond(to, refused(booked == nullptr ? errc::booking_not_found : errc::forbidden));
  return nullptr;
}

void show_room::on(const return_address& to, const get_booking& asked) {
  if (const auto* booked = find_for(to, asked))
    respond(to, booking_view{state_.id, state_.plan, *booked});
}

void show_room::on(const return_address& to, const get_history& asked) {
  if (const auto* booked = find_for(to, asked))
    send(deps_->historian, read_history{state_.id, booked->number, to});
}

void show_room::on(const return_address& to, const await_booking& asked) {
  const auto* booked = find_for(to, asked);
  if (booked == nullptr)
    return;
  auto told = watchers_.edit().wait_for_booking(to, asked.known, {state_.id, state_.plan, *booked});
  if (told)
    respond(to, std::move(*told));
}

void show_room::on(const return_address& to, const get_show&) {
  if (state_.opened())
    respond(to, view());
  else
    respond(to, refused(errc::show_not_found));
}

void show_room::on(const return_address& to, const get_seats& asked) {
  if (!state_.opened())
    return respond(to, refused(errc::show_not_found));
  if (asked.known_version == state_.seq)
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

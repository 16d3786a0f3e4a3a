// What a show says to each question.
#include "actors/show_room.hpp"

#include "events/decide.hpp"

namespace boxoffice::actors {

using namespace events;

namespace {

refusal refused(errc code) { return {code, {}, {}}; }

} // namespace

void show_room::on(const return_address& to, open_show&& asked) {
  append out;
  asked.at = now();
  auto was_open = state_.opened();
  if (!propose(to, asked, out))
    return;
  out.answers.push_back({to, view(!was_open)});
  send_off(std::move(out));
}

template <class Command>
void show_room::on_house_command(const return_address& to, Command&& asked) {
  append out;
  asked.at = now();
  if (!propose(to, asked, out))
    return;
  out.answers.push_back({to, view()});
  send_off(std::move(out));
}

template void show_room::on_house_command(const return_address&, pause_sales&&);
template void show_room::on_house_command(const return_address&, resume_sales&&);
template void show_room::on_house_command(const return_address&, cancel_show&&);
template void show_room::on_house_command(const return_address&, block_seats&&);
template void show_room::on_house_command(const return_address&, unblock_seats&&);

void show_room::on(const return_address& to, request_booking&& asked, std::string&& mail) {
  append out;
  asked.at = now();
  asked.id = {state_.id, near_->around.random()};
  if (!propose(to, asked, out))
    return;
  const auto* booked = answered_by(state_, asked);
  if (!out.batch.appends.empty())
    out.batch.rows.push_back(storage::mail_row(asked.customer, mail));
  out.answers.push_back({to, booking_taken{{state_.id, booked->secret},
                                           booked->number,
                                           {booked->amount, state_.plan->body.currency}}});
  send_off(std::move(out));
}

void show_room::on(const return_address& to, cancel_booking&& asked) {
  append out;
  asked.at = now();
  if (!propose(to, asked, out))
    return;
  out.answers.push_back({to, booking_view{state_.id, state_.plan, *state_.find(asked.secret)}});
  send_off(std::move(out));
}

void show_room::on(const return_address& to, record_payment&& asked) {
  append out;
  asked.at = now();
  if (!propose(to, asked, out))
    return;
  const auto* said = answered_by(*state_.find(asked.secret), asked);
  out.answers.push_back({to, payment_view{{state_.id, asked.secret}, *said}});
  send_off(std::move(out));
}

void show_room::on(const return_address& to, const get_booking& asked) {
  const auto* booked = state_.find(asked.secret);
  if (booked == nullptr)
    answer(to, refused(errc::booking_not_found));
  else if (asked.customer && *asked.customer != booked->customer)
    answer(to, refused(errc::forbidden));
  else
    answer(to, booking_view{state_.id, state_.plan, *booked});
}

void show_room::on(const return_address& to, const get_history& asked) {
  const auto* booked = state_.find(asked.secret);
  if (booked == nullptr)
    answer(to, refused(errc::booking_not_found));
  else if (asked.customer && *asked.customer != booked->customer)
    answer(to, refused(errc::forbidden));
  else
    send(near_->reader, read_history{state_.id, booked->number, to});
}

void show_room::on(const return_address& to, const get_show&) {
  if (state_.opened())
    answer(to, view());
  else
    answer(to, refused(errc::show_not_found));
}

void show_room::on(const return_address& to, const get_seats&) {
  if (!state_.opened())
    return answer(to, refused(errc::show_not_found));
  seat_map map{state_.id, state_.plan, state_.sales, state_.seq, {}};
  map.seats.reserve(state_.seats.size());
  for (seat_index seat = 0; seat < state_.seats.size(); ++seat)
    map.seats.push_back(state_.status_of(seat));
  answer(to, std::move(map));
}

void show_room::on(const return_address& to, const run_timers&) {
  if (!state_.under_review.empty() && until_review() == 0)
    review();
  expire();
  answer(to, timers_ran{});
}

show_view show_room::view(bool opened_now) const {
  return {state_.id, state_.plan, state_.sales, state_.seq, now(), opened_now};
}

} // namespace boxoffice::actors

// The reply of a show to each question.
#include "actors/show/show_room.hpp"

#include "events/codec/codec.hpp"
#include "events/decide/booking.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/gate.hpp"
#include "events/decide/payment.hpp"
#include "events/state/lines.hpp"

namespace boxoffice::actors {

using namespace events;

namespace {

std::vector<priced_seat> priced_seats(const show_plan& plan, const booking& booked) {
  std::vector<priced_seat> seats;
  seats.reserve(booked.seats.size());
  for (const auto& line : requested_lines(plan, booked))
    seats.push_back({plan.seats[line.seat].id, line.type != nullptr ? *line.type : price_type_id{},
                     line.price});
  return seats;
}

/// The price type of a seat that the booking has.
std::optional<std::string> price_type_of(const show_state& show, const booking& booked,
                                         const seat_id& seat) {
  for (const auto& line : lines_of(*show.plan, booked))
    if (line.type != nullptr && show.plan->seats[line.seat].id.text() == seat.text)
      return line.type->text;
  return std::nullopt;
}

/// The outcome of a message that was not refused. One about no money may have no entry.
payment_entry entry_for(const booking& booked, const record_payment& message) {
  if (const auto* recorded = recorded_payment(booked, message))
    return *recorded;
  auto pays = message.status == payment_status::success && booked.status == booking_status::paid;
  return {message.payment, pays ? payment_status::success : payment_status::refunded, {}, {}, {}};
}

/// The provider gave money back, or lost it, and no event says so.
void warn_of_refusal(const return_address& to, const record_payment& message, const refusal& why,
                     const show_state& show, const environment& env) {
  const auto* booked = booking_of(show, message);
  if (booked == nullptr || message.status != payment_status::refunded)
    return;
  env.probe->shows.own().refunds_refused.add();
  env.log.write(
      logging::level::warn, logging::log_module::show, to.tag,
      "REFUNDED with {} {} of payment {} of booking {} is refused: {}{}", message.amount.value,
      message.amount.currency, message.payment.text,
      to_text(reference_of(show.id, booked->number, booked->secret)), name(why.code),
      why.errors.empty() ? "" : ", " + why.errors.front().field + ' ' + why.errors.front().detail);
}

} // namespace

template <class Command, class MakeReply>
void show_room::carry_out(const return_address& to, Command& command, MakeReply make_reply) {
  command.at = now();
  auto decided = decide(state_, command, deps_->rules);
  if (!decided) {
    if constexpr (std::is_same_v<Command, record_payment>)
      warn_of_refusal(to, command, decided.error(), state_, deps_->env);
    return respond(to, std::move(decided.error()));
  }
  auto before = state_.seq;
  record(std::move(*decided), stream_time(state_, command.at));
  respond(to, make_reply(state_.seq != before));
}

void show_room::on(const return_address& to, open_show&& command) {
  auto was_open = state_.opened();
  share(command.body.rows, *deps_->env.layouts);
  carry_out(to, command, [&](bool) { return view(!was_open); });
}

template <class Command>
void show_room::on_operator_command(const return_address& to, Command&& command) {
  if constexpr (std::is_same_v<std::decay_t<Command>, change_show>)
    if (command.changes.rows)
      share(*command.changes.rows, *deps_->env.layouts);
  carry_out(to, command, [&](bool) { return view(); });
}

template void show_room::on_operator_command(const return_address&, pause_sales&&);
template void show_room::on_operator_command(const return_address&, resume_sales&&);
template void show_room::on_operator_command(const return_address&, cancel_show&&);
template void show_room::on_operator_command(const return_address&, change_show&&);
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
                         {requested_amount(*booked), state_.plan->body.currency},
                         !appended,
                         priced_seats(*state_.plan, *booked)};
  });
}

void show_room::on(const return_address& to, sell_seats&& command, std::string&& mail) {
  command.id = {state_.id, deps_->env.random()};
  if (command.payment.text.empty())
    command.payment.text = std::string{made_reference} + to_hex(deps_->env.random());
  carry_out(to, command, [&](bool appended) {
    if (appended && !mail.empty())
      out_.edit().batch.rows.push_back(storage::mail_row(command.customer, mail));
    return booking_view{state_.id, state_.plan, *requested_booking(state_, request_of(command))};
  });
}

template <class Command>
void show_room::on_booking_command(const return_address& to, Command&& command) {
  carry_out(to, command, [&](bool) {
    return booking_view{state_.id, state_.plan, *state_.find(command.secret)};
  });
}

void show_room::on(const return_address& to, cancel_booking&& command) {
  on_booking_command(to, std::move(command));
}
void show_room::on(const return_address& to, move_booking&& command) {
  on_booking_command(to, std::move(command));
}
void show_room::on(const return_address& to, return_seats&& command) {
  on_booking_command(to, std::move(command));
}

void show_room::on(const return_address& to, record_payment&& message) {
  carry_out(to, message, [&](bool) {
    const auto& booked = *booking_of(state_, message);
    return payment_view{{state_.id, booked.secret}, entry_for(booked, message)};
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

void show_room::on(const return_address& to, const get_codes& question) {
  const auto* booked = find_for(to, question);
  if (booked == nullptr)
    return;
  if (!deps_->tickets)
    return respond(to, unavailable{"the node has no key of ticket codes"});
  if (auto why = why_no_codes(*booked))
    return respond(to, not_valid(*why));
  codes_view view;
  for (auto place : booked->seats) {
    seat_id seat{std::string{state_.plan->seats[place].id.text()}};
    auto code = deps_->tickets->sign({state_.id, booked->number, seat, state_.opened_start});
    view.codes.push_back({std::move(seat), std::move(code)});
  }
  respond(to, std::move(view));
}

void show_room::on(const return_address& to, admit_code&& question) {
  auto ticket = deps_->tickets ? deps_->tickets->read(question.code) : std::nullopt;
  if (!ticket || ticket->show != state_.id || !state_.opened())
    return respond(to, refused(errc::invalid_code));
  if (question.only && *question.only != state_.id)
    return respond(to, not_valid(invalid_ticket::other_show));
  admit_seat command{0,
                     ticket->number,
                     std::move(ticket->seat),
                     std::move(question.gate),
                     question.scanned_at,
                     std::move(question.by)};
  carry_out(to, command, [&](bool) {
    return admitted_view{state_.id, state_.plan->body.movie, command.number, command.seat,
                         price_type_of(state_, *state_.find(command.number), command.seat)};
  });
}

show_view show_room::view(bool opened_now) const {
  return {state_.id, state_.plan, state_.sales, state_.seq, now(), opened_now};
}

} // namespace boxoffice::actors

// The reply of a show to the questions about links that open a booking.
#include "actors/show/show_room.hpp"

namespace boxoffice::actors {

using namespace events;

void show_room::on(const return_address& to, const find_link& question) {
  const auto& reference = question.reference;
  const auto* booked = state_.find(reference.number);
  auto is_named = booked != nullptr && reference.show == state_.id &&
                  reference_of(state_.id, booked->number, booked->secret) == reference;
  if (!is_named || !question.customer ||
      !is_of(booked->customer, *question.customer, question.formerly))
    return respond(to, refused(errc::booking_not_found));
  change_link change;
  change.reply_to = to;
  change_link_of(*booked, std::move(change));
}

void show_room::on(const return_address& to, const resend_link& question) {
  const auto* booked = state_.find(question.secret);
  if (booked == nullptr)
    return respond(to, refused(errc::booking_not_found));
  change_link change;
  change.reply_to = to;
  change_link_of(*booked, std::move(change));
}

void show_room::on(const return_address& to, const use_link& question) {
  const auto* booked = state_.find(question.number);
  if (booked == nullptr)
    return respond(to, refused(errc::link_used));
  change_link change;
  change.use = question.token_hash;
  change.reply_to = to;
  change_link_of(*booked, std::move(change));
}

/// What the show appended before goes first: the link must not be durable without its booking.
void show_room::change_link_of(const booking& booked, change_link&& change) {
  submit();
  change.fence = {state_.id, state_.seq + 1, {}, epoch_};
  change.of = {booked.customer, state_.id, booked.number};
  change.view = {state_.id, state_.plan, booked};
  change.now = now();
  change.random = deps_->env.random();
  caf::anon_send(deps_->writer, std::move(change));
}

} // namespace boxoffice::actors

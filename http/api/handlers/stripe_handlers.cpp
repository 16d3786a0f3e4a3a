#include "http/api/handlers/payment_recording.hpp"
#include "http/api/signatures/stripe.hpp"
#include "http/api/stripe/stripe_event.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Stripe would send again what is not answered with 2xx, although that would change nothing.
void acknowledge(const responder& respond, const ignored_event& what, services& with) {
  if (what.has_money)
    with.env.log.write(logging::level::warn, logging::log_module::http, respond.tag(),
                       "an event of Stripe about money names no booking. {}", what.why);
  respond(ignored_response(what.why));
}

/// Called with what the event says about the payment, and with a reference in it.
using on_named = void (*)(const responder& respond, services& with, payment_body&& body);

/// Stripe copies the metadata of a payment intent to its charge only, and to none if the intent had
/// none. The log knows the booking by the payment that it has taken.
void find_by_payment(responder respond, services& with, payment_body&& body, on_named then) {
  actors::find_payment question{body.payment.payment};
  auto take = [&with, then, body = std::move(body)](const responder& to, actors::reply&& reply) {
    const auto* found = std::get_if<actors::payment_found>(&reply);
    if (found == nullptr)
      return to(failure(reply));
    if (found->bookings.size() != 1)
      return acknowledge(to,
                         {found->bookings.empty() ? "The payment is of no booking."
                                                  : "The payment is of several bookings.",
                          true},
                         with);
    const auto& [id, number] = found->bookings.front();
    auto named = body;
    named.reference = to_text(events::reference_of(id.show, number, id.secret));
    then(to, with, std::move(named));
  };
  with.client.ask({std::move(respond), std::move(take)}, std::move(question));
}

void with_booking(responder respond, services& with, payment_body&& body, on_named then) {
  if (body.reference.empty())
    find_by_payment(std::move(respond), with, std::move(body), then);
  else
    then(respond, with, std::move(body));
}

/// What was recorded stays: the next refund of that amount is at Stripe no more than it.
void report_failed_refund(const responder& respond, services& with, payment_body&& refund) {
  auto booking = events::parse_payment_reference(refund.reference);
  if (!booking)
    return acknowledge(respond, {"The reference has not the form of one.", true}, with);
  with.shared.payments.failed_refunds.add();
  const auto& amount = refund.payment.amount;
  with.env.log.write(logging::level::warn, logging::log_module::http, respond.tag(),
                     "a refund of {} {} of payment {} failed at Stripe, so the customer of booking "
                     "{} does not have the money",
                     amount.value, amount.currency, refund.payment.payment.text, to_text(*booking));
  respond(ignored_response("The refund failed. That was logged and counted."));
}

} // namespace

void stripe_callback(request&& in, services& with) {
  const auto& secret = with.options.stripe_secret;
  auto from_stripe = secret && is_signed_by_stripe(in.message, *secret, now_s(with));
  if (!accept_provider(in, with, from_stripe, secret ? nullptr : "payment.stripe_secret"))
    return;
  auto event = read_stripe_event(in.message.body());
  if (!event)
    return in.respond(to_response(event.error()));
  if (const auto* ignored = std::get_if<ignored_event>(&*event))
    return acknowledge(in.respond, *ignored, with);
  if (auto* failed = std::get_if<failed_refund>(&*event))
    return with_booking(std::move(in.respond), with, std::move(failed->refund),
                        report_failed_refund);
  with_booking(std::move(in.respond), with, std::move(std::get<payment_body>(*event)),
               [](const responder& to, services& its, payment_body&& body) {
                 take_payment(to, its, std::move(body));
               });
}

} // namespace boxoffice::http

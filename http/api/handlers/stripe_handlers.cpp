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
                       "an event of Stripe about money names no booking: neither "
                       "metadata.reference nor client_reference_id is set");
  respond(json_response(nlohmann::ordered_json{{"outcome", "IGNORED"}, {"detail", what.why}}));
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
  take_payment(std::move(in.respond), with, std::move(std::get<payment_body>(*event)));
}

} // namespace boxoffice::http

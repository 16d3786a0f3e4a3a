#include "http/api/handlers/payment_recording.hpp"

#include "http/api/json/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// A provider that knows a booking by its reference does not get its reqId.
response payment_response(const actors::payment_view& view, const std::string& reference) {
  auto out = to_json(view);
  if (!reference.empty()) {
    out.erase("reqId");
    out["reference"] = reference;
  }
  return json_response(out);
}

/// Nobody has money that would have to be recorded.
void respond_free(const responder& respond) { respond(ignored_response("No money was paid.")); }

/// The 404 makes the provider look into a payment that belongs to no booking.
void respond_unknown(const responder& respond, const payment_body& paid, services& with) {
  if (paid.payment.without_money)
    return respond_free(respond);
  with.shared.payments.count(paid.payment);
  with.env.log.write(logging::level::warn, logging::log_module::http, respond.tag(),
                     "payment {} of {} {} names an unknown booking", paid.payment.payment.text,
                     paid.payment.amount.value, paid.payment.amount.currency);
  respond(problem_response(code::booking_not_found));
}

/// The show of the booking, which becomes that of the payment; nothing if none is named.
std::optional<events::show_id> named_booking(payment_body& body) {
  if (body.reference.empty()) {
    auto id = events::parse_request_id(body.reqid);
    if (!id)
      return std::nullopt;
    body.payment.secret = id->secret;
    return std::move(id->show);
  }
  body.payment.reference = events::parse_payment_reference(body.reference);
  return body.payment.reference ? std::optional{body.payment.reference->show} : std::nullopt;
}

} // namespace

response ignored_response(std::string why) {
  return json_response(nlohmann::ordered_json{{"outcome", "IGNORED"}, {"detail", std::move(why)}});
}

std::int64_t now_s(const services& with) { return with.now() / events::ms_a_second; }

bool accept_provider(const request& in, services& with, bool is_signed, const char* unset) {
  // A signed request is never rate limited, whatever strangers do from the same address.
  if (!is_signed && !in.by)
    if (auto refused = over_limit(with, in.respond.client())) {
      in.respond(to_response(*refused));
      return false;
    }
  if (unset != nullptr)
    in.respond(problem_response(code::unavailable, std::string{unset} + " is not set."));
  else if (!is_signed)
    in.respond(problem_response(code::unauthenticated));
  else if (!says_json(in.message))
    in.respond(problem_response(code::unsupported_media_type));
  else
    return true;
  return false;
}

void take_payment(responder respond, services& with, payment_body&& body) {
  auto show = named_booking(body);
  if (!show)
    return respond_unknown(respond, body, with);
  auto payment = body.payment;
  auto then = [&with, paid = std::move(body)](const responder& to, actors::reply&& reply) {
    const auto* refused = std::get_if<events::refusal>(&reply);
    if (const auto* view = std::get_if<actors::payment_view>(&reply))
      to(payment_response(*view, paid.reference));
    else if (refused != nullptr && refused->code == events::errc::booking_not_found)
      respond_unknown(to, paid, with);
    else if (refused != nullptr && paid.payment.without_money)
      respond_free(to);
    else
      to(failure(reply));
  };
  with.client.ask({std::move(respond), std::move(then)}, std::move(*show), std::move(payment), {});
}

void record_callback(request&& in, services& with) {
  auto body = read_payment(in.message.body());
  if (!body)
    return in.respond(to_response(body.error()));
  take_payment(std::move(in.respond), with, std::move(*body));
}

} // namespace boxoffice::http

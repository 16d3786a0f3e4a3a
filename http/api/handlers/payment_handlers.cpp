#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/handlers/payment_recording.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/signatures/webhook.hpp"

#include "events/codec/event_json.hpp"
#include "events/hash.hpp"
#include "events/mail.hpp"
#include "events/time_text.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// The message that a provider would send about a payment that is made in full and now.
message provider_message(const actors::booking_view& booked, const std::string& payment,
                         events::time_ms now) {
  nlohmann::ordered_json body{
      {"reqId", to_text(events::request_id{booked.show, booked.booking.secret})},
      {"paymentId", payment},
      {"status", "SUCCESS"},
      {"amount", events::to_json(events::money{booked.booking.amount, booked.plan->body.currency})},
      {"paidAt", events::to_rfc3339(now)}};
  message out{verb::post, "/api/payment/callback", 11};
  out.set(field::content_type, "application/json");
  out.body() = body.dump();
  return out;
}

} // namespace

void payment_callback(request&& in, services& with) {
  const auto& secret = with.options.webhook_secret;
  auto from_provider = secret && is_signed(in.message, *secret, now_s(with));
  if (accept_provider(in, with, from_provider, secret ? nullptr : "payment.webhook_secret"))
    record_callback(std::move(in), with);
}

void sandbox_pay(request&& in, services& with) {
  auto reqid = read_reqid(in.message.body());
  if (!reqid)
    return in.respond(to_response(reqid.error()));
  auto id = events::parse_request_id(*reqid);
  if (!id)
    return in.respond(problem_response(code::booking_not_found));
  auto then = [&with](const responder& respond, actors::reply&& reply) {
    auto* booked = std::get_if<actors::booking_view>(&reply);
    if (booked == nullptr)
      return respond(failure(reply));
    auto payment = "sandbox-" + events::to_hex(with.env.random());
    auto secret = with.options.webhook_secret.value_or(with.shared.sandbox_secret);
    request made{provider_message(*booked, payment, with.now()), {}, {}, respond};
    sign(made.message, payment, secret, now_s(with));
    if (!is_signed(made.message, secret, now_s(with)))
      return respond(problem_response(code::unauthenticated));
    record_callback(std::move(made), with);
  };
  with.client.ask({std::move(in.respond), std::move(then)}, std::move(id->show),
                  actors::get_booking{id->secret, {}}, {});
}

void list_refunds(request&& in, services& with) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  auto key = key_after(in);
  if (!key)
    return;
  const auto* wanted = in.target.find("reversed");
  if (wanted != nullptr && *wanted != "true" && *wanted != "false")
    return in.respond(invalid("reversed", "must be true or false"));
  auto reversed = wanted != nullptr && *wanted == "true";
  auto what = (reversed ? "reversed:" : "refunds:") + std::to_string(*limit) + ':' + *key;
  read_heavy<actors::refund_page>(
      std::move(in), with, what, actors::list_refunds{std::move(*key), *limit, reversed},
      [](const actors::refund_page& page) { return json_text(to_json(page)); });
}

void erase_customer(request&& in, services& with) {
  auto mail = mail_in_path(in);
  if (!mail)
    return;
  auto customers = with.options.customer_keys->customers_of(*mail);
  ask_node<actors::customer_erased>(
      with, in.respond, actors::erase_customer{std::move(customers), mail->stored()},
      [](actors::customer_erased&& erased) {
        return json_response(nlohmann::ordered_json{{"erased", erased.existed}});
      });
}

} // namespace boxoffice::http

#include "http/api/handlers/bulk_responses.hpp"
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

std::int64_t now_s(const call& in) { return in.now() / events::ms_a_second; }

response said_of(actors::payment_view&& view) { return json_response(to_json(view)); }

/// Money that nothing is known of: the 404 makes the provider look into it.
void answer_unknown(const responder& answer, const payment_body& said) {
  auto& common = answer.home().common();
  ++common.unknown_money;
  common.engine->env().warn("payment " + said.payment.payment.text + " of " +
                            std::to_string(said.payment.amount.value) + ' ' +
                            said.payment.amount.currency + " names an unknown booking");
  answer(problem_response(code::booking_not_found));
}

/// What follows the signature, whoever made it.
void record(call&& in) {
  if (!says_json(in.in))
    return in.answer(problem_response(code::unsupported_media_type));
  auto said = read_payment(in.in.body());
  if (!said)
    return in.answer(to_response(said.error()));
  auto id = events::parse_request_id(said->reqid);
  if (!id)
    return answer_unknown(in.answer, *said);
  auto payment = said->payment;
  payment.secret = id->secret;
  auto& client = in.answer.home().client();
  auto then = [said = std::move(*said)](const responder& answer, actors::reply&& reply) {
    const auto* refused = std::get_if<events::refusal>(&reply);
    if (auto* view = std::get_if<actors::payment_view>(&reply))
      answer(said_of(std::move(*view)));
    else if (refused != nullptr && refused->code == events::errc::booking_not_found)
      answer_unknown(answer, said);
    else
      answer(failure(reply));
  };
  client.ask({std::move(in.answer), std::move(then)}, std::move(id->show), std::move(payment), {});
}

/// The message that a provider would send of a payment made in full and now.
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

void payment_callback(call&& in) {
  auto& common = in.answer.home().common();
  const auto& secret = common.options.webhook_secret;
  auto from_provider = secret && is_signed(in.in, *secret, now_s(in));
  // Whoever signs is never held up, also where strangers who do not share its address.
  if (!from_provider && !in.by_operator)
    if (auto refused = over_limit(common, in.answer.from()))
      return in.answer(to_response(*refused));
  if (!secret)
    return in.answer(
        to_response(problem{code::unavailable, "payment.webhook_secret is not set.", {}, {}, {}}));
  if (!from_provider)
    return in.answer(problem_response(code::unauthenticated));
  record(std::move(in));
}

void sandbox_pay(call&& in) {
  auto& common = in.answer.home().common();
  auto reqid = read_reqid(in.in.body());
  if (!reqid)
    return in.answer(to_response(reqid.error()));
  auto id = events::parse_request_id(*reqid);
  if (!id)
    return in.answer(problem_response(code::booking_not_found));
  auto secret = common.options.webhook_secret.value_or(common.sandbox_secret);
  auto& client = in.answer.home().client();
  auto then = [secret](const responder& answer, actors::reply&& reply) {
    auto* booked = std::get_if<actors::booking_view>(&reply);
    if (booked == nullptr)
      return answer(failure(reply));
    const auto& env = answer.home().common().engine->env();
    auto payment = "sandbox-" + events::to_hex(env.random());
    call made{provider_message(*booked, payment, env.now()), {}, {}, answer, false, std::nullopt};
    sign(made.in, payment, secret, now_s(made));
    if (!is_signed(made.in, secret, now_s(made)))
      return answer(problem_response(code::unauthenticated));
    record(std::move(made));
  };
  client.ask({std::move(in.answer), std::move(then)}, std::move(id->show),
             actors::get_booking{id->secret, {}}, {});
}

void list_refunds(call&& in) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  std::string key;
  if (const auto* after = in.at.find("after")) {
    auto bytes = events::parse_hex(*after);
    if (!bytes)
      return in.answer(invalid("after", "must be the `next` of a page"));
    key = std::move(*bytes);
  }
  auto what = "refunds:" + std::to_string(*limit) + ':' + key;
  read_heavy<actors::refund_page>(
      std::move(in), what, actors::list_refunds{std::move(key), *limit},
      [](const actors::refund_page& page) { return json_text(to_json(page)); });
}

void erase_customer(call&& in) {
  if (!events::is_mail(in.args[0]))
    return in.answer(invalid("mail", "must be a mail address of up to 254 characters"));
  auto customers = in.answer.home().common().options.customer_keys->customers_of(in.args[0]);
  ask_node<actors::customer_erased>(
      in.answer, actors::erase_customer{std::move(customers), events::lower_case(in.args[0])},
      [](actors::customer_erased&& said) {
        return json_response(nlohmann::ordered_json{{"erased", said.existed}});
      });
}

} // namespace boxoffice::http

// Links that open a booking, sent by mail.
#include "http/api/handlers/handler_support.hpp"
#include "http/api/mail/booking_mail.hpp"
#include "http/api/mail/link_bodies.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

response outbox_is_full() {
  return problem_response(code::overloaded, "Too many mails wait to be sent.");
}

response accepted() { return json_response(nlohmann::ordered_json::object(), 202); }

/// False: too many mails wait.
bool send_link(services& with, const actors::link_made& made, const logging::request_tag& tag) {
  return with.shared.mails->put(
      booking_mail(made, with.options.mail.cinema_url, with.options.time_zone.value_or("")),
      with.now(), tag);
}

/// Why the client may not ask for a link now.
std::optional<response> refusal_of_finding(const request& in, services& with) {
  if (with.options.limit_rate)
    if (auto wait_s =
            with.shared.finding.refuse(in.respond.client().address, rate_limit::clock::now()))
      return to_response(
          problem{code::rate_limited, "Too many attempts to find a booking.", {}, {}, wait_s});
  return with.shared.mails->is_full() ? std::optional{outbox_is_full()} : std::nullopt;
}

} // namespace

/// Responds before anything is looked up: neither the answer nor its time says whether there is
/// such a booking.
void find_booking(request&& in, services& with) {
  auto body = read_finding(in.message.body());
  if (!body)
    return in.respond(to_response(body.error()));
  if (auto refused = refusal_of_finding(in, with))
    return in.respond(std::move(*refused));
  in.respond(accepted());
  auto reference = events::parse_payment_reference(body->reference);
  if (!reference)
    return;
  const events::mail_address mail{body->mail};
  const auto& keys = *with.options.customer_keys;
  auto show = reference->show;
  actors::find_link question{std::move(*reference), keys.customer_in(show, mail),
                             keys.formerly_in(show, mail)};
  auto then = [&with](const responder& nobody, actors::reply&& reply) {
    if (const auto* made = std::get_if<actors::link_made>(&reply))
      static_cast<void>(send_link(with, *made, nobody.tag()));
  };
  // The connection may go on with its next request.
  responder nobody{nullptr, 0, {in.respond.client(), in.respond.tag()}};
  with.client.ask({std::move(nobody), std::move(then)}, std::move(show), std::move(question),
                  mail.stored());
}

void open_booking(request&& in, services& with) {
  auto token = read_link_token(in.message.body());
  if (!token)
    return in.respond(to_response(token.error()));
  auto place = storage::parse_link_token(*token);
  if (!place)
    return in.respond(problem_response(code::link_used));
  ask_show<actors::link_opened>(
      with, in.respond, std::move(place->show),
      actors::use_link{place->number, storage::hash_of_link(*token)},
      [](actors::link_opened&& opened) {
        return json_response(nlohmann::ordered_json{{"reqId", to_text(opened.id)}});
      });
}

void resend_booking(request&& in, services& with) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto then = [&with](const responder& respond, actors::reply&& reply) {
    if (const auto* made = std::get_if<actors::link_made>(&reply))
      return respond(send_link(with, *made, respond.tag()) ? accepted() : outbox_is_full());
    if (const auto* limited = std::get_if<actors::too_many_attempts>(&reply))
      return respond(to_response(problem{code::rate_limited,
                                         "The booking had as many mails in this hour as it may.",
                                         {},
                                         {},
                                         limited->retry_after_s}));
    respond(failure(reply));
  };
  with.client.ask({in.respond, std::move(then)}, std::move(id->show),
                  actors::resend_link{id->secret}, {});
}

} // namespace boxoffice::http

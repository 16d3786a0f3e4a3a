#include "events/decide/booking.hpp"
#include "events/hash.hpp"
#include "events/mail.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/handlers/seat_requests.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_out.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

constexpr std::string_view key_field = "Idempotency-Key";
constexpr std::size_t most_key_chars = 255;
/// Further calls that a booking's history counts as: it takes reading the whole stream of its show.
constexpr double calls_of_a_history = 10;

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= most_key_chars &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

response ticket(actors::booking_view&& view) { return json_response(to_json(view)); }

void cancel(request&& in, services& with, events::canceller by) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in, with);
  auto operator_by = by == events::canceller::by_operator ? in.by : std::nullopt;
  ask_show<actors::booking_view>(with, in.respond, id->show,
                                 events::cancel_booking{0, id->secret, by, holder.customer,
                                                        std::move(holder.formerly),
                                                        std::move(operator_by)},
                                 ticket, in.email.value_or(""));
}

} // namespace

void book(request&& in, services& with) {
  auto body = read_booking(in.message.body());
  if (!body)
    return in.respond(to_response(body.error()));
  const auto& keys = *with.options.customer_keys;
  const events::mail_address mail{body->mail};
  events::request_booking command{0,
                                  {},
                                  keys.customer_in(body->show, mail),
                                  std::move(body->seats),
                                  {},
                                  keys.formerly_in(body->show, mail)};
  if (auto fields = in.message.count({key_field.data(), key_field.size()}); fields != 0) {
    auto key = header(in.message, key_field);
    if (fields != 1 || !is_key(key))
      return in.respond(invalid(std::string{key_field}, "must be 1 to 255 visible characters"));
    command.key_hash = events::sha256({events::bytes_of(key)});
  }
  auto errors = events::errors_in(command, with.shared.rules);
  if (!errors.empty())
    return in.respond(to_response(problem{code::invalid_request, {}, std::move(errors), {}, {}}));
  if (in.email && events::mail_address{*in.email} != mail)
    return in.respond(problem_response(code::forbidden));
  auto through_proxy = in.message.count("X-Forwarded-For") + in.message.count("Forwarded") != 0;
  request_seats({std::move(in.respond), std::move(body->show), std::move(command), mail.stored(),
                 in.by.has_value(), through_proxy},
                with);
}

void get_ticket(request&& in, services& with) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in, with);
  ask_show<actors::booking_view>(
      with, in.respond, id->show,
      actors::get_booking{id->secret, holder.customer, std::move(holder.formerly)}, ticket,
      in.email.value_or(""));
}

void get_ticket_history(request&& in, services& with) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  charge(in, with, calls_of_a_history);
  auto holder = holder_of(id->show, in, with);
  actors::get_history wanted{id->secret, holder.customer, std::move(holder.formerly)};
  auto ask = [show = id->show, wanted, mail = in.email.value_or("")](actor_client& client,
                                                                     pending_request&& by) {
    client.ask(std::move(by), events::show_id{show}, wanted, std::string{mail});
  };
  auto text = [](const actors::history_view& view) { return json_text(to_json(view)); };
  with.reads.read_alone({std::move(in.respond), std::move(in.message)}, shared_reads::work::heavy,
                        heavy_response<actors::history_view>(with, std::move(ask), text));
}

void cancel_ticket(request&& in, services& with) {
  cancel(std::move(in), with, events::canceller::by_customer);
}

void cancel_ticket_as_operator(request&& in, services& with) {
  cancel(std::move(in), with, events::canceller::by_operator);
}

} // namespace boxoffice::http

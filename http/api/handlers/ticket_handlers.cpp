#include "events/decide/booking.hpp"
#include "events/hash.hpp"
#include "events/mail.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/handlers/seat_requests.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/json/seat_bodies.hpp"

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

/// What renders a booking.
auto ticket_renderer(const services& with) {
  return [&with](actors::booking_view&& view) {
    return json_response(with.shared.checkout.ticket(view));
  };
}

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
                                 ticket_renderer(with), in.email.value_or(""));
}

/// Reads the Idempotency-Key, if there is one; false if the request was refused because of it.
bool take_key(const request& in, std::optional<events::bytes32>& key_hash) {
  auto fields = in.message.count({key_field.data(), key_field.size()});
  if (fields == 0)
    return true;
  auto key = header(in.message, key_field);
  if (fields != 1 || !is_key(key)) {
    in.respond(invalid(std::string{key_field}, "must be 1 to 255 visible characters"));
    return false;
  }
  key_hash = events::sha256({events::bytes_of(key)});
  return true;
}

/// What is wrong with a sale whatever the show. The show makes a reference if there is none.
std::vector<events::field_error> errors_in_sale(const events::sell_seats& sale,
                                                const events::rules& rules) {
  return sale.payment.text.empty() ? events::errors_in(request_of(sale), rules)
                                   : events::errors_in(sale, rules);
}

response sold(actors::booking_view&& view) {
  auto out = json_response(to_json(view), 201);
  out.add_header("Location",
                 "/api/ticket/" + to_text(events::request_id{view.show, view.booking.secret}));
  return out;
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
  command.types = std::move(body->types);
  command.best_available = std::move(body->best_available);
  if (!take_key(in, command.key_hash))
    return;
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
  ask_as_holder<actors::booking_view, actors::get_booking>(std::move(in), with,
                                                           ticket_renderer(with));
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
  auto seats = read_seats_if_any(in.message.body());
  if (!seats)
    return in.respond(to_response(seats.error()));
  if (!*seats)
    return cancel(std::move(in), with, events::canceller::by_operator);
  if (auto id = booking_in_path(in))
    ask_show<actors::booking_view>(
        with, in.respond, id->show,
        events::return_seats{0, id->secret, std::move(**seats), std::move(in.by)},
        ticket_renderer(with));
}

void sell(request&& in, services& with) {
  auto body = read_sale(in.message.body());
  if (!body)
    return in.respond(to_response(body.error()));
  events::sell_seats sale;
  sale.seats = std::move(body->seats);
  sale.types = std::move(body->types);
  sale.best_available = std::move(body->best_available);
  sale.method = body->method;
  sale.payment = std::move(body->reference);
  sale.by = in.by;
  if (!take_key(in, sale.key_hash))
    return;
  if (auto errors = errors_in_sale(sale, with.shared.rules); !errors.empty())
    return in.respond(to_response(problem{code::invalid_request, {}, std::move(errors), {}, {}}));
  auto show = show_in_path(in);
  if (!show)
    return;
  std::string mail;
  if (!body->mail.empty()) {
    const auto& keys = *with.options.customer_keys;
    const events::mail_address address{body->mail};
    sale.customer = keys.customer_in(*show, address);
    sale.formerly = keys.formerly_in(*show, address);
    mail = address.stored();
  }
  ask_show<actors::booking_view>(with, in.respond, std::move(*show), std::move(sale), sold,
                                 std::move(mail));
}

void move_ticket(request&& in, services& with) {
  auto seats = read_seats(in.message.body());
  if (!seats)
    return in.respond(to_response(seats.error()));
  if (auto id = booking_in_path(in))
    ask_show<actors::booking_view>(
        with, in.respond, id->show,
        events::move_booking{0, id->secret, std::move(*seats), std::move(in.by)},
        ticket_renderer(with));
}

} // namespace boxoffice::http

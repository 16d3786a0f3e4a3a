#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/handlers/seat_requests.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_out.hpp"

#include "events/decide/decide.hpp"
#include "events/hash.hpp"
#include "events/mail.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

constexpr std::string_view key_field = "Idempotency-Key";
constexpr std::size_t most_key_chars = 255;
/// A booking's history means reading the whole stream of its show: so many further calls.
constexpr double calls_of_a_history = 10;

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= most_key_chars &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

const events::customer_keys& keys_of(const call& in) {
  return *in.answer.home().common().options.customer_keys;
}

response ticket(actors::booking_view&& view) { return json_response(to_json(view)); }

void cancel(call&& in, events::canceller by) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in);
  auto operator_by = by == events::canceller::by_operator ? proof_of(in) : std::nullopt;
  ask_show<actors::booking_view>(in.answer, id->show,
                                 events::cancel_booking{0, id->secret, by, holder.customer,
                                                        std::move(holder.formerly),
                                                        std::move(operator_by)},
                                 ticket, in.email.value_or(""));
}

} // namespace

holder holder_of(const events::show_id& show, const call& in) {
  if (!in.email)
    return {};
  return {keys_of(in).customer_in(show, *in.email), keys_of(in).formerly_in(show, *in.email)};
}

events::operator_proof proof_of(const call& in) {
  if (!in.by_operator)
    return std::nullopt;
  return in.answer.from().at_control_socket ? "control-socket" : "token";
}

void book(call&& in) {
  auto body = read_booking(in.in.body());
  if (!body)
    return in.answer(to_response(body.error()));
  events::request_booking asked{0,
                                {},
                                keys_of(in).customer_in(body->show, body->mail),
                                std::move(body->seats),
                                {},
                                keys_of(in).formerly_in(body->show, body->mail)};
  if (auto keys = in.in.count({key_field.data(), key_field.size()}); keys != 0) {
    auto key = header(in.in, key_field);
    if (keys != 1 || !is_key(key))
      return in.answer(invalid(std::string{key_field}, "must be 1 to 255 visible characters"));
    asked.key_hash = events::sha256({events::bytes_of(key)});
  }
  auto faults = events::faults_of(asked, in.answer.home().common().engine->rules());
  if (!faults.empty())
    return in.answer(to_response(problem{code::invalid_request, {}, std::move(faults), {}, {}}));
  if (in.email && events::canonical_mail(*in.email) != events::canonical_mail(body->mail))
    return in.answer(problem_response(code::forbidden));
  auto through_proxy = in.in.count("X-Forwarded-For") + in.in.count("Forwarded") != 0;
  ask_for_seats({std::move(in.answer), std::move(body->show), std::move(asked),
                 events::lower_case(body->mail), in.by_operator, through_proxy});
}

void get_ticket(call&& in) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in);
  ask_show<actors::booking_view>(
      in.answer, id->show,
      actors::get_booking{id->secret, holder.customer, std::move(holder.formerly)}, ticket,
      in.email.value_or(""));
}

void get_ticket_history(call&& in) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  charge(in, calls_of_a_history);
  auto holder = holder_of(id->show, in);
  actors::get_history wanted{id->secret, holder.customer, std::move(holder.formerly)};
  auto ask = [show = id->show, wanted, mail = in.email.value_or("")](actor_client& client,
                                                                     pending_request&& by) {
    client.ask(std::move(by), events::show_id{show}, wanted, std::string{mail});
  };
  auto text = [](const actors::history_view& view) { return json_text(to_json(view)); };
  auto& home = in.answer.home();
  home.reads().read_alone({std::move(in.answer), std::move(in.in)}, shared_reads::work::heavy,
                          heavy_answer<actors::history_view>(home, std::move(ask), text));
}

void cancel_ticket(call&& in) { cancel(std::move(in), events::canceller::by_customer); }

void cancel_ticket_as_operator(call&& in) { cancel(std::move(in), events::canceller::by_operator); }

} // namespace boxoffice::http

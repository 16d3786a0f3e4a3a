#include "actors/webhook/delivery.hpp"

#include "events/codec/event_json.hpp"
#include "events/event_types.hpp"
#include "events/signing/webhook_signature.hpp"
#include "events/text.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::actors {

namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t hash_bytes_in_id = 8;

/// Members of an event's data that a receiver is not sent: the handle of the booking, the pseudonym
/// of the customer and the hash of the Idempotency-Key.
constexpr std::array confidential{"reqId", "customer", "keyHash"};

} // namespace

std::string type_of(const storage::stored_event& event) {
  return std::visit(
      []<class Event>(const Event&) { return std::string{events::type_name_of<Event>}; },
      event.record.event);
}

std::string delivery_id(const events::show_id& show, const storage::stored_event& event) {
  return "evt_" + show.text + '_' + std::to_string(event.record.seq) + '_' +
         events::to_hex(event.hash.data(), hash_bytes_in_id);
}

std::string delivery_body(const events::show_id& show, const storage::stored_event& event) {
  auto form = events::to_json(event.record, event.hash);
  for (const auto* name : confidential)
    form.at("data").erase(name);
  json data{{"movieShowId", show.text}};
  data.update(form);
  json body{{"type", form.at("type")}, {"timestamp", form.at("at")}, {"data", std::move(data)}};
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

delivery make_delivery(const events::show_id& show, const storage::stored_event& event,
                       const storage::webhook_endpoint& to, events::time_ms now) {
  delivery out;
  out.url = to.url;
  out.id = delivery_id(show, event);
  out.timestamp = std::to_string(now / 1'000);
  out.body = delivery_body(show, event);
  out.signature = events::webhook_signature(out.id, out.timestamp, out.body, to.secret);
  for (const auto& each : to.former_secrets)
    if (each.until > now)
      out.signature += ' ' + events::webhook_signature(out.id, out.timestamp, out.body, each.bytes);
  return out;
}

} // namespace boxoffice::actors

#include "http/api/json/gate_json.hpp"

#include "events/base64.hpp"
#include "events/text.hpp"
#include "http/api/json/json_members.hpp"

namespace boxoffice::http {

reading<actors::admit_code> read_admission(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  actors::admit_code scan;
  scan.code = from.text("code");
  if (from.has("gate")) {
    scan.gate = from.text("gate");
    if (errors.empty() && !events::is_plain_text(*scan.gate, events::most_gate_chars))
      from.refuse("gate", "must be 1 to 64 characters without control characters");
  }
  if (from.has("at"))
    scan.scanned_at = from.time("at");
  from.refuse_others();
  if (!errors.empty())
    return errors.take();
  return scan;
}

nlohmann::ordered_json to_json(const actors::codes_view& view) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& each : view.codes)
    list.push_back({{"seat", each.seat.text}, {"code", each.code}});
  return list;
}

nlohmann::ordered_json to_json(const actors::admitted_view& view) {
  nlohmann::ordered_json body{{"movieShowId", view.show.text},
                              {"movie", view.movie},
                              {"number", view.number},
                              {"seat", view.seat.text}};
  if (view.type)
    body["type"] = *view.type;
  return body;
}

nlohmann::ordered_json to_json(const actors::ticket_keys_view& view) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& key : view.keys)
    list.push_back({{"kty", "OKP"},
                    {"crv", "Ed25519"},
                    {"use", "sig"},
                    {"alg", "EdDSA"},
                    {"kid", events::to_hex(key).substr(0, 16)},
                    {"x", events::to_base64url(key)}});
  return {{"keys", std::move(list)}};
}

} // namespace boxoffice::http

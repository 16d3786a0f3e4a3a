#include "events/currencies.hpp"
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/pages/settings_body.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using nlohmann::ordered_json;

std::string_view payment_of(const gateway_options& options) {
  return options.sandbox ? "sandbox" : options.has_checkout() ? "redirect" : "none";
}

/// `{code: decimals}`, for pages that write amounts.
ordered_json currencies_json() {
  auto all = ordered_json::object();
  for (const auto& each : events::currencies())
    all[std::string{each.code}] = each.minor_units;
  return all;
}

} // namespace

void get_operator(request&& in, services&) {
  auto scopes = ordered_json::array();
  for (auto one : all_scopes)
    if (in.scopes.has(one))
      scopes.push_back(to_text(one));
  in.respond(
      json_response(ordered_json{{"by", in.by.value_or("")}, {"scopes", std::move(scopes)}}));
}

std::string settings_body(const services& with) {
  static const auto currencies = currencies_json();
  const auto& rules = with.shared.rules;
  ordered_json body{{"payment", payment_of(with.options)},
                    {"maxSeats", rules.max_seats},
                    {"contentionWindow", rules.contention_window_ms},
                    {"paymentWindow", rules.payment_window_ms},
                    {"auth", to_text(with.options.auth.mode)},
                    {"currencies", currencies},
                    {"cinema", ordered_json::object()},
                    {"mail", with.options.mail.enabled()}};
  if (const auto& text = with.options.payment_instructions; !text.empty())
    body["paymentInstructions"] = text;
  if (const auto& name = with.options.cinema_name)
    body["cinema"]["name"] = *name;
  if (const auto& zone = with.options.time_zone)
    body["cinema"]["timeZone"] = *zone;
  if (const auto& url = with.options.auth.login_url; !url.empty())
    body["loginUrl"] = url;
  return json_text(body);
}

void get_settings(request&& in, services& with) {
  auto out = json_response(settings_body(with));
  // They change at a restart only; a page that is open for longer requests them again.
  out.cache_control = "public, max-age=300";
  in.respond(std::move(out));
}

} // namespace boxoffice::http

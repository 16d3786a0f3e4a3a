#include "http/api/routes.hpp"

#include "http/api/handlers/handlers.hpp"
#include "http/probes/worker_probe.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace boxoffice::http {

namespace {

constexpr auto anyone = caller::anyone;
// A customer's call, and the scope that the operator's token needs for it.
constexpr access customer_reads{caller::customer, scope::read};
constexpr access customer_books{caller::customer, scope::sell};
// The operator's calls by scope (spec section 8). Another one is a decision on what a stolen token
// may do.
constexpr access reader{caller::operator_, scope::read};
constexpr access seller{caller::operator_, scope::sell};
constexpr access manager{caller::operator_, scope::operate};
constexpr access admitter{caller::operator_, scope::admit};
constexpr access any_operator{caller::operator_, std::nullopt};

// The most frequent calls stand first.
constexpr std::array routes{
    route{verb::post, "/api/ticket/book", customer_books, true, book},
    route{verb::get, "/api/ticket/{}", customer_reads, false, get_ticket},
    route{verb::get, "/api/movieshow/{}/seats", anyone, false, get_seats, true, condition::present},
    route{verb::get, "/api/movieshow/{}/seats", reader, false, get_past_seats, true,
          condition::past},
    route{verb::get, "/api/movieshow/{}/seatsavailable", anyone, false, get_available_seats, true},
    route{verb::get, "/api/movieshow/{}/bestavailable", anyone, false, get_best_available, true},
    route{verb::post, "/api/payment/callback", caller::provider, true, payment_callback},
    route{verb::post, "/api/payment/stripe", caller::stripe, true, stripe_callback},
    route{verb::delete_, "/api/ticket/{}", customer_books, false, cancel_ticket},
    route{verb::get, "/api/ticket/{}/history", customer_reads, false, get_ticket_history, true},
    route{verb::post, "/api/ticket/{}/cancel", seller, false, cancel_ticket_as_operator, false,
          condition::none, false, true},
    route{verb::post, "/api/ticket/{}/move", manager, true, move_ticket},
    route{verb::post, "/api/movieshow/{}/sell", seller, true, sell},
    route{verb::get, "/api/ticket/{}/codes", customer_reads, false, get_codes},
    route{verb::get, "/api/ticket/{}/codes/{}", customer_reads, false, get_code_image},
    route{verb::get, "/api/ticket/{}/calendar.ics", customer_reads, false, get_calendar},
    route{verb::get, "/api/ticket-key", anyone, false, get_ticket_key},
    route{verb::post, "/api/admission", admitter, true, admit, false, condition::none, false, false,
          "show"},
    route{verb::get, "/api/movieshow", anyone, false, list_shows, true},
    route{verb::get, "/api/programme", anyone, false, get_programme, true},
    route{verb::post, "/api/movieshow", manager, true, post_shows},
    route{verb::get, "/api/movieshow/{}", anyone, false, get_show, true},
    route{verb::put, "/api/movieshow/{}", manager, true, put_show},
    route{verb::patch, "/api/movieshow/{}", manager, true, change_show, false, condition::none,
          false, false, "", true},
    route{verb::get, "/api/movieshow/{}/events", reader, false, list_events, true},
    route{verb::get, "/api/movieshow/{}/bookings", reader, false, list_bookings, true},
    route{verb::get, "/api/booking", reader, false, list_customer_bookings, true},
    route{verb::get, "/api/report/sales", reader, false, get_sales_report, true},
    route{verb::post, "/api/movieshow/{}/pause", manager, false, pause_show},
    route{verb::post, "/api/movieshow/{}/resume", manager, false, resume_show},
    route{verb::post, "/api/movieshow/{}/cancel", manager, false, cancel_show},
    route{verb::post, "/api/movieshow/{}/block", manager, true, block_seats},
    route{verb::post, "/api/movieshow/{}/unblock", manager, true, unblock_seats},
    route{verb::get, "/api/hall", reader, false, list_halls, true},
    route{verb::get, "/api/hall/{}", reader, false, get_hall, true},
    route{verb::put, "/api/hall/{}", manager, true, put_hall},
    route{verb::delete_, "/api/hall/{}", manager, false, remove_hall},
    route{verb::get, "/api/refund", reader, false, list_refunds, true},
    route{verb::delete_, "/api/customer/{}", manager, false, erase_customer},
    route{verb::post, "/api/sandbox/pay", anyone, true, sandbox_pay, false, condition::sandbox},
    route{verb::post, "/api/webhook", manager, true, add_webhook},
    route{verb::get, "/api/webhook", reader, false, list_webhooks},
    route{verb::get, "/api/webhook/{}", reader, false, get_webhook},
    route{verb::delete_, "/api/webhook/{}", manager, false, remove_webhook},
    route{verb::patch, "/api/webhook/{}", manager, true, change_webhook},
    route{verb::post, "/api/webhook/{}/secret", manager, false, rotate_webhook_secret},
    route{verb::post, "/api/webhook/{}/enable", manager, false, enable_webhook},
    route{verb::post, "/api/webhook/{}/disable", manager, false, disable_webhook},
    route{verb::get, "/api/webhook/{}/dead", reader, false, list_dead_letters},
    route{verb::post, "/api/webhook/{}/resend", manager, true, resend_dead_letters},
    route{verb::post, "/api/backup", caller::control, true, back_up},
    route{verb::get, "/ws/movieshow/{}", anyone, false, watch_seats},
    route{verb::get, "/ws/ticket/{}", customer_reads, false, watch_ticket},
    route{verb::post, "/api/signup", anyone, true, sign_up, false, condition::accounts},
    route{verb::post, "/api/signin", anyone, true, sign_in, false, condition::accounts},
    route{verb::post, "/api/account/{}/reset", manager, false, reset_account, false,
          condition::accounts},
    route{verb::post, "/api/booking/find", anyone, true, find_booking, false, condition::mail},
    route{verb::post, "/api/booking/open", anyone, true, open_booking, false, condition::mail},
    route{verb::post, "/api/ticket/{}/resend", seller, false, resend_booking, false,
          condition::mail},
    route{verb::get, "/api/operator", any_operator, false, get_operator},
    route{verb::get, "/api/settings", anyone, false, get_settings},
    route{verb::get, "/openapi.json", anyone, false, get_description},
    route{verb::get, "/healthz", caller::probe, false, get_health},
    route{verb::get, "/readyz", caller::probe, false, get_readiness},
    route{verb::get, "/metrics", reader, false, get_metrics, false, condition::none, true},
    route{verb::get, "/", anyone, false, get_customer_page},
    route{verb::get, "/show/{}", anyone, false, get_show_page},
    route{verb::get, "/operator", anyone, false, get_operator_page},
    route{verb::get, "/gate", anyone, false, get_gate_page},
    route{verb::get, "/assets/{}", anyone, false, get_asset},
};

static_assert(routes.size() < request_probe::most_routes);

/// Whether the segments fit the pattern; `take` gets what stands for each `{}`.
template <class Take>
bool fits(std::string_view pattern, const std::vector<std::string>& path, Take take) {
  for (const auto& segment : path) {
    if (pattern.empty())
      return false;
    pattern.remove_prefix(1);
    auto expected = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(expected.size());
    if (expected == "{}")
      take(segment);
    else if (expected != segment)
      return false;
  }
  return pattern.empty();
}

std::vector<std::string> arguments_in(std::string_view pattern,
                                      const std::vector<std::string>& path) {
  std::vector<std::string> args;
  fits(pattern, path, [&](const std::string& segment) { args.push_back(segment); });
  return args;
}

/// The pattern that the path fits with the fewest parameters, or an empty text: `/api/ticket/book`
/// is not the ticket `book`.
std::string_view narrowest_pattern(const target& wanted, const gateway_options& options,
                                   const client_address& client) {
  std::string_view narrowest;
  std::size_t fewest = wanted.path.size() + 1;
  for (const auto& each : routes) {
    std::size_t parameters = 0;
    auto fitting = fits(each.path, wanted.path, [&](const std::string&) { ++parameters; });
    if (!fitting || parameters >= fewest || !each.is_offered(wanted, options, client))
      continue;
    narrowest = each.path;
    fewest = parameters;
  }
  return narrowest;
}

/// The route of a target without parameters and query, which need not be parsed.
const route* find_as_written(std::string_view text, verb method, const gateway_options& options,
                             const client_address& client) {
  const auto* found = std::find_if(routes.begin(), routes.end(), [&](const route& each) {
    return each.path == text && each.method == method && each.is_offered({}, options, client);
  });
  auto has_parameter = text.find('{') != std::string_view::npos;
  return found == routes.end() || has_parameter ? nullptr : found;
}

bool asks_for_the_past(const target& wanted) {
  return wanted.find("at") != nullptr || wanted.find("seq") != nullptr;
}

} // namespace

bool route::is_offered(const http::target& wanted, const gateway_options& options,
                       const client_address& client) const {
  if (who == caller::control && !client.at_control_socket)
    return false;
  switch (only_with) {
  case condition::none: return true;
  case condition::sandbox: return options.sandbox;
  case condition::accounts: return options.auth.mode == auth_mode::accounts;
  case condition::mail: return options.mail.enabled();
  case condition::present: return !asks_for_the_past(wanted);
  case condition::past: return asks_for_the_past(wanted);
  }
  std::abort(); // All enumerators return above.
}

std::span<const route> all_routes() { return routes; }

route_match find_route(std::string_view text, verb method, const gateway_options& options,
                       const client_address& client) {
  route_match found;
  auto take = [&found](const route& one) {
    found.to = &one;
    found.number = 1 + static_cast<std::size_t>(&one - routes.data());
    found.pattern = one.path;
    found.has_body = one.has_body;
  };
  if (const auto* written = find_as_written(text, method, options, client)) {
    take(*written);
    return found;
  }
  auto parsed = parse_target(text);
  if (!parsed)
    return found;
  found.target = std::move(*parsed);
  auto path = narrowest_pattern(found.target, options, client);
  for (const auto& each : routes) {
    if (each.path != path || !each.is_offered(found.target, options, client))
      continue;
    auto as_get = method == verb::head && each.method == verb::get;
    if (each.method == method || as_get) {
      take(each);
      found.args = arguments_in(path, found.target.path);
      return found;
    }
    auto name = boost::beast::http::to_string(each.method);
    found.allowed.append(found.allowed.empty() ? "" : ", ").append(name.data(), name.size());
    if (each.method == verb::get)
      found.allowed += ", HEAD";
  }
  return found;
}

} // namespace boxoffice::http

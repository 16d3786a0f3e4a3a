#include "http/api/routes.hpp"

#include "http/api/handlers/handler_support.hpp"
#include "http/api/handlers/handlers.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/problem.hpp"
#include "http/api/signatures/jwt.hpp"
#include "http/api/signatures/webhook.hpp"
#include "http/server/worker.hpp"

#include <algorithm>
#include <array>

namespace boxoffice::http {

namespace {

constexpr auto anyone = caller::anyone;
constexpr auto customer = caller::customer;
constexpr auto house = caller::house;

// The most frequent calls stand first.
constexpr std::array routes{
    route{verb::post, "/api/ticket/book", customer, true, book},
    route{verb::get, "/api/ticket/{}", customer, false, get_ticket},
    route{verb::get, "/api/movieshow/{}/seats", anyone, false, get_seats, true},
    route{verb::get, "/api/movieshow/{}/seats", house, false, get_past_seats, true},
    route{verb::get, "/api/movieshow/{}/seatsavailable", anyone, false, get_available_seats, true},
    route{verb::post, "/api/payment/callback", caller::provider, true, payment_callback},
    route{verb::delete_, "/api/ticket/{}", customer, false, cancel_ticket},
    route{verb::get, "/api/ticket/{}/history", customer, false, get_ticket_history, true},
    route{verb::post, "/api/ticket/{}/cancel", house, false, cancel_ticket_as_operator},
    route{verb::get, "/api/movieshow", anyone, false, list_shows, true},
    route{verb::post, "/api/movieshow", house, true, post_shows},
    route{verb::get, "/api/movieshow/{}", anyone, false, get_show, true},
    route{verb::put, "/api/movieshow/{}", house, true, put_show},
    route{verb::get, "/api/movieshow/{}/events", house, false, list_events, true},
    route{verb::post, "/api/movieshow/{}/pause", house, false, pause_show},
    route{verb::post, "/api/movieshow/{}/resume", house, false, resume_show},
    route{verb::post, "/api/movieshow/{}/cancel", house, false, cancel_show},
    route{verb::post, "/api/movieshow/{}/block", house, true, block_seats},
    route{verb::post, "/api/movieshow/{}/unblock", house, true, unblock_seats},
    route{verb::get, "/api/refund", house, false, list_refunds, true},
    route{verb::delete_, "/api/customer/{}", house, false, erase_customer},
    route{verb::post, "/api/sandbox/pay", anyone, true, sandbox_pay},
    route{verb::post, "/api/backup", caller::control, true, back_up},
    route{verb::get, "/ws/movieshow/{}", anyone, false, watch_seats},
    route{verb::get, "/ws/ticket/{}", customer, false, watch_ticket},
    route{verb::get, "/api/settings", anyone, false, get_settings},
    route{verb::get, "/healthz", caller::probe, false, get_health},
    route{verb::get, "/readyz", caller::probe, false, get_readiness},
    route{verb::get, "/", anyone, false, get_customer_page},
    route{verb::get, "/operator", anyone, false, get_operator_page},
    route{verb::get, "/assets/{}", anyone, false, get_asset},
};

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

/// Some routes are there for one setting, query or socket only.
bool is_offered(const route& each, const target& at, const gateway_options& options,
                const peer& from) {
  if (each.handle == sandbox_pay)
    return options.sandbox;
  if (each.handle == get_seats)
    return !asks_for_the_past(at);
  if (each.handle == get_past_seats)
    return asks_for_the_past(at);
  return each.who != caller::control || from.at_control_socket;
}

/// The pattern that the path fits with the fewest parameters, or an empty text: `/api/ticket/book`
/// is no ticket's.
std::string_view narrowest_pattern(const target& at, const gateway_options& options,
                                   const peer& from) {
  std::string_view narrowest;
  std::size_t fewest = at.path.size() + 1;
  for (const auto& each : routes) {
    std::size_t parameters = 0;
    auto fitting = fits(each.path, at.path, [&](const std::string&) { ++parameters; });
    if (!fitting || parameters >= fewest || !is_offered(each, at, options, from))
      continue;
    narrowest = each.path;
    fewest = parameters;
  }
  return narrowest;
}

/// The route of a target without parameters and query, which need not be taken apart.
const route* find_as_written(std::string_view text, verb method, const gateway_options& options,
                             const peer& from) {
  const auto* found = std::find_if(routes.begin(), routes.end(), [&](const route& each) {
    return each.path == text && each.method == method && is_offered(each, {}, options, from);
  });
  auto has_parameter = text.find('{') != std::string_view::npos;
  return found == routes.end() || has_parameter ? nullptr : found;
}

void refuse(const responder& answer, code why) {
  answer(to_response(problem{why, {}, {}, {}, {}}));
}

bool is_operator(const message& in, const gateway_state& common, const peer& from) {
  if (from.at_control_socket)
    return true;
  auto token = bearer(in);
  return token && common.operator_token.equals(*token);
}

/// Whether a call that is not the operator's has a token that is no customer's either.
bool has_wrong_token(const message& in, const gateway_options& options, events::time_ms now) {
  auto token = bearer(in);
  return token && (options.auth == auth_mode::open ||
                   !email_of(*token, options.jwt_secret, now / events::ms_a_second));
}

/// Refuses a call with a wrong token; after a while where its address has tried too many.
void refuse_guess(const responder& answer, response&& refusal) {
  auto& home = answer.home();
  auto& common = home.common();
  auto [delay, warning] =
      common.token_guesses.count(answer.from().address, wrong_tokens::clock::now());
  if (warning)
    common.engine->env().warn(*warning);
  if (delay == delay.zero())
    return answer(std::move(refusal));
  home.answer_later(delay, answer, std::move(refusal));
}

/// Who calls; false where the call was answered because they may not.
bool let_in(call& in, const route& to, const gateway_options& options) {
  if (to.who == house && !in.by_operator) {
    if (has_wrong_token(in.in, options, in.now()))
      refuse_guess(in.answer, to_response(problem{code::unauthenticated, {}, {}, {}, {}}));
    else
      refuse(in.answer, bearer(in.in) ? code::forbidden : code::unauthenticated);
    return false;
  }
  if (to.who != customer || options.auth == auth_mode::open || in.by_operator)
    return true;
  if (auto token = bearer(in.in))
    in.email = email_of(*token, options.jwt_secret, in.now() / events::ms_a_second);
  if (!in.email)
    refuse(in.answer, code::unauthenticated);
  return in.email.has_value();
}

/// Why the node takes no such call now.
std::optional<problem> closed_to(const route* to, worker& home, const peer& from,
                                 bool by_operator) {
  auto& common = home.common();
  auto probe = to != nullptr && to->who == caller::probe;
  if (probe)
    return std::nullopt;
  // The provider is exempt too, but who it is its signature says, which the handler looks at.
  auto exempt = by_operator || (to != nullptr && to->who == caller::provider);
  if (!exempt)
    if (auto refused = over_limit(common, from))
      return refused;
  if (to == nullptr)
    return std::nullopt;
  if (!common.ready)
    return problem{code::unavailable, "The server is starting.", {}, {}, {}};
  if (home.overloaded())
    return problem{code::overloaded, {}, {}, {}, {}};
  return std::nullopt;
}

bool is_for_operator(const route& to) { return to.who == house || to.who == caller::control; }

/// Why the body of a call that has none is not taken. A customer's is passed over; one of the
/// operator may be a mistake about what the call does.
std::optional<problem> wrong_body(const message& in, const route& to) {
  if (to.has_body || !is_for_operator(to) || in.body().empty())
    return std::nullopt;
  return faults_of_no_members(in.body());
}

problem too_much_under_way() {
  return {
      code::rate_limited, "Too many large answers are on their way to this address.", {}, {}, 1};
}

response no_route(const routed& found) {
  if (found.allowed.empty())
    return to_response(problem{code::not_found, {}, {}, {}, {}});
  auto answer = to_response(problem{code::method_not_allowed, {}, {}, {}, {}});
  answer.add_header("Allow", found.allowed);
  return answer;
}

} // namespace

events::time_ms call::now() const { return answer.home().common().engine->env().now(); }

routed find_route(std::string_view text, verb method, const gateway_options& options,
                  const peer& from) {
  routed found;
  found.to = find_as_written(text, method, options, from);
  if (found.to != nullptr)
    return found;
  auto at = parse_target(text);
  if (!at)
    return found;
  found.at = std::move(*at);
  auto path = narrowest_pattern(found.at, options, from);
  for (const auto& each : routes) {
    if (each.path != path || !is_offered(each, found.at, options, from))
      continue;
    auto as_get = method == verb::head && each.method == verb::get;
    if (each.method == method || as_get) {
      found.to = &each;
      found.args = arguments_in(path, found.at.path);
      return found;
    }
    auto text_of = boost::beast::http::to_string(each.method);
    found.allowed.append(found.allowed.empty() ? "" : ", ").append(text_of.data(), text_of.size());
    if (each.method == verb::get)
      found.allowed += ", HEAD";
  }
  return found;
}

std::uint64_t body_limit_of(const routed& found, const message& head, const gateway_state& common,
                            const peer& from) {
  const auto& options = common.options;
  auto wide = found.to != nullptr && found.to->who == house && is_operator(head, common, from);
  return wide ? options.operator_body_limit : options.body_limit;
}

response too_large(const routed& found) {
  if (found.to == nullptr)
    return no_route(found);
  return to_response(problem{code::body_too_large, {}, {}, {}, {}});
}

void serve(routed&& found, message&& in, const peer& from, responder&& answer) {
  auto& home = answer.home();
  const auto& options = home.common().options;
  auto by_operator = is_operator(in, home.common(), from);
  if (auto why = closed_to(found.to, home, from, by_operator)) {
    // The operator's token is not limited, so that a refusal tells of a guess that it was wrong.
    auto limited = why->code == code::rate_limited;
    if (limited && has_wrong_token(in, options, home.common().engine->env().now()))
      return refuse_guess(answer, to_response(*why));
    return answer(to_response(*why));
  }
  if (found.to == nullptr)
    return answer(no_route(found));
  const auto& to = *found.to;
  call made{std::move(in),     std::move(found.at), std::move(found.args),
            std::move(answer), by_operator,         std::nullopt};
  if (!let_in(made, to, options))
    return;
  // The provider's signature comes before its body's type and is its handler's to check.
  auto wrong = wrong_body(made.in, to);
  if ((wrong || (to.has_body && to.who != caller::provider)) && !says_json(made.in))
    return refuse(made.answer, code::unsupported_media_type);
  if (wrong)
    return made.answer(to_response(*wrong));
  if (to.bulk && !made.answer.begin_bulk(options.limit_rate && !by_operator))
    return made.answer(to_response(too_much_under_way()));
  to.handle(std::move(made));
}

} // namespace boxoffice::http

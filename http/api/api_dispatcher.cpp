#include "http/api/api_dispatcher.hpp"

#include "http/api/browsers/preflight.hpp"
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_members.hpp"
#include "http/api/json/problem.hpp"
#include "http/api/pages/pages.hpp"
#include "http/api/signin/operator_access.hpp"
#include "http/server/worker.hpp"

namespace boxoffice::http {

namespace {

/// Whether the operator may not make this call.
bool lacks_scope(const operator_access& by, const route& to) {
  return to.who.needs && !by.scopes.has(*to.who.needs);
}

problem missing_scope(scope needed) {
  return {code::forbidden,
          "The token needs the scope " + std::string{to_text(needed)} + '.',
          {},
          {},
          {}};
}

/// Whether a request that is not the operator's has a token that is not a customer's either.
bool has_wrong_token(const message& head, const services& with) {
  auto token = bearer(head);
  return token && (with.options.auth.mode == auth_mode::open ||
                   !with.shared.tokens.email_of(*token, with.now()));
}

/// Refuses a request with a wrong token; after a delay if its address has tried too many.
void refuse_guess(const responder& respond, response&& refusal, services& with) {
  auto [delay, warning] =
      with.shared.token_guesses.count(respond.client().address, wrong_tokens::clock::now());
  if (warning)
    with.env.log.write(logging::level::warn, logging::log_module::http, respond.tag(), "{}",
                       *warning);
  if (delay == delay.zero())
    return respond(std::move(refusal));
  with.worker.respond_later(delay, respond, std::move(refusal));
}

/// Authenticates the caller; false if the request was refused.
bool authenticate(request& in, const route& to, const std::optional<operator_access>& by,
                  services& with) {
  if (by && lacks_scope(*by, to)) {
    in.respond(to_response(missing_scope(*to.who.needs)));
    return false;
  }
  if (to.who == caller::operator_ && !in.by) {
    if (has_wrong_token(in.message, with))
      refuse_guess(in.respond, problem_response(code::unauthenticated), with);
    else
      in.respond(problem_response(bearer(in.message) ? code::forbidden : code::unauthenticated));
    return false;
  }
  if (to.who != caller::customer || with.options.auth.mode == auth_mode::open || in.by)
    return true;
  if (!with.shared.tokens.has_keys()) {
    in.respond(problem_response(code::unavailable, "The keys of tokens are not loaded yet."));
    return false;
  }
  auto token = bearer(in.message);
  if (auto owner = token ? with.shared.tokens.owner_of(*token, with.now()) : std::nullopt) {
    in.email = std::move(owner->email);
    in.bookings_from = owner->bookings_from;
    in.token_until = owner->valid_until;
    in.account = std::move(owner->account);
  }
  if (!in.email)
    in.respond(problem_response(code::unauthenticated));
  return in.email.has_value();
}

/// Why the node takes no such request now.
std::optional<problem> unavailability(const route* to, services& with, const client_address& client,
                                      bool by_operator) {
  auto probe = to != nullptr && to->who == caller::probe;
  if (probe)
    return std::nullopt;
  // The provider is exempt too; its handler checks the signature that proves it.
  auto exempt = by_operator || (to != nullptr && to->is_for_provider());
  if (!exempt)
    if (auto refused = over_limit(with, client))
      return refused;
  if (to == nullptr || to->in_any_state)
    return std::nullopt;
  if (!with.shared.ready)
    return problem{code::unavailable, "The server is starting.", {}, {}, {}};
  // Pages and settings ask no show.
  auto can_wait = !exempt && (to->who == caller::customer || to->bulk);
  if (!(can_wait ? with.client.is_overloaded() : with.client.is_full()))
    return std::nullopt;
  with.worker.probe().shed.add();
  return problem{code::overloaded, {}, {}, {}, {}};
}

/// Refuses a request that the node has no time for.
void refuse_load(const responder& respond, response&& refusal, services& with) {
  auto delay = with.client.refusal_delay();
  if (delay == delay.zero())
    return respond(std::move(refusal));
  with.worker.respond_later(delay, respond, std::move(refusal));
}

/// Why the body of a request that should have none is refused. A customer's is ignored; one of the
/// operator may be a mistake about what the request does.
std::optional<problem> wrong_body(const message& received, const route& to) {
  auto may_have_one = to.has_body || to.may_have_body;
  if (may_have_one || !to.is_for_operator() || received.body().empty())
    return std::nullopt;
  return check_no_members(received.body());
}

/// Why the query of an operator's call that changes something is refused: members that belong into
/// the body may be a mistake about what the request does.
std::optional<problem> wrong_query(const target& wanted, const route& to) {
  if (!to.is_for_operator() || to.method == verb::get)
    return std::nullopt;
  error_list errors;
  for (const auto& [name, value] : wanted.query)
    if (name != to.query_name)
      errors.add(name, "is not known in the query");
  return errors.empty() ? std::nullopt : std::optional{errors.take()};
}

/// Why the type that the body is declared with is refused.
std::optional<response> wrong_type(const message& received, const route& to) {
  if (says_json(received) || (to.merge_patch && says_merge_patch(received)))
    return std::nullopt;
  return problem_response(
      code::unsupported_media_type,
      to.merge_patch ? "Content-Type must be application/merge-patch+json or application/json."
                     : "");
}

problem too_many_bulk_responses() {
  return {
      code::rate_limited, "Too many large responses are being sent to this address.", {}, {}, 1};
}

/// Counts what never gets to its route for the client that its header names. Returns the refusal if
/// that client has no calls left. No operator's token is exempt: the answer would reveal it without
/// the delay of a wrong one.
std::optional<problem> count_refused(const refused_request& what, services& with) {
  if (what.client.at_control_socket)
    return std::nullopt;
  return over_limit(with, what.head == nullptr
                              ? what.client
                              : with.shared.state.proxies.client_of(*what.head, what.client));
}

response no_route(const route_match& match) {
  if (match.allowed.empty())
    return problem_response(code::not_found, "The server has no such path.");
  auto refused = problem_response(code::method_not_allowed);
  refused.add_header("Allow", match.allowed);
  return refused;
}

/// Serves a request of a customer whose account is not the holder of all bookings of its address:
/// that of the path must be a later one.
void serve_if_holder(request&& in, const route& to, services& with) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in, with);
  auto respond = in.respond;
  auto mail = *in.email;
  auto waiting = std::make_shared<request>(std::move(in)); // on_reply must be copyable.
  auto then = [waiting, &to, &with](const responder& to_client, actors::reply&& reply) {
    const auto* found = std::get_if<actors::booking_view>(&reply);
    if (found == nullptr)
      return to_client(failure(reply));
    if (found->booking.requested_at < waiting->bookings_from)
      return to_client(problem_response(code::forbidden));
    to.handle(std::move(*waiting), with);
  };
  with.client.ask({std::move(respond), std::move(then)}, std::move(id->show),
                  actors::get_booking{id->secret, holder.customer, std::move(holder.formerly)},
                  std::move(mail));
}

/// Serves a request whose caller is authenticated.
void serve_authenticated(request&& in, const route& to, services& with) {
  // The provider's signature comes before its body's type, and its handler checks both.
  auto wrong = wrong_body(in.message, to);
  auto has_body = to.has_body || (to.may_have_body && !in.message.body().empty());
  if (wrong || (has_body && !to.is_for_provider()))
    if (auto refused = wrong_type(in.message, to))
      return in.respond(std::move(*refused));
  if (!wrong)
    wrong = wrong_query(in.target, to);
  if (wrong)
    return in.respond(to_response(*wrong));
  if (to.bulk && !in.respond.begin_bulk(with.options.limit_rate && !in.by))
    return in.respond(to_response(too_many_bulk_responses()));
  if (in.bookings_from != 0 && !in.args.empty())
    return serve_if_holder(std::move(in), to, with);
  to.handle(std::move(in), with);
}

/// Whether the account that the address has now is the one that the token was made for.
bool is_account_of(const request& in, const std::optional<storage::account>& found) {
  if (!found || in.bookings_from != found->bookings_from)
    return false;
  return in.account.empty() || in.account == account_mark(found->password_hash);
}

/// What the token says of its account, for checked_accounts.
std::string proof_in(const request& in) {
  return in.account + '/' + std::to_string(in.bookings_from);
}

/// Serves a request of a customer unless the account of the token is gone. If its node cannot be
/// asked, the token is believed: another node's shows must not stop for it.
void serve_if_account_stands(request&& in, const route& to, services& with) {
  using clock = checked_accounts::clock;
  if (with.checked_accounts.has(*in.email, proof_in(in), clock::now()))
    return serve_authenticated(std::move(in), to, with);
  // Before the look-up: nothing is served behind a bulk response meanwhile.
  if (to.bulk && !in.respond.begin_bulk(with.options.limit_rate))
    return in.respond(to_response(too_many_bulk_responses()));
  const events::mail_address mail{*in.email};
  auto respond = in.respond;
  auto waiting = std::make_shared<request>(std::move(in)); // on_reply must be copyable.
  auto then = [waiting, &to, &with](const responder& to_client, actors::reply&& reply) {
    if (const auto* found = std::get_if<actors::account_found>(&reply)) {
      if (!is_account_of(*waiting, found->account))
        return to_client(problem_response(code::unauthenticated));
      with.checked_accounts.add(*waiting->email, proof_in(*waiting), clock::now());
    }
    serve_authenticated(std::move(*waiting), to, with);
  };
  with.client.ask(
      {std::move(respond), std::move(then)},
      actors::find_account{with.options.customer_keys->customers_of(mail), mail.stored(), false});
}

} // namespace

route_match api_dispatcher::match(const message& head, const client_address& client) const {
  const auto& options = services_.options;
  auto text = head.target();
  auto found = find_route({text.data(), text.size()}, head.method(), options, client);
  auto wide = false;
  if (found.to != nullptr && found.to->who == caller::operator_) {
    auto by = operator_of(head, services_, client);
    wide = by && !lacks_scope(*by, *found.to);
  }
  found.body_limit = wide ? options.operator_body_limit : options.body_limit;
  return found;
}

void api_dispatcher::serve(route_match&& match, message&& received, const client_address& client,
                           responder&& respond) {
  auto by = operator_of(received, services_, client);
  auto by_operator = by.has_value();
  if (auto why = unavailability(match.to, services_, client, by_operator)) {
    // The operator's token is not rate limited, so a refusal reveals that the token was wrong.
    if (why->code == code::rate_limited && has_wrong_token(received, services_))
      return refuse_guess(respond, to_response(*why), services_);
    if (why->code == code::overloaded)
      return refuse_load(respond, to_response(*why), services_);
    return respond(to_response(*why));
  }
  if (auto allowed = preflight_response(received, match, services_.shared.state.lines))
    return respond(std::move(*allowed));
  if (match.to == nullptr) {
    auto moved = redirect_to_page(received, match.target);
    return respond(moved ? std::move(*moved) : no_route(match));
  }
  const auto& to = *match.to;
  request in{std::move(received), std::move(match.target), std::move(match.args),
             std::move(respond), by ? events::operator_proof{by->proof} : std::nullopt};
  if (by)
    in.scopes = by->scopes;
  if (!authenticate(in, to, by, services_))
    return;
  if (in.email && services_.shared.accounts)
    return serve_if_account_stands(std::move(in), to, services_);
  serve_authenticated(std::move(in), to, services_);
}

response api_dispatcher::malformed(const refused_request& what, std::string detail) const {
  auto beyond = count_refused(what, services_);
  return to_response(beyond ? *beyond : problem{code::bad_request, std::move(detail), {}, {}, {}});
}

void api_dispatcher::body_too_large(const refused_request& what, const route_match& match,
                                    responder&& respond) {
  // Counts only: 413 comes before 429 (spec section 11).
  static_cast<void>(count_refused(what, services_));
  if (match.to == nullptr)
    return respond(no_route(match));
  auto refusal = problem_response(code::body_too_large);
  // The operator may send more, so a refusal reveals that the token was wrong.
  auto for_operator = match.to->who == caller::operator_;
  if (for_operator && !operator_of(*what.head, services_, what.client) &&
      has_wrong_token(*what.head, services_))
    return refuse_guess(respond, std::move(refusal), services_);
  respond(std::move(refusal));
}

response api_dispatcher::too_many_connections() const {
  return to_response(problem{code::overloaded, "Too many connections.", {}, {}, {}});
}

} // namespace boxoffice::http

// The routes: which handler serves a path and method, and who may call it.
#pragma once

#include "http/auth/scopes.hpp"
#include "http/server/dispatcher.hpp"
#include "http/server/message.hpp"
#include "http/server/options.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::http {

struct services;

/// A request on its way to its handler.
struct request {
  http::message message;
  http::target target;
  std::vector<std::string> args; ///< the path's parameters, in order
  responder respond;
  events::operator_proof by{};        ///< how the operator was authenticated; nothing for others
  std::optional<std::string> email{}; ///< of the customer's token, unless auth.mode = open
  events::time_ms bookings_from = 0;  ///< of the token: earlier bookings are not the customer's
  scope_set scopes{};                 ///< of the operator; none for others
  events::time_ms token_until = 0;    ///< of the customer's token: it is refused from then on
  std::string account{};              ///< the mark of the token's account (signin/accounts.hpp)
};

enum class caller : std::uint8_t {
  anyone,
  customer,
  operator_,
  provider, ///< of payments
  stripe,   ///< a provider that signs in its own way
  probe,    ///< also while the node starts
  control,  ///< the operator at the control socket; for others the path does not exist
};

/// Who may call a route. The operator may make every call, but a named token needs the scope.
struct access {
  caller by;
  std::optional<scope> needs{}; ///< none: any token will do

  // Implicit, so that a row of the table may name the caller alone. The operator's then need the
  // scope that few tokens have.
  constexpr access(caller one) : by{one} {
    if (one == caller::operator_ || one == caller::control)
      needs = scope::operate;
  }
  constexpr access(caller one, scope needed) : by{one}, needs{needed} {}
  constexpr access(caller one, std::nullopt_t any) : by{one}, needs{any} {}
  friend constexpr bool operator==(const access& a, caller b) { return a.by == b; }
};

/// What else a route depends on.
enum class condition : std::uint8_t {
  none,
  sandbox,  ///< the sandbox is configured
  accounts, ///< customers sign in with accounts of the server's own
  present,  ///< the query asks for the present state
  past,     ///< the query asks for a past state
  mail,     ///< mails are written to an outbox
};

struct route {
  verb method;
  std::string_view path; ///< `{}` stands for one segment
  access who;
  bool has_body;
  void (*handle)(request&&, services&);
  /// A bulk response: its size or cost follows the data. A connection gets them one after another,
  /// an address has a few under way, and what they cost counts in the rate limit.
  bool bulk = false;
  condition only_with = condition::none;
  bool in_any_state = false;  ///< also while the node starts or has too much to do
  bool may_have_body = false; ///< the body may be left out
  /// The one name that the query of an operator's call that changes something may have.
  std::string_view query_name{};
  bool merge_patch = false; ///< the body may be declared as application/merge-patch+json too

  /// Whether the route exists for this client and request.
  [[nodiscard]] bool is_offered(const http::target& target, const gateway_options& options,
                                const client_address& client) const;
  [[nodiscard]] bool is_for_operator() const {
    return who == caller::operator_ || who == caller::control;
  }
  [[nodiscard]] bool is_for_provider() const {
    return who == caller::provider || who == caller::stripe;
  }
};

/// The table, in no order that means anything. The number of a route (request_probe) is its place
/// in it, from 1.
[[nodiscard]] std::span<const route> all_routes();

/// The route of a request target. Its body limit is not set.
[[nodiscard]] route_match find_route(std::string_view target, verb method,
                                     const gateway_options& options, const client_address& client);

} // namespace boxoffice::http

// Which call goes where, who may make it, and the checks that come before its handler.
#pragma once

#include "events/ids.hpp"
#include "http/limits/client_address.hpp"
#include "http/server/message.hpp"
#include "http/server/options.hpp"
#include "http/server/responder.hpp"
#include "http/server/response.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::http {

struct gateway_state;

/// A request on its way to its handler.
struct call {
  message in;
  target at;
  std::vector<std::string> args; ///< what stands for the `{}` of the path, in order
  responder answer;
  bool by_operator = false;
  std::optional<std::string> email; ///< of the customer's token, with auth.mode = jwt

  /// Server time, UTC milliseconds.
  [[nodiscard]] events::time_ms now() const;
};

enum class caller : std::uint8_t {
  anyone,
  customer,
  house,    ///< the operator
  provider, ///< of payments
  probe,    ///< also while the node starts
  control,  ///< the operator at the control socket; for others there is no such path
};

struct route {
  verb method;
  std::string_view path; ///< `{}` stands for one segment
  caller who;
  bool has_body;
  void (*handle)(call&&);
  /// A bulk answer: its size or cost follows the data. A connection gets them one after another, an
  /// address has a few under way, and what they cost counts in the rate limit.
  bool bulk = false;
};

/// What a path and method lead to.
struct routed {
  const route* to = nullptr; ///< nothing: not_found or method_not_allowed
  std::string allowed;       ///< methods of the path, where the method was not among them
  target at;
  std::vector<std::string> args;
};

[[nodiscard]] routed find_route(std::string_view target, verb method,
                                const gateway_options& options, const peer& from);

/// Bytes that the body may have: more for the operator than for who only calls as one.
[[nodiscard]] std::uint64_t body_limit_of(const routed& found, const message& head,
                                          const gateway_state& common, const peer& from);
[[nodiscard]] response too_large(const routed& found);

/// Checks the request in the order of spec section 11 and hands it to its handler.
void serve(routed&& found, message&& in, const peer& from, responder&& answer);

} // namespace boxoffice::http

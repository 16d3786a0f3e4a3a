// The interface through which connections pass on their requests. http/api implements it, so that
// http/server need not know any route.
#pragma once

#include "http/limits/client_address.hpp"
#include "http/server/message.hpp"
#include "http/server/responder.hpp"
#include "http/server/response.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boxoffice::http {

struct route;

/// The route of a request, found as soon as its header has been read.
struct route_match {
  const route* to = nullptr;       ///< null: NOT_FOUND or METHOD_NOT_ALLOWED
  std::string allowed{};           ///< the methods of the path, if the request's is not among them
  http::target target{};           ///< empty if the route has neither parameters nor a query
  std::vector<std::string> args{}; ///< the path's parameters, in order
  std::size_t number = 0;          ///< of the route, for request_probe: 0 without one
  std::string_view pattern{};      ///< its path, for log lines; empty without one
  bool has_body = false;
  std::uint64_t body_limit = 0; ///< bytes
};

/// What is refused before it is a complete request.
struct refused_request {
  const message* head;          ///< null if it was not read in full
  const client_address& client; ///< of the connection or of the request
};

/// All members are called in the worker's thread.
class dispatcher {
public:
  dispatcher() = default;
  dispatcher(const dispatcher&) = delete;
  dispatcher& operator=(const dispatcher&) = delete;
  virtual ~dispatcher() = default;

  /// `head` has no body yet.
  [[nodiscard]] virtual route_match match(const message& head,
                                          const client_address& client) const = 0;
  /// Responds to a complete request, now or later.
  virtual void serve(route_match&& match, message&& received, const client_address& client,
                     responder&& respond) = 0;

  // Responses to what never becomes a request.
  [[nodiscard]] virtual response malformed(const refused_request& what,
                                           std::string detail) const = 0;
  /// Responds, now or later, to a request whose body exceeds the limit of its route.
  virtual void body_too_large(const refused_request& what, const route_match& match,
                              responder&& respond) = 0;
  [[nodiscard]] virtual response too_many_connections() const = 0;
};

} // namespace boxoffice::http

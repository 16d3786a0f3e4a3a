#include "http/api/handlers/handler_support.hpp"

namespace boxoffice::http {

void get_health(request&& in, services&) {
  in.respond(json_response(std::string{R"({"status":"alive"})"}));
}

void get_readiness(request&& in, services& with) {
  if (with.shared.draining)
    return in.respond(problem_response(code::unavailable, "The server is shutting down."));
  if (!with.shared.ready)
    return in.respond(problem_response(code::unavailable, "The server is starting."));
  if (!with.env.holds_lease())
    return in.respond(
        problem_response(code::unavailable, "The node does not hold the lease of its shows."));
  in.respond(json_response(std::string{R"({"status":"ready"})"}));
}

} // namespace boxoffice::http

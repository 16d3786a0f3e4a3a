#include "http/api/handlers/handler_support.hpp"

namespace boxoffice::http {

void get_health(request&& in, services&) {
  in.respond(json_response(std::string{R"({"status":"alive"})"}));
}

void get_readiness(request&& in, services& with) {
  if (auto why = with.shared.why_not_ready(); !why.empty())
    return in.respond(problem_response(code::unavailable, std::string{why}));
  in.respond(json_response(std::string{R"({"status":"ready"})"}));
}

} // namespace boxoffice::http

#include "http/api/handlers/handler_support.hpp"

namespace boxoffice::http {

void get_health(call&& in) { in.answer(json_response(std::string{R"({"status":"alive"})"})); }

void get_readiness(call&& in) {
  const auto& common = in.answer.home().common();
  if (common.draining)
    return in.answer(to_response(problem{code::unavailable, "The server is ending.", {}, {}, {}}));
  if (!common.ready)
    return in.answer(
        to_response(problem{code::unavailable, "The server is starting.", {}, {}, {}}));
  if (!common.engine->env().holds_lease())
    return in.answer(to_response(
        problem{code::unavailable, "The node has no lease on its shows now.", {}, {}, {}}));
  in.answer(json_response(std::string{R"({"status":"ready"})"}));
}

} // namespace boxoffice::http

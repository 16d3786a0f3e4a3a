#include "cli/webhook/webhook_call.hpp"

#include "actors/environment.hpp"
#include "actors/webhook/stopped_webhooks.hpp"
#include "cli/node/control.hpp"
#include "cli/node/node_runtime.hpp"
#include "http/api/json/webhook_json.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using storage::storage_error;

storage_error webhook_refused(const std::string& why) { return {storage_error::kind::io, why}; }

storage::result<std::string> answer_json(const actors::webhook_refusal& why) {
  auto problem = http::problem_of(why);
  return webhook_refused(problem.detail.empty() ? std::string{http::title_of(problem.code)}
                                                : problem.detail);
}

template <class Answer>
storage::result<std::string> answer_json(const Answer& answer) {
  return http::to_json(answer).dump();
}

/// With the name of the field that is invalid.
std::string hook_refusal_text(const server_response& response) {
  auto problem = nlohmann::json::parse(response.body, nullptr, false);
  auto field = problem.is_object()
                   ? problem.value(nlohmann::json::json_pointer{"/errors/0/field"}, std::string{})
                   : std::string{};
  return field.empty() ? error_text(response) : field + ' ' + error_text(response);
}

storage::result<std::string> hook_answer_of_server(const settings& chosen,
                                                   const webhook_call& call) {
  auto response = call_server(chosen.storage.data_dir, call.verb, call.target, call.body);
  if (!response)
    return response.error();
  if (response->status / 100 != 2)
    return webhook_refused(hook_refusal_text(*response));
  return std::move(response->body);
}

} // namespace

storage::result<std::string> answer_of(const settings& chosen, const environment& env,
                                       webhook_call&& call) {
  if (chosen.cluster.enabled) // Only a node changes what others may change too.
    return hook_answer_of_server(chosen, call);
  auto log = open_stopped(chosen, env);
  if (!log && log.error().what == storage_error::kind::in_use)
    return hook_answer_of_server(chosen, call);
  if (!log)
    return log.error();
  auto outside = actors::real_environment();
  auto answer = actors::answer_stopped(
      **log, std::move(call.what), {outside.now(), outside.random, chosen.webhook.max_endpoints});
  if (!answer)
    return answer.error();
  return std::visit([](const auto& one) { return answer_json(one); }, *answer);
}

} // namespace boxoffice::cli

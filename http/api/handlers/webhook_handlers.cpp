#include "actors/webhook/webhook_service.hpp"
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/webhook_json.hpp"
#include "http/webhook/receiver_url.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Responds with the JSON of an `Answer`, or with the problem. Queries of URLs are for those only
/// who may set them.
template <class Answer>
void ask_webhooks(request&& in, services& with, actors::webhook_question what,
                  unsigned status = 200) {
  auto* service = with.options.webhooks.service.get();
  if (service == nullptr)
    return in.respond(problem_response(code::unavailable, "This node has no webhooks."));
  auto may_set = in.scopes.has(scope::operate);
  with.webhooks.ask(*service, std::move(what), std::move(in.respond),
                    [status, may_set](actors::webhook_answer&& answer) {
                      if (auto* right = std::get_if<Answer>(&answer)) {
                        if constexpr (requires { hide_query(*right); })
                          if (!may_set)
                            hide_query(*right);
                        return json_response(to_json(*right), status);
                      }
                      const auto* why = std::get_if<actors::webhook_refusal>(&answer);
                      return to_response(
                          problem_of(why != nullptr ? *why : actors::webhook_refusal::unavailable));
                    });
}

} // namespace

void add_webhook(request&& in, services& with) {
  auto wanted = read_webhook(in.message.body());
  if (!wanted)
    return in.respond(to_response(wanted.error()));
  if (auto error = error_in_receiver(wanted->url, with.options.webhooks.addresses))
    return in.respond(invalid("url", std::move(*error)));
  ask_webhooks<actors::webhook_added>(std::move(in), with, std::move(*wanted), 201);
}

void list_webhooks(request&& in, services& with) {
  ask_webhooks<actors::webhook_list>(std::move(in), with, actors::list_webhooks{});
}

void get_webhook(request&& in, services& with) {
  actors::get_webhook wanted{in.args[0]};
  ask_webhooks<actors::webhook_view>(std::move(in), with, std::move(wanted));
}

void remove_webhook(request&& in, services& with) {
  actors::remove_webhook wanted{in.args[0]};
  ask_webhooks<actors::webhook_removed>(std::move(in), with, std::move(wanted));
}

void change_webhook(request&& in, services& with) {
  auto wanted = read_webhook_change(in.message.body());
  if (!wanted)
    return in.respond(to_response(wanted.error()));
  if (wanted->url)
    if (auto error = error_in_receiver(*wanted->url, with.options.webhooks.addresses))
      return in.respond(invalid("url", std::move(*error)));
  wanted->id = in.args[0];
  ask_webhooks<actors::webhook_view>(std::move(in), with, std::move(*wanted));
}

void rotate_webhook_secret(request&& in, services& with) {
  actors::rotate_secret wanted{in.args[0]};
  ask_webhooks<actors::secret_rotated>(std::move(in), with, std::move(wanted));
}

void enable_webhook(request&& in, services& with) {
  actors::change_webhook wanted{.id = in.args[0], .enabled = true};
  ask_webhooks<actors::webhook_view>(std::move(in), with, std::move(wanted));
}

void disable_webhook(request&& in, services& with) {
  actors::change_webhook wanted{.id = in.args[0], .enabled = false};
  ask_webhooks<actors::webhook_view>(std::move(in), with, std::move(wanted));
}

void list_dead_letters(request&& in, services& with) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  auto after = key_after(in);
  if (!after)
    return;
  actors::list_dead wanted{in.args[0], std::move(*after), *limit};
  ask_webhooks<actors::dead_letters>(std::move(in), with, std::move(wanted));
}

void resend_dead_letters(request&& in, services& with) {
  auto wanted = read_resend(in.message.body());
  if (!wanted)
    return in.respond(to_response(wanted.error()));
  wanted->id = in.args[0];
  ask_webhooks<actors::dead_resent>(std::move(in), with, std::move(*wanted));
}

} // namespace boxoffice::http

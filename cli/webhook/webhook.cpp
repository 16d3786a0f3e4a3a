#include "cli/commands.hpp"
#include "cli/node/control.hpp"
#include "cli/terminal/output.hpp"
#include "cli/webhook/node_webhooks.hpp"
#include "cli/webhook/webhook_call.hpp"
#include "cli/webhook/webhook_text.hpp"
#include "events/text.hpp"
#include "http/api/json/webhook_json.hpp"
#include "http/webhook/receiver_url.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using json = nlohmann::json;

struct webhook_arguments {
  std::string id;
  std::string url;
  std::vector<std::string> events;
  std::optional<std::string> description;
  bool all_events = false;
  bool from_start = false;
  std::string show;
  std::int64_t seq = 0;
};

std::string hook_target(const webhook_arguments& given, const std::string& rest = {}) {
  return "/api/webhook/" + events::percent_encoded(given.id) + rest;
}

int print_hook_answer(const storage::result<std::string>& answer,
                      const std::function<std::string(const json&)>& text) {
  if (!answer)
    return failed(answer.error());
  auto object = json::parse(*answer);
  if (auto missing = missing_nodes_text(object); !missing.empty())
    print_note(missing);
  return print_text(text(object));
}

int print_hook_secret(const storage::result<std::string>& answer) {
  if (answer)
    print_note("the secret is not shown again");
  return print_hook_answer(answer, [](const json& one) {
    return one.at("id").get<std::string>() + ' ' + one.at("secret").get<std::string>() + '\n';
  });
}

/// A running server decides by its own settings which addresses it allows.
std::optional<std::string> error_in_hook_url(const settings& chosen, const std::string& url) {
  const http::address_policy any{.allow_private = true};
  if (auto error = http::error_in_receiver(url, any))
    return error;
  if (call_server(chosen.storage.data_dir, http::verb::get, "/healthz", ""))
    return std::nullopt;
  return http::error_in_receiver(url, address_policy_of(chosen));
}

int add_hook(const settings& chosen, const environment& env, const webhook_arguments& given) {
  json body{{"url", given.url}, {"from", given.from_start ? "start" : "now"}};
  if (!given.events.empty())
    body["events"] = given.events;
  if (given.description)
    body["description"] = *given.description;
  auto text = body.dump(-1, ' ', false, json::error_handler_t::replace);
  auto wanted = http::read_webhook(text);
  if (!wanted) {
    const auto& error = wanted.error().errors.front();
    return misused(error.field + ' ' + error.detail);
  }
  if (auto error = error_in_hook_url(chosen, given.url))
    return misused("the URL " + *error);
  auto added = answer_of(chosen, env, {std::move(*wanted), http::verb::post, "/api/webhook", text});
  return print_hook_secret(added);
}

int update_hook(const settings& chosen, const environment& env, const webhook_arguments& given) {
  auto body = json::object();
  if (!given.url.empty())
    body["url"] = given.url;
  if (given.all_events)
    body["events"] = nullptr;
  else if (!given.events.empty())
    body["events"] = given.events;
  if (given.description)
    body["description"] = *given.description;
  if (body.empty())
    return misused("update needs --url, --event, --all-events or --description");
  auto text = body.dump(-1, ' ', false, json::error_handler_t::replace);
  auto wanted = http::read_webhook_change(text);
  if (!wanted) {
    const auto& error = wanted.error().errors.front();
    return misused(error.field + ' ' + error.detail);
  }
  if (wanted->url)
    if (auto error = error_in_hook_url(chosen, *wanted->url))
      return misused("the URL " + *error);
  wanted->id = given.id;
  return print_hook_answer(
      answer_of(chosen, env, {std::move(*wanted), http::verb::patch, hook_target(given), text}),
      [&](const json&) { return "updated " + given.id + '\n'; });
}

int rotate_hook(const settings& chosen, const environment& env, const webhook_arguments& given) {
  return print_hook_secret(answer_of(
      chosen, env,
      {actors::rotate_secret{given.id}, http::verb::post, hook_target(given, "/secret")}));
}

int list_hooks(const settings& chosen, const environment& env) {
  return print_hook_answer(
      answer_of(chosen, env, {actors::list_webhooks{}, http::verb::get, "/api/webhook"}),
      webhooks_text);
}

int remove_hook(const settings& chosen, const environment& env, const webhook_arguments& given) {
  return print_hook_answer(
      answer_of(chosen, env,
                {actors::remove_webhook{given.id}, http::verb::delete_, hook_target(given)}),
      [&](const json&) { return "removed " + given.id + '\n'; });
}

int enable_hook(const settings& chosen, const environment& env, const webhook_arguments& given,
                bool enabled) {
  return print_hook_answer(
      answer_of(chosen, env,
                {actors::change_webhook{.id = given.id, .enabled = enabled}, http::verb::post,
                 hook_target(given, enabled ? "/enable" : "/disable")}),
      [&](const json&) { return (enabled ? "enabled " : "disabled ") + given.id + '\n'; });
}

int list_dead_of_hook(const settings& chosen, const environment& env,
                      const webhook_arguments& given) {
  return print_hook_answer(
      answer_of(chosen, env,
                {actors::list_dead{given.id, {}, actors::most_resent}, http::verb::get,
                 hook_target(given, "/dead?limit=" + std::to_string(actors::most_resent))}),
      dead_letters_text);
}

int resend_hook(const settings& chosen, const environment& env, const webhook_arguments& given) {
  auto body = json::object();
  if (!given.show.empty() || given.seq != 0)
    body = {{"movieShowId", given.show}, {"seq", given.seq}};
  auto text = body.dump(-1, ' ', false, json::error_handler_t::replace);
  auto wanted = http::read_resend(text);
  if (!wanted)
    return misused("--show and --seq come together: " + wanted.error().errors.front().field + ' ' +
                   wanted.error().errors.front().detail);
  wanted->id = given.id;
  return print_hook_answer(
      answer_of(chosen, env,
                {std::move(*wanted), http::verb::post, hook_target(given, "/resend"), text}),
      [](const json& answer) { return answer.at("resent").dump() + " sent once more\n"; });
}

} // namespace

subcommand webhook_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("webhook", "adds, lists or removes receivers of events");
  parsed->require_subcommand(1);
  auto given = std::make_shared<webhook_arguments>();
  auto* listing = parsed->add_subcommand("list", "lists the webhooks and how they stand");
  auto* adding = parsed->add_subcommand("add", "adds one; prints its id and its secret once");
  auto* removing = parsed->add_subcommand("remove", "removes one with its dead letters");
  auto* enabling = parsed->add_subcommand("enable", "enables one; it continues where it stopped");
  auto* disabling = parsed->add_subcommand("disable", "sends nothing until it is enabled");
  auto* dead = parsed->add_subcommand("dead", "lists events that the receiver did not take");
  auto* resending =
      parsed->add_subcommand("resend", "sends dead letters once more, or one of them");
  auto* updating = parsed->add_subcommand("update", "changes the URL, the types or the text");
  auto* rotating = parsed->add_subcommand(
      "rotate", "replaces the secret; the one before signs beside it for 24 hours");
  updating->add_option("--url", given->url, "https://…");
  adding->add_option("URL", given->url, "https://…")->required();
  adding->add_option("--event", given->events, "a type of event; default: all")
      ->allow_extra_args(false);
  auto* types = updating->add_option("--event", given->events,
                                     "a type of event; all that are given replace the former ones");
  types->allow_extra_args(false);
  updating->add_flag("--all-events", given->all_events, "all types of events")->excludes(types);
  for (auto* each : {adding, updating})
    each->add_option("--description", given->description, "a text for people");
  adding->add_flag("--from-start", given->from_start, "the events of the log until now too");
  for (auto* each : {updating, rotating, removing, enabling, disabling, dead, resending})
    each->add_option("ID", given->id, "the id of the webhook")->required();
  resending->add_option("--show", given->show, "the show of one event");
  resending->add_option("--seq", given->seq, "the seq of that event");
  for (auto* each :
       {listing, adding, updating, rotating, removing, enabling, disabling, dead, resending})
    each->fallthrough(); // Accepts the options of all commands.
  return {parsed, [=](const settings& chosen, const environment& env) {
            if (listing->parsed())
              return list_hooks(chosen, env);
            if (adding->parsed())
              return add_hook(chosen, env, *given);
            if (updating->parsed())
              return update_hook(chosen, env, *given);
            if (rotating->parsed())
              return rotate_hook(chosen, env, *given);
            if (removing->parsed())
              return remove_hook(chosen, env, *given);
            if (dead->parsed())
              return list_dead_of_hook(chosen, env, *given);
            return resending->parsed() ? resend_hook(chosen, env, *given)
                                       : enable_hook(chosen, env, *given, enabling->parsed());
          }};
}

} // namespace boxoffice::cli

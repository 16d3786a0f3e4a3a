#include "actors/environment.hpp"
#include "cli/commands.hpp"
#include "cli/files/file_text.hpp"
#include "cli/terminal/output.hpp"
#include "cli/terminal/suggestion.hpp"
#include "cli/terminal/text_layout.hpp"
#include "cli/tokens/token_arguments.hpp"
#include "cli/tokens/token_sources.hpp"
#include "events/time_text.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

using storage::storage_error;

events::time_ms time_now() { return actors::real_environment().now(); }

storage_error token_error(storage_error::kind what, std::string why) {
  return {what, std::move(why)};
}

int create_token(const settings& chosen, const token_arguments& given) {
  auto wanted = wanted_token(given, time_now());
  if (!wanted)
    return misused(wanted.error().wants);
  auto token = http::token_of(random_key());
  wanted->hash = events::sha256({events::bytes_of(token)});
  auto kept = change_tokens(chosen, [&](http::token_set& tokens) -> storage::status {
    if (tokens.all().size() == http::most_named_tokens)
      return token_error(storage_error::kind::exists, "there are " +
                                                          std::to_string(http::most_named_tokens) +
                                                          " tokens already; revoke one first");
    if (!tokens.add(*wanted))
      return token_error(storage_error::kind::exists,
                         "there is a token \"" + wanted->name +
                             "\" already; revoke it first, or choose another name");
    return {};
  });
  if (!kept)
    return failed(kept.error());
  print_note(
      "this token is not shown again; scopes: " + http::to_text(wanted->scopes, ", ") + "; " +
      (wanted->expires ? "expires " + events::to_rfc3339(*wanted->expires) : "does not expire"));
  return print_text(token + '\n');
}

int list_tokens(const settings& chosen) {
  // A mistyped directory must not look as if all tokens were revoked.
  if (chosen.storage.engine == storage_engine::rocksdb)
    if (auto is_there = require_data_directory(chosen.storage.data_dir); !is_there)
      return failed(is_there.error());
  auto tokens = kept_tokens(chosen);
  if (!tokens)
    return failed(tokens.error());
  return print_text(tokens_text(*tokens, time_now()));
}

int revoke_token(const settings& chosen, const std::string& name) {
  auto revoked = change_tokens(chosen, [&](http::token_set& tokens) -> storage::status {
    if (tokens.remove(name))
      return {};
    std::vector<std::string_view> names;
    for (const auto& each : tokens.all())
      names.push_back(each.name);
    auto meant = nearest(name, names);
    return token_error(storage_error::kind::absent,
                       "there is no token \"" + name + '"' +
                           (meant.empty() ? "" : ", did you mean \"" + std::string{meant} + "\"?"));
  });
  if (!revoked)
    return failed(revoked.error());
  return print_text("revoked " + name + '\n');
}

} // namespace

subcommand token_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("token", "creates, lists or revokes operator tokens");
  parsed->require_subcommand(1);
  auto given = std::make_shared<token_arguments>();
  auto* creating = parsed->add_subcommand("create", "creates a token and prints it once");
  auto* listing = parsed->add_subcommand("list", "lists the tokens, without their secrets");
  auto* revoking = parsed->add_subcommand("revoke", "ends a token at once");
  for (auto* each : {creating, revoking})
    each->add_option("NAME", given->name, "1 to 64 of A-Z a-z 0-9 . _ -")->required();
  creating->add_option("--scope", given->scopes, "read, sell, operate, admit; comma-separated")
      ->required()
      ->delimiter(',')
      ->allow_extra_args(false);
  creating->add_option("--expires", given->expires,
                       "a time (RFC 3339) or a duration such as 12h or 90d; default: never");
  for (auto* each : {creating, listing, revoking})
    each->fallthrough(); // Accepts the options of all commands.
  return {parsed, [given, creating, listing](const settings& chosen, const environment&) {
            if (creating->parsed())
              return create_token(chosen, *given);
            return listing->parsed() ? list_tokens(chosen) : revoke_token(chosen, given->name);
          }};
}

} // namespace boxoffice::cli

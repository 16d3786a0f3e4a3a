#include "cli/commands.hpp"
#include "cli/commands/count.hpp"
#include "cli/reports/past_show.hpp"
#include "cli/terminal/output.hpp"
#include "events/time_text.hpp"
#include "storage/replay/past.hpp"

#include <cstdlib>

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

struct wanted_past {
  std::string show;
  std::string at;
  std::optional<std::uint64_t> seq;
  bool json = false;
};

std::string error_text(storage::past_errc why, const wanted_past& wanted) {
  switch (why) {
  case storage::past_errc::unknown_show: return "the log has no show " + wanted.show;
  case storage::past_errc::before_opening:
    return "show " + wanted.show + " was opened after " + wanted.at;
  case storage::past_errc::no_such_seq:
    return "show " + wanted.show + " has no event with seq " + std::to_string(*wanted.seq);
  }
  std::abort(); // All enumerators return above.
}

int replay(const settings& chosen, const environment& env, const wanted_past& wanted) {
  storage::stream_point when{wanted.seq, events::parse_rfc3339(wanted.at)};
  if (!wanted.at.empty() && !when.at)
    return misused("--at wants a time such as 2026-12-24T18:30:00Z, got \"" + wanted.at + '"');
  auto log = open_for_reading(chosen, env);
  if (!log)
    return failed(log.error());
  auto past = storage::show_at(**log, storage::show_id{wanted.show}, when);
  if (!past)
    return failed(past.error());
  if (!*past)
    return failed(error_text(past->error(), wanted));
  const auto& show = (*past)->state;
  return print_text(wanted.json ? past_json(show) + '\n'
                                : past_text(show, when.at.value_or(show.last_at)));
}

} // namespace

subcommand replay_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("replay", "rebuilds a show from its events and prints it");
  auto wanted = std::make_shared<wanted_past>();
  parsed->add_option("--show", wanted->show, "the show's id")->required();
  auto* at = parsed->add_option("--at", wanted->at, "the state at this time (RFC 3339)");
  parsed->add_option("--seq", wanted->seq, "the state after this event")
      ->check(error_in_count)
      ->excludes(at);
  parsed->add_flag("--json", wanted->json, "as JSON: the seats as the API returned them then");
  return {parsed, [wanted](const settings& chosen, const environment& env) {
            return replay(chosen, env, *wanted);
          }};
}

} // namespace boxoffice::cli

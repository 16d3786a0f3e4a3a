#include "cli/commands.hpp"
#include "cli/commands/events_after.hpp"
#include "cli/streams.hpp"
#include "cli/terminal/output.hpp"
#include "events/codec/event_json.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

struct wanted_events {
  std::string show;
  std::string after;
};

/// Returns false if the output is closed.
storage::result<bool> print_stream(storage::event_log& log, const storage::show_id& show,
                                   std::uint64_t after, output& out) {
  // An id has no character that JSON would escape.
  auto begin = R"({"stream":")" + show.text + "\",";
  return each_event(log, show, after, [&](const storage::stored_event& event) {
    auto encoded = events::to_json(event.record, event.hash).dump();
    return out.print(begin + encoded.substr(1) + '\n');
  });
}

storage::result<bool> print_all(storage::event_log& log, const after_point& after, output& out) {
  std::string done;
  if (after.show) {
    auto rest = print_stream(log, *after.show, after.seq, out);
    if (!rest || !*rest)
      return rest;
    done = after.show->text;
  }
  for (;;) {
    auto show = next_stream(log, done);
    if (!show)
      return show.error();
    if (!*show)
      return true;
    auto printed = print_stream(log, **show, after.show ? 0 : after.seq, out);
    if (!printed || !*printed)
      return printed;
    done = (*show)->text;
  }
}

storage::result<bool> print_wanted(storage::event_log& log, const std::string& text,
                                   const after_point& after, output& out) {
  if (text.empty())
    return print_all(log, after, out);
  storage::show_id show{text};
  auto last = log.last_seq(show);
  if (!last)
    return last.error();
  if (*last == 0)
    return storage::storage_error{storage::storage_error::kind::absent,
                                  "the log has no show " + text};
  return print_stream(log, show, after.seq, out);
}

int print_events(const settings& chosen, const environment& env, const wanted_events& wanted) {
  auto after = parse_after(wanted.after);
  if (!after)
    return misused("--after wants a number, or ID:N of the last line of an earlier output");
  if (after->show && !wanted.show.empty())
    return misused("--after ID:N is for all shows; with --show it wants a number");
  auto log = open_for_reading(chosen, env);
  if (!log)
    return failed(log.error());
  output out;
  auto printed = print_wanted(**log, wanted.show, *after, out);
  auto status = out.finish(); // Prints the events before an error too.
  return printed ? status : failed(printed.error());
}

} // namespace

subcommand events_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("events", "the log as NDJSON, one event a line");
  auto wanted = std::make_shared<wanted_events>();
  parsed->add_option("--show", wanted->show, "only this show's events")
      ->check([](const std::string& id) { return id.empty() ? "wants an id" : ""; });
  parsed->add_option("--after", wanted->after,
                     "only events with a seq greater than N; ID:N: continue after that line of an "
                     "earlier output of all shows");
  return {parsed, [wanted](const settings& chosen, const environment& env) {
            return print_events(chosen, env, *wanted);
          }};
}

} // namespace boxoffice::cli

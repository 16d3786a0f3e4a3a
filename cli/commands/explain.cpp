#include "events/explain/explain.hpp"

#include "cli/commands.hpp"
#include "cli/streams.hpp"
#include "cli/terminal/output.hpp"
#include "cli/terminal/text_layout.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

constexpr std::size_t columns = 80;

int explain(const settings& chosen, const environment& env, const std::string& text) {
  auto id = events::parse_request_id(text);
  if (!id)
    return misused('"' + text + "\" is not a reqId");
  auto log = open_for_reading(chosen, env);
  if (!log)
    return failed(log.error());
  events::booking_explainer explainer{*id};
  auto walked = each_event(**log, id->show, 0, [&](const storage::stored_event& event) {
    explainer.take(event.record);
    return true;
  });
  if (!walked)
    return failed(walked.error());
  auto paragraphs = explainer.paragraphs();
  if (!paragraphs)
    return failed("the log has no booking " + text);
  output out;
  bool first = true;
  for (const auto& paragraph : *paragraphs)
    out.print((std::exchange(first, false) ? "" : "\n") + wrapped(paragraph, columns));
  return out.finish();
}

} // namespace

subcommand explain_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("explain", "explains one booking in plain sentences");
  auto id = std::make_shared<std::string>();
  parsed->add_option("REQID", *id, "the booking")->required();
  return {parsed, [id](const settings& chosen, const environment& env) {
            return explain(chosen, env, *id);
          }};
}

} // namespace boxoffice::cli

#include "cli/commands.hpp"
#include "cli/node/node_runtime.hpp"
#include "cli/reports/sales_text.hpp"
#include "cli/terminal/output.hpp"
#include "events/enum_names.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/lists/sales_text.hpp"
#include "storage/lists/sales.hpp"

#include <tuple>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

struct wanted_report {
  std::string from;
  std::string to;
  std::string by = "show";
  bool csv = false;
  bool json = false;
};

constexpr std::size_t events_of_a_page = 100'000;

storage::status add_all(storage::event_log& log, events::sales_report& report) {
  std::string after;
  for (;;) {
    auto page = storage::list_sales(log, report.query(), after, events_of_a_page);
    if (!page)
      return page.error();
    for (const auto& each : page->items)
      report.add(each);
    if (!page->next)
      return {};
    after = std::move(*page->next);
  }
}

std::string report_text(const events::sales_report& report, const wanted_report& wanted) {
  if (wanted.csv)
    return http::sales_csv(report);
  if (wanted.json)
    return http::json_text(http::to_json(report)) + '\n';
  return sales_text(report);
}

/// On stderr, so that the report itself stays what a program reads.
void say_what_is_missing(const settings& chosen) {
  if (chosen.cluster.enabled && !shares_log(chosen))
    print_note("only shows of node " + chosen.cluster.node +
               " are counted, which this log has; GET /api/report/sales counts those of all nodes");
}

int print_report(const settings& chosen, const environment& env, const wanted_report& wanted) {
  events::sales_query query;
  query.by = *events::from_name<events::sales_grouping>(wanted.by);
  query.time_zone = chosen.cinema.time_zone.value_or("");
  for (auto [name, text, into] : {std::tuple{"--from", &wanted.from, &query.from},
                                  std::tuple{"--to", &wanted.to, &query.to}}) {
    if (text->empty())
      continue;
    auto bound = events::parse_bound(*text);
    if (!bound)
      return misused(std::string{name} +
                     " wants a date or a time, such as 2026-12-24 or "
                     "2026-12-24T18:30:00Z, got \"" +
                     *text + '"');
    *into = *bound;
  }
  if (is_empty(query))
    return misused("--to must be later than --from");
  auto log = open_for_reading(chosen, env);
  if (!log)
    return failed(log.error());
  events::sales_report report{query};
  if (auto added = add_all(**log, report); !added)
    return failed(added.error());
  say_what_is_missing(chosen);
  return print_text(report_text(report, wanted));
}

} // namespace

subcommand report_command(CLI::App& app) {
  auto* parsed =
      app.add_subcommand("report", "sales, refunds and expired holds, from the log; in a "
                                   "partitioned cluster that of this node alone");
  auto wanted = std::make_shared<wanted_report>();
  parsed->add_option("--from", wanted->from,
                     "first time or date that counts; a date begins in the time zone of each hall");
  parsed->add_option("--to", wanted->to, "first time or date that does not count any more");
  parsed
      ->add_option("--by", wanted->by,
                   "show (default), movie, hall: of shows that start in this time; day, method: "
                   "what happened in this time")
      ->check(CLI::IsMember({"show", "movie", "hall", "day", "method"}));
  auto* csv = parsed->add_flag("--csv", wanted->csv, "as CSV: what the API sends");
  parsed->add_flag("--json", wanted->json, "as JSON: what the API sends")->excludes(csv);
  return {parsed, [wanted](const settings& chosen, const environment& env) {
            return print_report(chosen, env, *wanted);
          }};
}

} // namespace boxoffice::cli

#include "cli/commands.hpp"
#include "cli/node/control.hpp"
#include "cli/terminal/output.hpp"
#include "cli/ticket/scan_file.hpp"
#include "events/signing/ticket_code.hpp"

#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using nlohmann::json;

struct sync_tally {
  std::size_t admitted = 0;
  std::size_t twice = 0;
  std::size_t refused = 0;
  std::string text;
  std::set<std::string> codes; ///< of the file that were admitted by it
};

std::string gate_text(const std::string& gate, const std::string& at) {
  return (gate.empty() ? "" : "at gate " + gate + ' ') + "at " + at;
}

/// `show regal-1, booking 7, seat A1`, or the line's number if the code says nothing.
std::string ticket_text(const scan& one) {
  auto says = events::unverified_ticket_code(one.code);
  if (!says)
    return "line " + std::to_string(one.line);
  return "show " + says->show.text + ", booking " + std::to_string(says->number) + ", seat " +
         says->seat.text;
}

void count_scan(sync_tally& tally, const scan& one, const server_response& response) {
  if (response.status == 200) {
    ++tally.admitted;
    tally.codes.insert(one.code);
    return;
  }
  auto problem = json::parse(response.body, nullptr, false);
  auto text_of = [&](const char* name) {
    auto found = problem.is_object() ? problem.find(name) : problem.end();
    return found != problem.end() && found->is_string() ? found->get<std::string>() : "";
  };
  if (text_of("code") == "ALREADY_ADMITTED") {
    // Its own gate and time: this scan was sent before.
    auto is_own = text_of("gate") == one.gate && text_of("at") == one.at;
    if (is_own && tally.codes.insert(one.code).second) {
      ++tally.admitted;
      return;
    }
    ++tally.twice;
    tally.text += "twice: " + ticket_text(one) + ": first " +
                  gate_text(text_of("gate"), text_of("at")) + ", again " +
                  gate_text(one.gate, one.at) + '\n';
    return;
  }
  ++tally.refused;
  tally.text += "refused: " + ticket_text(one) + ", scanned " + gate_text(one.gate, one.at) + ": " +
                error_text(response) + '\n';
}

/// Whether the server judged the scan; any other status says nothing about it.
bool is_verdict(unsigned status) { return status == 200 || status == 409 || status == 422; }

int sync_scans(const settings& chosen, const std::string& file) {
  auto scans = read_scans(file);
  if (!scans)
    return failed(scans.error());
  sync_tally tally;
  std::optional<std::string> stopped;
  for (const auto& one : *scans) {
    auto response =
        call_server(chosen.storage.data_dir, http::verb::post, "/api/admission", one.body);
    if (response && is_verdict(response->status)) {
      count_scan(tally, one, *response);
      continue;
    }
    stopped = file + ':' + std::to_string(one.line) + " and what follows was not sent; run the " +
              "command again: " + (response ? error_text(*response) : response.error().detail);
    break;
  }
  tally.text += std::to_string(tally.admitted) + " admitted, " + std::to_string(tally.twice) +
                " admitted twice, " + std::to_string(tally.refused) + " refused\n";
  auto printed = print_text(tally.text);
  if (stopped)
    return failed(*stopped);
  return tally.twice + tally.refused == 0 ? printed : exit_failed;
}

} // namespace

subcommand admission_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("admission", "admissions that were made without a connection");
  parsed->require_subcommand(1);
  auto file = std::make_shared<std::string>();
  auto* syncing = parsed->add_subcommand(
      "sync", "sends scans to the running server; says which seats were admitted twice");
  syncing->add_option("FILE", *file, "a line for each scan: {\"code\":…,\"gate\":…,\"at\":…}")
      ->required();
  syncing->fallthrough(); // Accepts the options of all commands.
  return {parsed,
          [file](const settings& chosen, const environment&) { return sync_scans(chosen, *file); }};
}

} // namespace boxoffice::cli

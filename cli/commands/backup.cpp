#include "cli/commands.hpp"
#include "cli/node/control.hpp"
#include "cli/reports/verdict.hpp"
#include "cli/terminal/output.hpp"

#include <filesystem>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;
using storage::storage_error;

storage::status copy_by_server(const settings& chosen, const fs::path& to) {
  using json = nlohmann::json;
  auto body = json{{"directory", to.string()}}.dump(-1, ' ', false, json::error_handler_t::replace);
  if (json::parse(body)["directory"] != to.string())
    return storage_error{storage_error::kind::io,
                         "a running server needs a path in UTF-8; this one is not: " + to.string()};
  auto response = call_server(chosen.storage.data_dir, http::verb::post, "/api/backup", body);
  if (!response)
    return response.error();
  if (response->status != 200)
    return storage_error{storage_error::kind::io, error_text(*response)};
  return {};
}

storage::status copy_log(const settings& chosen, const environment& env, const fs::path& to) {
  auto log = open_stopped(chosen, env);
  if (log)
    return (*log)->back_up(to);
  if (log.error().what == storage_error::kind::in_use)
    return copy_by_server(chosen, to);
  return log.error();
}

int back_up(const settings& chosen, const environment& env, const std::string& place) {
  std::error_code unknown;
  auto to = fs::absolute(place, unknown); // The server may run in another directory.
  if (unknown)
    return failed("cannot resolve " + place + ": " + unknown.message());
  if (fs::exists(to, unknown))
    return failed(to.string() + " is there already; a backup needs a new directory");
  if (auto copied = copy_log(chosen, env, to); !copied)
    return failed(copied.error());
  auto copy_options = log_options(chosen, env);
  copy_options.directory = to;
  auto copy = storage::open_rocksdb_log_for_reading(copy_options);
  if (!copy)
    return failed(copy.error());
  auto found = judge(**copy, {}, "verifying the backup");
  if (!found)
    return failed(found.error());
  output out;
  out.print(found->whole() ? "backed up to " + to.string() + ": " + size_text(found->report) + '\n'
                           : faults_text(found->report));
  auto status = out.finish();
  return found->whole() ? status : failed("the backup " + to.string() + " has these faults");
}

} // namespace

subcommand backup_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("backup", "copies the log of a running or stopped server");
  auto place = std::make_shared<std::string>();
  parsed->add_option("DIR", *place, "the new directory of the copy")->required();
  return {parsed, [place](const settings& chosen, const environment& env) {
            return back_up(chosen, env, *place);
          }};
}

} // namespace boxoffice::cli

#include "actors/engine.hpp"
#include "cli/commands.hpp"
#include "cli/commands/count.hpp"
#include "cli/commands/verdict.hpp"
#include "cli/files/anchor_files.hpp"
#include "cli/terminal/output.hpp"
#include "cli/terminal/progress.hpp"
#include "events/time_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

struct wanted_check {
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  std::string anchor;
  std::string against;
  std::string key;
};

std::string summary(const verdict& found) {
  auto ms = std::max<std::int64_t>(found.took.count(), 1);
  auto a_second = found.report.events * 1'000 / static_cast<std::uint64_t>(ms);
  std::array<char, 32> seconds{};
  std::snprintf(seconds.data(), seconds.size(), "%.1f", static_cast<double>(ms) / 1'000);
  return "whole: " + size_text(found.report) + ", " + seconds.data() + " s, " + grouped(a_second) +
         " events/s\n";
}

/// Prints what was found. The exit status.
int tell(const verdict& found, const std::optional<storage::anchor>& earlier,
         const wanted_check& wanted) {
  output out;
  out.print(found.whole() ? summary(found) : faults_text(found.report));
  out.print(accepted_text(found.report));
  if (earlier && found.whole())
    out.print("all of the anchor of " + events::to_rfc3339(earlier->at) + " is still there (" +
              wanted.against + ", key " + fingerprint(earlier->signed_by) + ")\n");
  auto status = out.finish();
  return found.whole() ? status : exit_failed;
}

/// What is needed beside the log, looked for before hours are spent on that.
struct tools {
  std::optional<storage::anchor> earlier;
  std::optional<storage::signing_key> key; ///< with --anchor
};

storage::result<tools> find_tools(const wanted_check& wanted) {
  tools found;
  if (!wanted.against.empty()) {
    auto read = read_anchor_file(wanted.against, wanted.key);
    if (!read)
      return read.error();
    found.earlier = std::move(*read);
  }
  if (wanted.anchor.empty())
    return found;
  std::error_code unseen; // What cannot be looked at cannot be made either, which is told then.
  if (std::filesystem::exists(wanted.anchor, unseen))
    return storage::storage_error{storage::storage_error::kind::exists,
                                  wanted.anchor + " is there already; an anchor is a new file"};
  auto key = find_signing_key(wanted.key);
  if (!key)
    return key.error();
  found.key = *key;
  return found;
}

int verify(const settings& chosen, const environment& env, const wanted_check& wanted) {
  if (wanted.key.empty() && !wanted.anchor.empty())
    return misused("--anchor wants --key FILE: what it is signed with; made where it is missing");
  auto tools = find_tools(wanted);
  if (!tools)
    return failed(tools.error());
  auto log = open_for_reading(chosen, env);
  if (!log)
    return failed(log.error());
  storage::verify_options options;
  options.threads = wanted.threads;
  if (tools->earlier)
    options.anchored = tools->earlier->heads;
  auto found = judge(**log, options, "verifying");
  if (!found)
    return failed(found.error());
  auto status = tell(*found, tools->earlier, wanted);
  if (status != exit_done || !tools->key)
    return status;
  auto written = write_anchor_file(wanted.anchor, actors::real_environment().now(),
                                   found->report.heads, *tools->key);
  return written ? exit_done : failed(written.error());
}

} // namespace

subcommand verify_command(CLI::App& app) {
  auto* parsed =
      app.add_subcommand("verify", "checks the whole log; 1 and the faults if it is bad");
  auto wanted = std::make_shared<wanted_check>();
  parsed->add_option("--threads", wanted->threads, "how many streams are checked at once")
      ->check(fault_of_count)
      ->check(CLI::Range(1U, 256U));
  parsed->add_option("--anchor", wanted->anchor, "write a signed note of where all streams end");
  parsed->add_option("--against", wanted->against,
                     "check that the log only grew since this anchor");
  parsed->add_option("--key", wanted->key,
                     "PEM; signs --anchor, and is the one that must have signed --against");
  return {parsed, [wanted](const settings& chosen, const environment& env) {
            return verify(chosen, env, *wanted);
          }};
}

} // namespace boxoffice::cli

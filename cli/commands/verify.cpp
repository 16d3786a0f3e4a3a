#include "actors/engine.hpp"
#include "cli/commands.hpp"
#include "cli/commands/count.hpp"
#include "cli/files/anchor_files.hpp"
#include "cli/reports/verdict.hpp"
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

/// Prints the result. Returns the exit status.
int print_result(const verdict& found, const std::optional<storage::anchor>& earlier,
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

/// Anchor and key, read before the log is verified, which may take hours.
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
  std::error_code unseen; // Writing reports the error.
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
    return misused(
        "--anchor wants --key FILE, the signing key; it is generated if the file is missing");
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
  auto status = print_result(*found, tools->earlier, wanted);
  if (status != exit_done || !tools->key)
    return status;
  auto written = write_anchor_file(wanted.anchor, actors::real_environment().now(),
                                   found->report.heads, *tools->key);
  return written ? exit_done : failed(written.error());
}

} // namespace

subcommand verify_command(CLI::App& app) {
  auto* parsed = app.add_subcommand(
      "verify", "verifies the whole log; prints the faults and exits with 1 if there are any");
  auto wanted = std::make_shared<wanted_check>();
  parsed->add_option("--threads", wanted->threads, "number of streams verified at the same time")
      ->check(error_in_count)
      ->check(CLI::Range(1U, 256U));
  parsed->add_option("--anchor", wanted->anchor,
                     "write a signed record of the ends of all streams");
  parsed->add_option("--against", wanted->against,
                     "check that no event was lost or changed since this anchor");
  parsed->add_option("--key", wanted->key,
                     "PEM file: the key that signs --anchor and that must have signed --against");
  return {parsed, [wanted](const settings& chosen, const environment& env) {
            if (!wanted->key.empty() && wanted->anchor.empty() && wanted->against.empty())
              return misused("--key is of --anchor or --against, and neither is given");
            return verify(chosen, env, *wanted);
          }};
}

} // namespace boxoffice::cli

#include "storage/rocksdb/restore.hpp"

#include "cli/commands.hpp"
#include "cli/reports/verdict.hpp"
#include "cli/terminal/output.hpp"

#include <algorithm>
#include <thread>

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

/// No server runs meanwhile.
storage::verify_options with_all_cores() {
  storage::verify_options options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  return options;
}

int restore(const settings& chosen, const environment& env, const std::string& from) {
  if (chosen.storage.engine != storage_engine::rocksdb)
    return failed("restore creates a RocksDB log in --data-dir; use `boxoffice migrate` to move it "
                  "to postgres");
  const auto& to = chosen.storage.data_dir;
  std::string size;
  auto check = [&](const std::filesystem::path& copy) -> storage::status {
    auto options = log_options(chosen, env);
    options.directory = copy;
    auto log = storage::open_rocksdb_log_for_reading(options);
    if (!log)
      return log.error();
    auto found = judge(**log, with_all_cores(), "verifying");
    if (!found)
      return found.error();
    size = size_text(found->report);
    if (found->whole())
      return {};
    auto faults = faults_text(found->report);
    return storage::storage_error{storage::storage_error::kind::corrupt,
                                  "nothing was restored: the backup has faults\n" +
                                      faults.substr(0, faults.size() - 1)};
  };
  if (auto done = storage::restore(from, to, check); !done)
    return failed(done.error());
  return print_text("restored to " + to.string() + ": " + size + '\n');
}

} // namespace

subcommand restore_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("restore", "creates the data directory from a backup");
  auto from = std::make_shared<std::string>();
  parsed->add_option("DIR", *from, "the backup")->required();
  return {parsed, [from](const settings& chosen, const environment& env) {
            return restore(chosen, env, *from);
          }};
}

} // namespace boxoffice::cli

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "storage/log_copy.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

settings with_engine(settings chosen, storage_engine engine) {
  chosen.storage.engine = engine;
  return chosen;
}

int migrate(const settings& chosen, const environment& around, const std::string& from,
            const std::string& to) {
  if (from == to)
    return misused("--from and --to must be two engines");
  if (!chosen.storage.postgres)
    return misused("storage.postgres must say where the database is");
  auto engine = [](const std::string& name) {
    return name == "postgres" ? storage_engine::postgres : storage_engine::rocksdb;
  };
  // Opened as its server would, so that none writes meanwhile.
  auto old = open_stopped(with_engine(chosen, engine(from)), around);
  if (!old)
    return failed(old.error());
  auto fresh = open_to_serve(with_engine(chosen, engine(to)), around);
  if (!fresh)
    return failed(fresh.error());
  auto done = storage::copy_log(**old, **fresh);
  if (!done)
    return failed(done.error());
  output out;
  out.print("moved from " + from + " to " + to + ": " + std::to_string(done->streams) +
            " streams, " + std::to_string(done->events) + " events" +
            (done->was_there != 0
                 ? ", and " + std::to_string(done->was_there) + " that were there already"
                 : "") +
            "; `boxoffice verify` judges them\n");
  return out.finish();
}

} // namespace

subcommand migrate_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("migrate", "copies the log into another engine's");
  struct ends {
    std::string from, to;
  };
  auto chosen_ends = std::make_shared<ends>();
  auto engines = CLI::IsMember({"rocksdb", "postgres"});
  parsed->add_option("--from", chosen_ends->from, "where it is")->required()->check(engines);
  parsed->add_option("--to", chosen_ends->to, "where it goes")->required()->check(engines);
  return {parsed, [chosen_ends](const settings& chosen, const environment& around) {
            return migrate(chosen, around, chosen_ends->from, chosen_ends->to);
          }};
}

} // namespace boxoffice::cli

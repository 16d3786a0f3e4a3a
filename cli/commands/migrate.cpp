#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/node/cluster.hpp"
#include "cli/terminal/output.hpp"
#include "storage/log_copy.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;

/// The options of the command line.
struct move_order {
  std::string from, to;
  std::vector<std::string> directories; ///< logs of RocksDB; none: the one in --data-dir
};

/// Settings for this engine's log, opened by this process alone.
settings with_engine(settings chosen, const std::string& engine) {
  chosen.storage.engine = engine == "postgres" ? storage_engine::postgres : storage_engine::rocksdb;
  chosen.cluster.enabled &= chosen.storage.engine == storage_engine::rocksdb;
  return chosen;
}

bool same_place(const fs::path& one, const fs::path& other) {
  std::error_code unseen; // A missing place equals no other.
  return one.lexically_normal() == other.lexically_normal() || fs::equivalent(one, other, unseen);
}

/// Returns the error in the options, if there is one.
std::optional<std::string> error_in(const move_order& order, const settings& chosen) {
  auto from_directories = !order.directories.empty();
  if (from_directories && order.from != "rocksdb")
    return "--from-dir names logs of rocksdb";
  if (order.from == order.to && !(order.from == "rocksdb" && from_directories))
    return "--from and --to must be two engines, or --from-dir other logs than that in --data-dir";
  if (order.to == "rocksdb")
    for (const auto& each : order.directories)
      if (same_place(each, chosen.storage.data_dir))
        return "--from-dir " + each + " is where the new log goes (--data-dir)";
  if ((order.from == "postgres" || order.to == "postgres") && !chosen.storage.postgres)
    return "storage.postgres must name the database";
  return std::nullopt;
}

/// The logs to copy, each as settings that open it.
std::vector<settings> sources_of(const move_order& order, const settings& chosen) {
  auto one = with_engine(chosen, order.from);
  if (order.directories.empty())
    return {std::move(one)};
  std::vector<settings> all;
  for (const auto& each : order.directories) {
    one.storage.data_dir = each;
    all.push_back(one);
  }
  return all;
}

/// In a partitioned cluster a log holds its own node's shows only.
storage::wanted_shows wanted_by(const settings& target) {
  if (!target.cluster.enabled)
    return {};
  auto nodes = std::make_shared<actors::partition>(partition_of(target.cluster));
  return [nodes](const storage::show_id& show) { return nodes->owns(show); };
}

std::string result_text(const storage::copied& done) {
  auto text = std::to_string(done.streams) + " streams, " + std::to_string(done.events) + " events";
  if (done.skipped != 0)
    text += ", and " + std::to_string(done.skipped) + " that existed already";
  if (done.left_out != 0)
    text += "; " + std::to_string(done.left_out) + " streams belong to other nodes";
  return text;
}

int migrate(const settings& chosen, const environment& env, const move_order& order) {
  if (auto error = error_in(order, chosen))
    return misused(*error);
  auto target = with_engine(chosen, order.to);
  auto wanted = wanted_by(target);
  storage::result<std::unique_ptr<storage::event_log>> fresh{
      storage::storage_error{storage::storage_error::kind::absent, {}}};
  output out;
  for (const auto& source : sources_of(order, chosen)) {
    // Opened for writing, so that no server can write meanwhile.
    auto old = open_stopped(source, env);
    if (!old)
      return failed(old.error());
    if (!fresh)
      fresh = open_to_serve(target, env); // Not created before there is something to copy.
    if (!fresh)
      return failed(fresh.error());
    auto done = storage::copy_log(**old, **fresh, wanted);
    if (!done)
      return failed(done.error());
    auto place = order.directories.empty() ? order.from : source.storage.data_dir.string();
    out.print("moved from " + place + " to " + order.to + ": " + result_text(*done) + '\n');
  }
  out.print("run `boxoffice verify` to check the copy\n");
  return out.finish();
}

} // namespace

subcommand migrate_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("migrate", "copies logs to another engine or node");
  auto order = std::make_shared<move_order>();
  auto engines = CLI::IsMember({"rocksdb", "postgres"});
  parsed->add_option("--from", order->from, "engine of the source")->required()->check(engines);
  parsed->add_option("--to", order->to, "engine of the target")->required()->check(engines);
  parsed->add_option("--from-dir", order->directories,
                     "a data directory or backup to copy from, instead of --data-dir; may be given "
                     "for each node of a cluster");
  return {parsed, [order](const settings& chosen, const environment& env) {
            return migrate(chosen, env, *order);
          }};
}

} // namespace boxoffice::cli

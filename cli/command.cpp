#include "cli/command.hpp"

#include "events/text.hpp"
#include "logging/line.hpp"
#include "storage/files.hpp"

#include <algorithm>
#include <cstdio>

namespace boxoffice::cli {

namespace {

int print_error(const std::string& why, int status) {
  print_note(why);
  return status;
}

} // namespace

// Not by printf(), which ends a text at a NUL.
void print_note(std::string_view text) {
  const auto line = "boxoffice: " + logging::escaped(text) + '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int failed(const std::string& why) { return print_error(why, exit_failed); }
int failed(const storage::storage_error& why) {
  using kind = storage::storage_error::kind;
  return print_error(why.detail, why.what == kind::lost     ? exit_lost
                                 : why.what == kind::device ? exit_device
                                                            : exit_failed);
}
int misused(const std::string& why) { return print_error(why, exit_usage); }

std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    auto end = std::min(text.find_first_of("\r\n", begin), text.size());
    auto line = events::trimmed(text.substr(begin, end - begin));
    if (!line.empty())
      out.append(out.empty() ? "" : " ").append(line);
    begin = end + 1;
  }
  return out;
}

storage::rocksdb_options log_options(const settings& chosen, const environment& env) {
  return {chosen.storage.data_dir,
          chosen.storage.block_cache,
          chosen.storage.write_buffer,
          env.storage_env,
          chosen.accept_loss,
          storage::rocksdb_options{}.witness_interval,
          static_cast<int>(chosen.storage.max_open_files)};
}

storage::postgres_options postgres_options_of(const settings& chosen) {
  return {chosen.storage.postgres->reveal(), chosen.cluster.node};
}

opened_log open_to_serve(const settings& chosen, const environment& env) {
  if (chosen.storage.engine == storage_engine::rocksdb)
    return storage::open_rocksdb_log(log_options(chosen, env));
  // The operator's token and the control socket are in it with either engine.
  if (auto made = storage::make_directory(chosen.storage.data_dir); !made)
    return made.error();
  if (chosen.cluster.enabled)
    return storage::open_shared_postgres_log(postgres_options_of(chosen));
  return storage::open_postgres_log(postgres_options_of(chosen));
}

opened_log open_for_reading(const settings& chosen, const environment& env) {
  if (chosen.storage.engine == storage_engine::postgres)
    return storage::open_postgres_log_for_reading(postgres_options_of(chosen));
  auto log = storage::open_rocksdb_log_for_reading(log_options(chosen, env));
  if (!log)
    return log;
  // A log that lost events can be read, with a warning.
  auto stands = (*log)->completeness();
  if (!stands)
    return stands.error();
  if (stands->missing)
    print_note("warning: the log has less than was durable: " + *stands->missing);
  return log;
}

opened_log open_stopped(const settings& chosen, const environment& env) {
  if (chosen.storage.engine == storage_engine::postgres) {
    auto there = open_for_reading(chosen, env);
    return there ? storage::open_postgres_log(postgres_options_of(chosen)) : std::move(there);
  }
  // Opening would create a missing log and hide a wrong --data-dir. Opening for reading creates
  // nothing and returns the error.
  std::error_code unseen; // Opening reports the error.
  if (!std::filesystem::exists(chosen.storage.data_dir / "CURRENT", unseen))
    return open_for_reading(chosen, env);
  return storage::open_rocksdb_log(log_options(chosen, env));
}

} // namespace boxoffice::cli

#include "cli/command.hpp"

#include <cstdio>

namespace boxoffice::cli {

namespace {

int said(const std::string& why, int status) {
  std::fprintf(stderr, "boxoffice: %s\n", why.c_str());
  return status;
}

} // namespace

int failed(const std::string& why) { return said(why, exit_failed); }
int failed(const storage::storage_error& why) { return failed(why.detail); }
int misused(const std::string& why) { return said(why, exit_usage); }

storage::rocksdb_options log_options(const settings& chosen, const environment& around) {
  return {chosen.storage.data_dir, chosen.storage.block_cache, chosen.storage.write_buffer,
          around.storage_env};
}

opened_log open_for_reading(const settings& chosen, const environment& around) {
  return storage::open_rocksdb_log_for_reading(log_options(chosen, around));
}

opened_log open_stopped(const settings& chosen, const environment& around) {
  // Opening makes a log where there is none, which here would only hide a wrong --data-dir; for
  // reading nothing is made, and the error says what is there.
  std::error_code unseen; // What cannot be looked at cannot be opened either.
  if (!std::filesystem::exists(chosen.storage.data_dir / "CURRENT", unseen))
    return open_for_reading(chosen, around);
  return storage::open_rocksdb_log(log_options(chosen, around));
}

} // namespace boxoffice::cli

#include "tests/support/processes/postgres_pair.hpp"

#include "tests/support/eventually.hpp"

#include <stdexcept>

namespace boxoffice::tests {

namespace {

/// Without a standby nothing is committed as long as one is required.
void require_by(const postgres_server& server, const std::string& standbys) {
  server.run_within("postgres", "ALTER SYSTEM SET synchronous_standby_names = '" + standbys + "'");
  server.run_within("postgres", "SELECT pg_reload_conf()");
}

} // namespace

postgres_pair::postgres_pair(syncing sync, const network_host* first, const network_host* second) {
  servers_[0] = std::make_unique<postgres_server>(sync, first);
  servers_[1] =
      std::make_unique<postgres_server>(postgres_server::standby_of{*servers_[0]}, second);
  require_standby("the first standby");
}

void postgres_pair::require_standby(const std::string& who) const {
  require_by(present(), "*");
  if (!eventually(patience, [&] {
        return present().run_within("postgres", "SELECT sync_state FROM pg_stat_replication "
                                                "WHERE state = 'streaming'") == "sync\n";
      }))
    throw std::runtime_error{who + " did not become synchronous"};
}

std::string postgres_pair::new_database() {
  database_ = "test_" + std::to_string(++databases_);
  present().run_within("postgres", "CREATE DATABASE " + database_);
  const auto& [one, two] = servers_;
  return "host=" + one->address() + "," + two->address() + " port=" + std::to_string(one->port()) +
         "," + std::to_string(two->port()) + " user=boxoffice dbname=" + database_ +
         " target_session_attrs=read-write";
}

std::string postgres_pair::run(const std::string& sql) const {
  return present().run_within(database_, sql);
}

void postgres_pair::kill_primary() {
  if (paused_ == &primary())
    paused_ = nullptr;
  primary().crash();
}

void postgres_pair::pause_primary() {
  primary().pause();
  paused_ = &primary();
}

void postgres_pair::resume_primary() {
  if (paused_ == nullptr)
    throw std::logic_error{"no primary is paused"};
  paused_->resume();
  paused_ = nullptr;
}

void postgres_pair::promote() {
  // It has the primary's setting, by which its first commit would wait for a standby of its own.
  // Patroni does the same in its order (synchronous_mode): the one that takes the leader's key
  // promotes with an empty list, and names a standby once one streams; only with
  // synchronous_mode_strict do writes wait until then. It also makes sure that the old primary is
  // no longer one, which a test has to do, or not to do, by itself.
  require_by(other(), "");
  if (other().run_within("postgres", "SELECT pg_promote(true, 60)") != "t\n")
    throw std::runtime_error{"the standby was not promoted"};
  primary_ = 1 - primary_;
}

void postgres_pair::rejoin() {
  auto& gone = other();
  if (paused_ == &gone)
    paused_ = nullptr;
  if (gone.running())
    gone.crash();
  gone.follow(primary());
  require_standby("the server that came back");
}

} // namespace boxoffice::tests

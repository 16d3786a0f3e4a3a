#pragma once

#include "tests/support/processes/postgres_server.hpp"

#include <array>
#include <memory>
#include <string>

namespace boxoffice::tests {

/// A primary and a synchronous standby: what was committed is on both. The test is the one who
/// notices that the primary is gone and makes the standby take over, as Patroni would elsewhere.
class postgres_pair {
public:
  using syncing = postgres_server::syncing;

  /// Both on loopback, or each in a host of a network. Returns once the standby is `sync`.
  explicit postgres_pair(syncing sync = syncing::off, const network_host* first = nullptr,
                         const network_host* second = nullptr);

  /// Makes an empty database and returns a libpq connection string with both servers in it, of
  /// which libpq takes the one that accepts writes. It stays the same whoever is the primary.
  [[nodiscard]] std::string new_database();
  /// Runs SQL on the present primary, in the database that was made last (`postgres` before that),
  /// by its Unix socket. Throws with what psql said if it fails. Returns the rows.
  std::string run(const std::string& sql) const;

  /// SIGKILL to all processes of the primary at once; returns when none is left.
  void kill_primary();
  /// SIGSTOP to all processes of the primary. It may be promoted away from: then there are two.
  void pause_primary();
  void resume_primary(); ///< Whichever was paused, primary or no longer.

  /// The standby becomes the primary, alone; returns once it accepts writes. Nothing is done to the
  /// old one, which may be dead, paused, cut off or alive.
  void promote();
  /// The old primary is killed if it still runs; its data are thrown away and made anew from the
  /// present primary. Returns once it is the synchronous standby.
  void rejoin();

  postgres_server& primary() { return *servers_[primary_]; }
  postgres_server& other() { return *servers_[1 - primary_]; } ///< Standby, or old primary.

private:
  const postgres_server& present() const { return *servers_[primary_]; }
  void require_standby(const std::string& who) const;

  std::array<std::unique_ptr<postgres_server>, 2> servers_;
  std::size_t primary_ = 0;
  postgres_server* paused_ = nullptr;
  unsigned databases_ = 0;
  std::string database_ = "postgres";
};

} // namespace boxoffice::tests

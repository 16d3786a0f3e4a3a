#pragma once

#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/network.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// Debian's PostgreSQL with a data directory of its own, on a Unix socket there and on a free port
/// of loopback, or of a host of a network, which it then runs in. It syncs to the device, or not at
/// all. Where the test is root's, none of its processes outlives it, however it ends.
class postgres_server {
public:
  enum class syncing : bool { off, on };
  struct standby_of {
    const postgres_server& primary;
  };

  explicit postgres_server(syncing sync = syncing::off, const network_host* where = nullptr);
  /// Begins as `follow` does, and syncs as the primary does.
  explicit postgres_server(standby_of what, const network_host* where = nullptr);
  ~postgres_server();

  void start(); ///< After kill() or crash(). Returns once it accepts connections.
  void kill();  ///< SIGQUIT: all processes end at once, nothing is written any more.

  /// Like a machine that dies: SIGKILL to all of its processes, of which none writes on after
  /// another is dead. Returns when none is left.
  void crash();
  void pause();  ///< SIGSTOP to all of its processes; returns when none moves.
  void resume(); ///< SIGCONT
  bool running() const { return server_ != nullptr; }
  pid_t postmaster() const { return server_->pid(); } ///< While it runs.

  /// Throws its data away, if it has any, and starts as a standby with a copy of the primary's.
  void follow(const postgres_server& primary);

  /// Makes an empty database and returns its libpq connection string.
  [[nodiscard]] std::string new_database();
  /// Runs SQL in a database; throws with what psql said if it fails. Returns its rows.
  std::string run(const std::string& connection, const std::string& sql) const;
  /// The same by the Unix socket, which no cut of a network reaches.
  std::string run_within(const std::string& database, const std::string& sql) const;

  std::string address() const;
  std::uint16_t port() const { return port_; }

private:
  postgres_server(bool sync, const network_host* where);
  void let_network_in() const;
  command_line as_postgres(const std::string& program, std::vector<std::string> arguments) const;
  command_line placed(command_line what) const;
  bool accepts_connections() const;
  bool all_still() const;
  std::vector<pid_t> processes() const;
  std::string data() const { return (directory_.path() / "data").string(); }

  temporary_directory directory_;
  const network_host* where_;
  bool sync_;
  std::uint16_t port_;
  unsigned databases_ = 0;
  std::unique_ptr<child_process> server_;
};

} // namespace boxoffice::tests

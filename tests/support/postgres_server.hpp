#pragma once

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_directory.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace boxoffice::tests {

/// Debian's PostgreSQL with a fresh data directory, on a Unix socket there and on a free port of
/// loopback. It syncs to the device, or not at all.
class postgres_server {
public:
  enum class syncing : bool { off, on };

  explicit postgres_server(syncing sync = syncing::off);
  ~postgres_server();

  void start(); ///< After kill(). Returns once it answers.
  void kill();  ///< SIGQUIT: all processes end at once, nothing is written any more.

  /// Makes an empty database and gives its libpq connection string.
  [[nodiscard]] std::string new_database();
  /// Runs SQL in a database; throws with what psql said where it fails. Gives its rows.
  std::string run(const std::string& connection, const std::string& sql) const;

private:
  command_line as_postgres(const std::string& program, std::vector<std::string> arguments) const;

  temporary_directory directory_;
  std::uint16_t port_ = 0;
  bool sync_ = false;
  unsigned databases_ = 0;
  std::unique_ptr<child_process> server_;
};

} // namespace boxoffice::tests

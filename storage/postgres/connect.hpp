// Connections to PostgreSQL.
#pragma once

#include "storage/postgres/open.hpp"

#include <memory>
#include <string>

#include <pqxx/pqxx>

namespace boxoffice::storage {

using postgres_connection = std::unique_ptr<pqxx::connection>;

/// Connects with synchronous_commit on: a commit returns once it is on the device, and on the
/// synchronous standby if there is one. Detects a lost host within seconds. Throws what pqxx
/// throws, without secrets.
[[nodiscard]] postgres_connection connect_to(const postgres_options& options);

/// A message of libpq about a failed connection, without what it quotes of the connection string:
/// if the string is malformed, that may be a part of the password. The address of a server that was
/// looked up stays.
[[nodiscard]] std::string without_secrets(const std::string& connection, std::string message);

/// `unreachable` if the connection is lost, `device` if the server's disk failed or is full, else
/// `io`; `what` is what failed, such as "cannot read
/// rows from".
[[nodiscard]] storage_error postgres_error(const std::string& what, const std::exception& why);

/// Records whether the server sent a notice. One notice says that a commit stopped waiting for its
/// standby: it is reported as done and may be lost with the primary.
class notices final : public pqxx::errorhandler {
public:
  explicit notices(pqxx::connection_base& of) : pqxx::errorhandler{of} {}
  bool operator()(const char*) noexcept override {
    any_ = true;
    return true;
  }
  [[nodiscard]] bool any() const { return any_; }

private:
  bool any_ = false;
};

/// Commits once more. The WAL of a primary is totally ordered: if this commit is on the standby,
/// all earlier ones are. Throws if that is not certain.
void commit_barrier(pqxx::connection& on);

/// Returns what `work` on the connection returns. If a commit in it did not wait for its standby,
/// it is confirmed by a commit_barrier() first. Throws what pqxx throws.
template <class Work>
auto confirmed(pqxx::connection& on, Work work) {
  notices seen{on};
  auto outcome = work(on);
  if (seen.any())
    commit_barrier(on);
  return outcome;
}

} // namespace boxoffice::storage

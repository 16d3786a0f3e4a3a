// How every part of boxoffice connects to PostgreSQL.
#pragma once

#include "storage/postgres/open.hpp"

#include <memory>
#include <string>

#include <pqxx/pqxx>

namespace boxoffice::storage {

using postgres_connection = std::unique_ptr<pqxx::connection>;

/// A session whose commits are on the device, and on a synchronous standby where there is one,
/// before they are known, whatever the server's defaults are. A host that is gone is noticed within
/// seconds, not when TCP gives up. Throws what pqxx throws.
[[nodiscard]] postgres_connection connect_to(const postgres_options& options);

/// `unreachable` where the connection went, else `io`.
[[nodiscard]] storage_error postgres_error(const std::string& doing, const std::exception& why);

/// Hears whether the server remarked on what it did. One remark is that a commit stopped waiting
/// for its standby: it is reported as done and may be lost with the primary.
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

/// Commits once more. The log of a primary is one order, so that what was committed before is on
/// the standby when this is. Throws where that cannot be told.
void commit_barrier(pqxx::connection& on);

} // namespace boxoffice::storage

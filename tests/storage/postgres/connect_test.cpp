// What errors say about a connection string that has a password.
#include "storage/postgres/connect.hpp"

#include <doctest/doctest.h>

namespace boxoffice::storage::tests {

namespace {

/// The error of libpq itself; no server is asked.
std::string open_error(const std::string& connection) {
  auto opened = open_postgres_log_for_reading({connection, "node"});
  REQUIRE_FALSE(opened.has_value());
  return opened.error().detail;
}

} // namespace

TEST_CASE("postgres: an error about a malformed connection string quotes nothing of it") {
  for (const auto* connection :
       {"host=127.0.0.1 password=a geheim", "host=127.0.0.1 password=ge\"heim x\"geheim",
        "password=x geheim=1", "password='geheim", "host=127.0.0.1 port=geheim",
        "host=127.0.0.1 sslmode=geheim", "postgresql://u:geheim@[::1/db",
        "postgresql://u:geheim%zz@h/db", "postgresql://u:geheim@127.0.0.1:port/db",
        "postgresql://u:p@127.0.0.1/db?geheim=1", "postgresql://u:x/geheim@127.0.0.1:1/db",
        "postgresql://u:x@geheim.invalid@127.0.0.1:1/db", "postgres://u:1?geheim@127.0.0.1:1/db"}) {
    CAPTURE(connection);
    auto error = open_error(connection);
    CHECK_MESSAGE(error.find("geheim") == std::string::npos, error);
    CHECK(error.find("PostgreSQL: ") != std::string::npos);
  }
}

TEST_CASE("postgres: an error of a server or of a look-up keeps the address") {
  CHECK(open_error("host=127.0.0.1 port=1 user=u password=geheim").find("\"127.0.0.1\"") !=
        std::string::npos);
  CHECK(open_error("postgresql://u:geheim@127.0.0.1:1/db").find("\"127.0.0.1\"") !=
        std::string::npos);
  const std::string lookup = "could not translate host name \"db.invalid\" to address: unknown";
  CHECK(without_secrets("host=db.invalid", lookup) == lookup);
  CHECK(without_secrets("postgresql://u:p@db.invalid/db", lookup) == lookup);
  CHECK(without_secrets("postgresql://u:p@x@db.invalid/db", lookup) ==
        "could not translate host name (hidden) to address: unknown");
}

} // namespace boxoffice::storage::tests

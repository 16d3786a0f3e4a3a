#include "storage/postgres/connect.hpp"

#include <algorithm>
#include <array>

namespace boxoffice::storage {

namespace {

/// A parameter of libpq with our default.
struct parameter {
  const char* name;
  const char* value;
};

// They detect a host that is cut off, which sends no FIN. In seconds; tcp_user_timeout, the longest
// time that sent data may stay unacknowledged, in milliseconds.
constexpr std::array defaults{parameter{"connect_timeout", "2"}, parameter{"keepalives_idle", "1"},
                              parameter{"keepalives_interval", "1"},
                              parameter{"keepalives_count", "3"},
                              parameter{"tcp_user_timeout", "4000"}};

bool is_uri(const std::string& connection) {
  return connection.starts_with("postgresql://") || connection.starts_with("postgres://");
}

/// The connection string with our defaults. Of a repeated parameter libpq takes the last.
std::string with_defaults(const std::string& connection) {
  if (is_uri(connection)) {
    auto out = connection;
    for (const auto& each : defaults)
      if (connection.find(std::string{each.name} + '=') == std::string::npos)
        out.append(out.find('?') == std::string::npos ? "?" : "&")
            .append(each.name)
            .append("=")
            .append(each.value);
    return out;
  }
  std::string out;
  for (const auto& each : defaults)
    out.append(each.name).append("=").append(each.value).append(" ");
  return out + connection;
}

/// libpq's messages have one line for each host and hint.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// Whether a URI has its only `@` in front of the host. Otherwise an `@` or `/` of the password may
/// not be percent-encoded, and libpq takes a part of the password for the host or the port.
bool has_clear_authority(const std::string& uri) {
  auto authority = uri.find("://") + 3;
  auto end = uri.find_first_of("/?", authority);
  auto last = uri.rfind('@');
  return last == std::string::npos || (last < end && uri.find('@') == last);
}

/// Whether a message of libpq quotes a host at most.
bool quotes_host_only(const std::string& connection, std::string_view message) {
  auto has_addressed = message.starts_with("connection to server ") ||
                       message.starts_with("could not translate host name ");
  return has_addressed && (!is_uri(connection) || has_clear_authority(connection));
}

postgres_connection connected(const postgres_options& options) {
  try {
    return std::make_unique<pqxx::connection>(with_defaults(options.connection));
  } catch (const pqxx::broken_connection& failed) {
    throw pqxx::broken_connection{without_secrets(options.connection, failed.what())};
  }
}

} // namespace

std::string without_secrets(const std::string& connection, std::string message) {
  auto begin = message.find('"');
  if (begin == std::string::npos || quotes_host_only(connection, message))
    return message;
  auto end = message.rfind('"') + 1; // A quoted part may have quotes itself.
  return message.replace(begin, end - begin, "(hidden)");
}

postgres_connection connect_to(const postgres_options& options) {
  auto made = connected(options);
  // A session that reconnects by itself would continue without its lock. Deprecated because libpqxx
  // 7 no longer reconnects.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  made->inhibit_reactivation(true);
#pragma GCC diagnostic pop
  made->set_variable("synchronous_commit", "on");
  // Functions lock, then read: each statement must see what the lock waited for.
  made->set_variable("default_transaction_isolation", "'read committed'");
  // A commit that a time-out interrupts while it waits for its standby counts as done.
  made->set_variable("statement_timeout", "0");
  made->set_variable("application_name", "'boxoffice " + made->esc(options.node) + "'");
  return made;
}

storage_error postgres_error(const std::string& what, const std::exception& why) {
  auto gone = dynamic_cast<const pqxx::broken_connection*>(&why) != nullptr;
  const auto* refused = dynamic_cast<const pqxx::sql_error*>(&why);
  // 53100: disk_full, 58030: io_error.
  auto of_device =
      refused != nullptr && (refused->sqlstate() == "53100" || refused->sqlstate() == "58030");
  return {gone        ? storage_error::kind::unreachable
          : of_device ? storage_error::kind::device
                      : storage_error::kind::io,
          what + " PostgreSQL: " + one_line(why.what())};
}

void commit_barrier(pqxx::connection& on) {
  notices heard{on};
  pqxx::nontransaction{on}.exec("UPDATE schema_version SET version = version");
  if (heard.any())
    throw pqxx::broken_connection{"a commit did not wait for its standby"};
}

} // namespace boxoffice::storage

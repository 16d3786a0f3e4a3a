#include "tests/support/postgres_server.hpp"

#include "tests/support/eventually.hpp"
#include "tests/support/free_ports.hpp"

#include <csignal>
#include <stdexcept>

#include <pwd.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

constexpr auto patience = std::chrono::seconds{60};
const std::string programs = "/usr/lib/postgresql/15/bin/";

void need(const command_result& done, const std::string& what) {
  if (done.status != exit_status{0, 0})
    throw std::runtime_error{what + ": " + done.output + done.errors};
}

} // namespace

postgres_server::postgres_server(syncing sync) : sync_{sync == syncing::on} {
  // It refuses to be run by root.
  if (::geteuid() == 0) {
    const auto* user = ::getpwnam("postgres");
    if (user == nullptr || ::chown(directory_.path().c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error{"there is no user postgres"};
  }
  need(
      run_command(as_postgres("initdb", {"--pgdata", (directory_.path() / "data").string(),
                                         "--username", "boxoffice", "--auth", "trust", "--encoding",
                                         "UTF8", "--locale", "C.UTF-8", "--no-sync"}),
                  patience),
      "initdb");
  port_ = free_ports(1).front();
  start();
}

postgres_server::~postgres_server() {
  if (server_)
    kill();
}

void postgres_server::start() {
  server_ = std::make_unique<child_process>(
      as_postgres("postgres", {"-D", (directory_.path() / "data").string(), "-p",
                               std::to_string(port_), "-c", "listen_addresses=127.0.0.1", "-c",
                               "unix_socket_directories=" + directory_.path().string(), "-c",
                               std::string{"fsync="} + (sync_ ? "on" : "off")}));
  if (!eventually(patience, [&] {
        return run_command(as_postgres("pg_isready",
                                       {"-q", "-h", "127.0.0.1", "-p", std::to_string(port_)}),
                           patience)
                   .status == exit_status{0, 0};
      }))
    throw std::runtime_error{"PostgreSQL did not start: " + server_->errors()};
}

void postgres_server::kill() {
  server_->send_signal(SIGQUIT);
  if (!server_->wait_for_end(patience))
    throw std::runtime_error{"PostgreSQL did not end"};
  server_.reset();
}

std::string postgres_server::new_database() {
  const auto name = "test_" + std::to_string(++databases_);
  const auto base = "host=127.0.0.1 user=boxoffice port=" + std::to_string(port_) + " dbname=";
  run(base + "postgres", "CREATE DATABASE " + name);
  return base + name;
}

std::string postgres_server::run(const std::string& connection, const std::string& sql) const {
  auto done = run_command({programs + "psql",
                           {"--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set",
                            "ON_ERROR_STOP=1", "--dbname", connection, "--command", sql},
                           {}},
                          patience);
  need(done, sql);
  return done.output;
}

command_line postgres_server::as_postgres(const std::string& program,
                                          std::vector<std::string> arguments) const {
  if (::geteuid() != 0)
    return {programs + program, std::move(arguments), {}};
  arguments.insert(arguments.begin(), {"--reuid", "postgres", "--regid", "postgres",
                                       "--init-groups", programs + program});
  return {"/usr/bin/setpriv", std::move(arguments), {}};
}

} // namespace boxoffice::tests

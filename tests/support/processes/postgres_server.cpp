#include "tests/support/processes/postgres_server.hpp"

#include "tests/support/eventually.hpp"
#include "tests/support/processes/free_ports.hpp"
#include "tests/support/processes/process_table.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include <pwd.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

const std::string programs = "/usr/lib/postgresql/15/bin/";

void need(const command_result& done, const std::string& what) {
  if (done.status != exit_status{0, 0})
    throw std::runtime_error{what + ": " + done.output + done.errors};
}

bool is_root() { return ::geteuid() == 0; }

command_line behind(const std::string& program, std::vector<std::string> arguments,
                    command_line what) {
  arguments.push_back(what.program.string());
  arguments.insert(arguments.end(), what.arguments.begin(), what.arguments.end());
  what.program = program;
  what.arguments = std::move(arguments);
  return what;
}

/// What the kernel takes away with the last of the server's processes: those that a dead
/// postmaster leaves behind, and its piece of System V shared memory.
command_line caged(command_line what) {
  if (!is_root())
    return what;
  what.own_pids = true;
  return behind("/usr/bin/unshare", {"--ipc"}, std::move(what));
}

} // namespace

// A host of a network has no ports in use, so that any will do.
postgres_server::postgres_server(bool sync, const network_host* where)
    : where_{where}, sync_{sync}, port_{free_ports(1).front()} {
  if (!is_root())
    return;
  // It refuses to be run by root.
  const auto* user = ::getpwnam("postgres");
  if (user == nullptr || ::chown(directory_.path().c_str(), user->pw_uid, user->pw_gid) != 0)
    throw std::runtime_error{"there is no user postgres"};
}

postgres_server::postgres_server(syncing sync, const network_host* where)
    : postgres_server{sync == syncing::on, where} {
  need(run_command(
           as_postgres("initdb", {"--pgdata", data(), "--username", "boxoffice", "--auth", "trust",
                                  "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"}),
           patience),
       "initdb");
  let_network_in();
  start();
}

postgres_server::postgres_server(standby_of what, const network_host* where)
    : postgres_server{what.primary.sync_, where} {
  follow(what.primary);
}

postgres_server::~postgres_server() {
  if (!server_)
    return;
  resume(); // What is stopped does not hear SIGQUIT.
  kill();
}

/// A standby has this file from its primary.
void postgres_server::let_network_in() const {
  std::ofstream access{data() + "/pg_hba.conf", std::ios::app};
  access << "host all all " << network_range << " trust\n"
         << "host replication all " << network_range << " trust\n";
  if (!access.flush())
    throw std::runtime_error{"cannot write " + data() + "/pg_hba.conf"};
}

void postgres_server::start() {
  std::vector<std::string> arguments{"-D", data(), "-p", std::to_string(port_)};
  for (const auto& setting :
       {"listen_addresses=" + address(), "unix_socket_directories=" + directory_.path().string(),
        std::string{"fsync="} + (sync_ ? "on" : "off"), std::string{"synchronous_commit=on"},
        // What a standby that was away for a moment still has to fetch.
        std::string{"wal_keep_size=256MB"},
        // In files of the data directory: /dev/shm would keep it after a crash.
        std::string{"dynamic_shared_memory_type=mmap"}})
    arguments.insert(arguments.end(), {"-c", setting});
  server_ =
      std::make_unique<child_process>(placed(caged(as_postgres("postgres", std::move(arguments)))));
  if (!eventually(patience, [&] { return !server_->running() || accepts_connections(); }) ||
      !server_->running())
    throw std::runtime_error{"PostgreSQL did not start: " + server_->errors()};
}

bool postgres_server::accepts_connections() const {
  return run_command({programs + "pg_isready",
                      {"-q", "-h", directory_.path().string(), "-p", std::to_string(port_)},
                      {}},
                     patience)
             .status == exit_status{0, 0};
}

void postgres_server::kill() {
  server_->send_signal(SIGQUIT);
  if (!server_->wait_for_end(patience))
    throw std::runtime_error{"PostgreSQL did not end"};
  server_.reset();
}

void postgres_server::crash() {
  pause(); // So that all of them are known, and none can answer a client that the others are dead.
  const auto all = processes();
  for (const auto process : all)
    ::kill(process, SIGKILL);
  if (!server_->wait_for_end(patience) ||
      !eventually(patience, [&] { return std::ranges::all_of(all, is_gone); }))
    throw std::runtime_error{"PostgreSQL is still there after SIGKILL"};
  server_.reset();
}

void postgres_server::pause() {
  // The postmaster is the first: once it is stopped it forks no more children.
  const bool done = eventually(patience, [&] {
    for (const auto process : processes())
      if (!is_still(process))
        ::kill(process, SIGSTOP);
    return all_still();
  });
  if (!done)
    throw std::runtime_error{"PostgreSQL does not stand still"};
}

bool postgres_server::all_still() const {
  return is_still(server_->pid()) && std::ranges::all_of(processes(), is_still);
}

void postgres_server::resume() {
  for (const auto process : processes())
    ::kill(process, SIGCONT);
}

/// The postmaster, then all others: each is a child of it.
std::vector<pid_t> postgres_server::processes() const {
  auto all = children_of(server_->pid());
  all.insert(all.begin(), server_->pid());
  return all;
}

void postgres_server::follow(const postgres_server& primary) {
  std::filesystem::remove_all(data());
  need(run_command(placed(as_postgres("pg_basebackup",
                                      {"--pgdata", data(), "--host", primary.address(), "--port",
                                       std::to_string(primary.port_), "--username", "boxoffice",
                                       "--checkpoint=fast", "--wal-method=stream", "--no-sync",
                                       "--write-recovery-conf", "--no-password"})),
                   patience),
       "pg_basebackup");
  start();
}

std::string postgres_server::new_database() {
  const auto name = "test_" + std::to_string(++databases_);
  run_within("postgres", "CREATE DATABASE " + name);
  return "host=" + address() + " user=boxoffice port=" + std::to_string(port_) + " dbname=" + name;
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

std::string postgres_server::run_within(const std::string& database, const std::string& sql) const {
  return run("host=" + directory_.path().string() +
                 " user=boxoffice port=" + std::to_string(port_) + " dbname=" + database,
             sql);
}

std::string postgres_server::address() const {
  return where_ != nullptr ? where_->address() : "127.0.0.1";
}

command_line postgres_server::as_postgres(const std::string& program,
                                          std::vector<std::string> arguments) const {
  command_line what{programs + program, std::move(arguments), {}};
  if (!is_root())
    return what;
  // With the change of user the kernel forgets the signal that the parent's death is to send.
  return behind(
      "/usr/bin/setpriv",
      {"--reuid", "postgres", "--regid", "postgres", "--init-groups", "--pdeathsig", "KILL"},
      std::move(what));
}

command_line postgres_server::placed(command_line what) const {
  return where_ != nullptr ? inside(*where_, std::move(what)) : what;
}

} // namespace boxoffice::tests

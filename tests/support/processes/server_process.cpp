#include "tests/support/processes/server_process.hpp"

#include <csignal>
#include <stdexcept>

#include <sys/wait.h>

namespace boxoffice::tests {

namespace {

constexpr std::string_view ready_line = "listening on ";

std::string address_in(const std::string& line) {
  const auto scheme = line.find("://");
  const auto begin = scheme == std::string::npos ? ready_line.size() : scheme + 3;
  return line.substr(begin, line.rfind(':') - begin);
}

std::string listen_of(const server_options& options) {
  if (!options.listen.empty())
    return options.listen;
  return (options.where != nullptr ? options.where->address() : "127.0.0.1") + ":0";
}

std::uint16_t port_in(const std::string& line) {
  const auto colon = line.rfind(':');
  const auto port = std::stoul(line.substr(colon + 1));
  if (port == 0 || port > 65535)
    throw std::runtime_error{"no port in: " + line};
  return static_cast<std::uint16_t>(port);
}

} // namespace

command_line serve_command(const server_options& options) {
  command_line what;
  what.program = options.binary;
  what.arguments = {"serve", "--data-dir", options.data_dir, "--listen", listen_of(options)};
  for (const auto& [key, value] : options.set) {
    what.arguments.emplace_back("--set");
    what.arguments.push_back(key + "=" + value);
  }
  what.arguments.insert(what.arguments.end(), options.arguments.begin(), options.arguments.end());
  what.environment = options.environment;
  if (options.with_operator_token)
    what.environment.emplace("BOXOFFICE_ADMIN_TOKEN", operator_token);
  return options.where != nullptr ? inside(*options.where, std::move(what)) : what;
}

server_process::server_process(const server_options& options)
    : server_process{options, not_ready_yet{}} {
  wait_until_ready();
}

server_process::server_process(const server_options& options, not_ready_yet)
    : started_{std::chrono::steady_clock::now()},
      child_{serve_command(options)},
      named_{options.binary.string()},
      ready_within_{options.ready_within} {}

void server_process::wait_until_ready() {
  const auto line = child_.wait_for_line(ready_line, ready_within_);
  time_to_ready_ =
      std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
  if (!line)
    throw std::runtime_error{named_ + " did not get ready; stdout: " + child_.output() +
                             " stderr: " + child_.errors()};
  address_ = address_in(*line);
  port_ = port_in(*line);
}

void server_process::kill() {
  child_.send_signal(SIGKILL);
  if (!child_.wait_for_end(std::chrono::seconds{10}))
    throw std::runtime_error{"the server is still there 10 s after SIGKILL"};
}

exit_status server_process::terminate(std::chrono::milliseconds deadline) {
  ask_to_end();
  const auto status = child_.wait_for_end(deadline);
  if (!status)
    throw std::runtime_error{"the server did not end after SIGTERM; stderr: " + child_.errors()};
  return *status;
}

void server_process::stop() {
  child_.send_signal(SIGSTOP);
  siginfo_t stopped{}; // The last of its threads may run a moment longer.
  if (::waitid(P_PID, static_cast<id_t>(child_.pid()), &stopped, WSTOPPED | WNOWAIT) != 0)
    throw std::runtime_error{"the server cannot be stopped"};
}

void server_process::go_on() { child_.send_signal(SIGCONT); }

void server_process::ask_to_end() { child_.send_signal(SIGTERM); }

std::optional<exit_status> server_process::wait_for_end(std::chrono::milliseconds deadline) {
  return child_.wait_for_end(deadline);
}

} // namespace boxoffice::tests

#pragma once

#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/network.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// Every server of the tests has this operator token, unless it is to make its own.
inline constexpr const char* operator_token = "operator-token-of-the-tests";

/// Key and value of each `--set`. A map, so that a test replaces a default instead of saying a
/// key twice.
using settings = std::map<std::string, std::string>;

struct server_options {
  std::filesystem::path binary;
  std::filesystem::path data_dir;
  settings set;
  std::vector<std::string> arguments; ///< Further ones, after the settings.
  std::map<std::string, std::string> environment;
  bool with_operator_token = true; ///< False: BOXOFFICE_ADMIN_TOKEN is not in its environment.
  std::chrono::milliseconds ready_within{20'000};
  const network_host* where = nullptr; ///< It runs in there; none: in the test's own network.
  std::string listen;                  ///< HOST:PORT; empty: a free port of `where` or loopback.
};

/// `BINARY serve --data-dir DIR --listen 127.0.0.1:0 --set …`, as `server_process` runs it, in the
/// network of `where`.
command_line serve_command(const server_options& options);

/// A running server on a free port, of loopback unless the options say otherwise. The constructor
/// returns once it said `listening on`, or throws with what it said on stderr.
class server_process {
public:
  /// For servers that start together: the constructor returns at once.
  struct not_ready_yet {};

  explicit server_process(const server_options& options);
  server_process(const server_options& options, not_ready_yet);
  /// Of one that was made `not_ready_yet`; as the constructor without it.
  void wait_until_ready();

  std::uint16_t port() const { return port_; }
  const std::string& address() const { return address_; } ///< IPv4, where it listens.
  std::chrono::milliseconds time_to_ready() const { return time_to_ready_; }
  bool running() { return child_.running(); }
  pid_t pid() const { return child_.pid(); }

  /// SIGKILL; returns when the process is gone.
  void kill();
  /// SIGTERM; throws when the process is still there after `deadline`.
  exit_status terminate(std::chrono::milliseconds deadline = std::chrono::seconds{15});
  void ask_to_end(); ///< SIGTERM only.
  void send_signal(int number) { child_.send_signal(number); }
  void stop(); ///< SIGSTOP; when it returns nothing runs there until go_on().
  void go_on();
  std::optional<exit_status> wait_for_end(std::chrono::milliseconds deadline);

  /// Whether the server's log has this text within a minute.
  bool reports(std::string_view text) { return child_.reports(text); }
  std::string output() const { return child_.output(); }
  std::string errors() const { return child_.errors(); }

private:
  std::chrono::steady_clock::time_point started_;
  child_process child_;
  std::string named_; ///< for errors
  std::chrono::milliseconds ready_within_;
  std::string address_;
  std::uint16_t port_ = 0;
  std::chrono::milliseconds time_to_ready_{};
};

} // namespace boxoffice::tests

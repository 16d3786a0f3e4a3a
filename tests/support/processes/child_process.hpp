#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace boxoffice::tests {

struct command_line {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  /// Added to our own environment, of which every BOXOFFICE_ variable is left out.
  std::map<std::string, std::string> environment;
  /// It is process 1 of its own namespace of process ids: when it ends, the kernel kills all that
  /// it started, and its end is reported once they are gone. Needs root.
  bool own_pids = false;
};

/// How a process ended: with a code, or by a signal (then `code` is -1).
struct exit_status {
  int code = -1;
  int signal = 0;
  bool operator==(const exit_status&) const = default;
};

/// One child, started at construction; killed and reaped at the latest at destruction. It dies
/// with the thread that started it too (parent-death signal), so start it where you keep it.
/// Its output is read all the time by a thread, so that the child never blocks on a full pipe.
/// Not thread-safe, but for `output` and `errors`.
class child_process {
public:
  explicit child_process(const command_line& what);
  ~child_process();
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  pid_t pid() const { return pid_; } ///< As this process sees it.
  bool running();
  void send_signal(int number);

  /// Empty when the child is still running at the deadline.
  std::optional<exit_status> wait_for_end(std::chrono::milliseconds deadline);

  /// The first whole line on stdout that starts so; empty at the deadline or the end of output.
  std::optional<std::string> wait_for_line(std::string_view start,
                                           std::chrono::milliseconds deadline);

  /// Whether stderr has this text, now or before `deadline` or its end. What a process has written
  /// arrives here later, so a text that must be there is waited for.
  bool reports(std::string_view text,
               std::chrono::milliseconds deadline = std::chrono::seconds{60});

  std::string output() const; ///< All of stdout up to now; after the end, all there was.
  std::string errors() const; ///< As output(), of stderr.

private:
  void drain(int output, int errors);

  pid_t pid_ = -1;
  int pidfd_ = -1;
  std::optional<exit_status> ended_;
  mutable std::mutex mutex_;
  std::condition_variable heard_;
  std::string output_;
  std::string errors_;
  bool silent_ = false; ///< Both pipes have been closed by the child.
  std::thread reader_;
};

/// What a command that ends by itself said and how it ended. Throws when it does not in time.
struct command_result {
  exit_status status;
  std::string output;
  std::string errors;
};
command_result run_command(const command_line& what, std::chrono::milliseconds deadline);

} // namespace boxoffice::tests

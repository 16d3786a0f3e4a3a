#include "tests/support/processes/child_process.hpp"

#include "tests/support/fail.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

std::vector<std::string> environment_for(const command_line& what) {
  std::vector<std::string> all;
  for (char** entry = ::environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const auto name = text.substr(0, text.find('='));
    if (name.rfind("BOXOFFICE_", 0) != 0 && what.environment.count(name) == 0)
      all.push_back(text);
  }
  for (const auto& [name, value] : what.environment)
    all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (auto& text : texts)
    result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

struct pipe_ends {
  int read = -1;
  int write = -1;
};

pipe_ends make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    fail("pipe2");
  return {ends[0], ends[1]};
}

/// Between fork and exec: async-signal-safe calls only, since other threads may hold any lock.
[[noreturn]] void become(const char* program, char** arguments, char** environment, int output,
                         int errors) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::close_range(3, ~0U, 0); // Boost.Asio's sockets are not close-on-exec.
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execve(program, arguments, environment);
  constexpr std::string_view message = "cannot execute the program\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(127);
}

/// fork, with the child as process 1 of a namespace. unshare changes where the next child of this
/// thread goes, and setns takes that back.
pid_t fork_with_own_pids() {
  const int ours = ::open("/proc/thread-self/ns/pid", O_RDONLY | O_CLOEXEC);
  if (ours < 0)
    fail("/proc/thread-self/ns/pid");
  if (::unshare(CLONE_NEWPID) != 0) {
    ::close(ours);
    fail("this test needs a namespace of process ids (run it as root)");
  }
  const auto child = ::fork();
  if (child == 0)
    return child;
  const int error = errno;
  const bool back = ::setns(ours, CLONE_NEWPID) == 0;
  ::close(ours);
  if (!back)
    fail("setns");
  errno = error;
  return child;
}

} // namespace

child_process::child_process(const command_line& what) {
  auto arguments = what.arguments;
  arguments.insert(arguments.begin(), what.program.string());
  auto environment = environment_for(what);
  auto argument_pointers = pointers(arguments);
  auto environment_pointers = pointers(environment);
  const auto output = make_pipe();
  const auto errors = make_pipe();
  pid_ = what.own_pids ? fork_with_own_pids() : ::fork();
  if (pid_ < 0)
    fail("fork");
  if (pid_ == 0)
    become(what.program.c_str(), argument_pointers.data(), environment_pointers.data(),
           output.write, errors.write);
  ::close(output.write);
  ::close(errors.write);
  // By its number: sys/pidfd.h of glibc 2.36 declares the wrapper without C linkage.
  pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  reader_ = std::thread{[this, output, errors] { drain(output.read, errors.read); }};
  if (pidfd_ < 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    reader_.join();
    fail("pidfd_open");
  }
}

child_process::~child_process() {
  send_signal(SIGKILL);
  wait_for_end(std::chrono::hours{1}); // SIGKILL cannot be refused, so this ends at once.
  reader_.join();
  ::close(pidfd_);
}

bool child_process::running() { return !wait_for_end(std::chrono::milliseconds{0}); }

void child_process::send_signal(int number) {
  if (!ended_)
    ::kill(pid_, number);
}

std::optional<exit_status> child_process::wait_for_end(std::chrono::milliseconds deadline) {
  if (ended_)
    return ended_;
  const auto end = std::chrono::steady_clock::now() + deadline;
  pollfd watched{pidfd_, POLLIN, 0};
  int ready = 0;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(end - std::chrono::steady_clock::now(), std::chrono::steady_clock::duration{0}));
    ready = ::poll(&watched, 1, static_cast<int>(left.count()));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0)
    return std::nullopt;
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_)
    fail("waitpid");
  ended_ =
      WIFEXITED(status) ? exit_status{WEXITSTATUS(status), 0} : exit_status{-1, WTERMSIG(status)};
  std::unique_lock lock{mutex_};
  heard_.wait_for(lock, std::chrono::seconds{60}, [this] { return silent_; });
  return ended_;
}

std::optional<std::string> child_process::wait_for_line(std::string_view start,
                                                        std::chrono::milliseconds deadline) {
  const auto find = [&]() -> std::optional<std::string> {
    for (std::size_t from = 0; from < output_.size();) {
      const auto end = output_.find('\n', from);
      if (end == std::string::npos)
        return std::nullopt;
      if (output_.compare(from, start.size(), start) == 0)
        return output_.substr(from, end - from);
      from = end + 1;
    }
    return std::nullopt;
  };
  std::unique_lock lock{mutex_};
  heard_.wait_for(lock, deadline, [&] { return silent_ || find(); });
  return find();
}

bool child_process::reports(std::string_view text, std::chrono::milliseconds deadline) {
  const auto found = [&] { return errors_.find(text) != std::string::npos; };
  std::unique_lock lock{mutex_};
  heard_.wait_for(lock, deadline, [&] { return silent_ || found(); });
  return found();
}

std::string child_process::output() const {
  const std::lock_guard lock{mutex_};
  return output_;
}

std::string child_process::errors() const {
  const std::lock_guard lock{mutex_};
  return errors_;
}

void child_process::drain(int output, int errors) {
  std::array<pollfd, 2> watched{{{output, POLLIN, 0}, {errors, POLLIN, 0}}};
  const auto open = [&] { return watched[0].fd >= 0 || watched[1].fd >= 0; };
  while (open()) {
    if (::poll(watched.data(), watched.size(), -1) < 0)
      continue;
    for (std::size_t i = 0; i < watched.size(); ++i) {
      if (watched[i].revents == 0)
        continue;
      std::array<char, 4096> chunk{};
      const auto count = ::read(watched[i].fd, chunk.data(), chunk.size());
      if (count < 0 && errno == EINTR)
        continue;
      if (count <= 0) {
        ::close(watched[i].fd);
        watched[i].fd = -1; // poll leaves out negative descriptors.
        continue;
      }
      const std::lock_guard lock{mutex_};
      (i == 0 ? output_ : errors_).append(chunk.data(), static_cast<std::size_t>(count));
      heard_.notify_all();
    }
  }
  const std::lock_guard lock{mutex_};
  silent_ = true;
  heard_.notify_all();
}

command_result run_command(const command_line& what, std::chrono::milliseconds deadline) {
  child_process child{what};
  const auto status = child.wait_for_end(deadline);
  if (!status)
    throw std::runtime_error{what.program.string() + " did not end by itself; stdout: " +
                             child.output() + " stderr: " + child.errors()};
  return {*status, child.output(), child.errors()};
}

} // namespace boxoffice::tests

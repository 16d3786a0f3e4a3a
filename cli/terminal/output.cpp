#include "cli/terminal/output.hpp"

#include "cli/command.hpp"

#include <cerrno>
#include <cstring>

namespace boxoffice::cli {

namespace {

constexpr std::size_t piece = 64 * 1024;

} // namespace

bool output::print(std::string_view text) {
  waiting_ += text;
  if (waiting_.size() >= piece)
    flush();
  return error_ == 0;
}

int output::finish() {
  flush();
  if (error_ == 0)
    return exit_done;
  if (error_ == EPIPE)
    return exit_failed;
  return failed(std::string{"cannot write the output: "} + std::strerror(error_));
}

void output::flush() {
  std::string_view left = waiting_;
  while (error_ == 0 && !left.empty()) {
    auto written = ::write(file_, left.data(), left.size());
    if (written >= 0)
      left.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      error_ = errno;
  }
  waiting_.clear();
}

int print_text(std::string_view text) {
  output out;
  out.print(text);
  return out.finish();
}

} // namespace boxoffice::cli

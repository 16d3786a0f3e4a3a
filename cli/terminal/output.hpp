// Standard output whose write errors are reported, for example on a full disk.
#pragma once

#include <string>
#include <string_view>

#include <unistd.h>

namespace boxoffice::cli {

/// Buffers text and writes it in large pieces. SIGPIPE must be ignored.
class output {
public:
  explicit output(int file = STDOUT_FILENO) : file_{file} {}

  /// Returns false once a write has failed; further output is dropped.
  bool print(std::string_view text);

  /// Writes the rest. Returns the exit status: 0, or 1 if a write failed. The error is printed on
  /// stderr, except for a closed pipe.
  [[nodiscard]] int finish();

private:
  void flush();

  int file_;
  int error_ = 0; ///< errno of the first failed write
  std::string waiting_;
};

/// Writes the text to standard output. Returns the exit status, as output::finish().
[[nodiscard]] int print_text(std::string_view text);

} // namespace boxoffice::cli

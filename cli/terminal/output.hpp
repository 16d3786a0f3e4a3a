// Standard output that tells where it cannot be written, as on a full disk.
#pragma once

#include <string>
#include <string_view>

#include <unistd.h>

namespace boxoffice::cli {

/// Gathers text and writes it in large pieces. SIGPIPE must be ignored.
class output {
public:
  explicit output(int file = STDOUT_FILENO) : file_{file} {}

  /// False once something could not be written: nothing more can be, so stop.
  bool print(std::string_view text);

  /// Writes what is left. Returns the exit status: 0, or 1 where not all was written; that is told
  /// on stderr, unless the reader had simply gone.
  [[nodiscard]] int finish();

private:
  void flush();

  int file_;
  int error_ = 0; ///< errno of the first write that failed
  std::string waiting_;
};

} // namespace boxoffice::cli

// The commands on a data directory, run as an operator would.
#pragma once

#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/child_process.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

/// `boxoffice ARGUMENTS --data-dir DIR`.
inline command_result run_on(const std::filesystem::path& data_dir,
                             std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--data-dir", data_dir.string()});
  return run_command({server_binary(), std::move(arguments), {}}, std::chrono::seconds{120});
}

/// What it printed; it must end with 0 and say nothing on stderr.
inline std::string printed_by(const std::filesystem::path& data_dir,
                              std::vector<std::string> arguments) {
  auto ended = run_on(data_dir, std::move(arguments));
  REQUIRE_MESSAGE((ended.status == exit_status{0, 0}), ended.errors);
  CHECK(ended.errors == "");
  return ended.output;
}

/// Checks that it ended with this code, printed nothing and said `why` on stderr.
inline void check_refused(const std::filesystem::path& data_dir, std::vector<std::string> arguments,
                          int code, const std::string& why) {
  auto ended = run_on(data_dir, std::move(arguments));
  CHECK_MESSAGE((ended.status == exit_status{code, 0}), why);
  CHECK(ended.output == "");
  CHECK_MESSAGE(ended.errors.find(why) != std::string::npos, ended.errors);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    auto end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

} // namespace boxoffice::tests

#pragma once

#include "tests/support/processes/temporary_directory.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace boxoffice::tests {

/// A program in `place` that runs `program` under a limit of the shell, such as "ulimit -n 300".
inline std::filesystem::path limited_program(const temporary_directory& place,
                                             const std::filesystem::path& program,
                                             const std::string& limit) {
  const auto script = place.path() / "limited-program";
  std::ofstream{script} << "#!/bin/sh\n" << limit << "\nexec '" << program.string() << "' \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  return script;
}

/// Raises this process's limit of open files to the most that it may have.
void allow_many_files();

} // namespace boxoffice::tests

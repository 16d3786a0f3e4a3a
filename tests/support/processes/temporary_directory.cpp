#include "tests/support/processes/temporary_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace boxoffice::tests {

temporary_directory::temporary_directory() {
  std::string pattern = std::filesystem::temp_directory_path() / "boxoffice-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr)
    throw std::system_error{errno, std::generic_category(), "mkdtemp " + pattern};
  path_ = pattern;
}

temporary_directory::~temporary_directory() {
  if (std::getenv("BOXTEST_KEEP") != nullptr)
    return;
  std::error_code ignored; // A directory that stays behind must not hide the test's own result.
  std::filesystem::remove_all(path_, ignored);
}

} // namespace boxoffice::tests

#include "tests/support/processes/limited_program.hpp"

#include <stdexcept>

#include <sys/resource.h>

namespace boxoffice::tests {

void allow_many_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0)
    throw std::runtime_error{"no limit of files"};
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace boxoffice::tests

#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace boxoffice::tests {

/// Throws `what` with what the system says of `error`.
[[noreturn]] inline void fail(const std::string& what, int error = errno) {
  throw std::system_error{error, std::generic_category(), what};
}

} // namespace boxoffice::tests

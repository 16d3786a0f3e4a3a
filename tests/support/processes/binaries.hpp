#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace boxoffice::tests {

/// The server under test: $BOXTEST_BINARY (a sanitizer's build, say), else the one just built.
inline std::filesystem::path server_binary() {
  if (const char* chosen = std::getenv("BOXTEST_BINARY"))
    return chosen;
#ifdef BOXOFFICE_BINARY
  return BOXOFFICE_BINARY;
#else
  throw std::runtime_error{"no server in this build: set BOXTEST_BINARY"};
#endif
}

/// The same server over a storage that fails where its FAULTY_… variables say.
inline std::filesystem::path faulty_server_binary() {
  if (const char* chosen = std::getenv("BOXTEST_FAULTY_BINARY"))
    return chosen;
#ifdef BOXOFFICE_FAULTY_BINARY
  return BOXOFFICE_FAULTY_BINARY;
#else
  throw std::runtime_error{"no faulty server in this build: set BOXTEST_FAULTY_BINARY"};
#endif
}

/// BOXTEST_LONG=1 asks for the full numbers of the acceptance instead of the short ones.
inline bool long_form() {
  const char* value = std::getenv("BOXTEST_LONG");
  return value != nullptr && std::string_view{value} == "1";
}

} // namespace boxoffice::tests

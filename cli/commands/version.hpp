#pragma once

#include <string>

namespace boxoffice::cli {

/// The project's version in CMakeLists.txt, as in "0.1.0".
[[nodiscard]] const char* version();
/// Lines with the version, the commit and the versions of the libraries.
[[nodiscard]] std::string version_text();

} // namespace boxoffice::cli

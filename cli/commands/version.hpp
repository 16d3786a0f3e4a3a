#pragma once

namespace boxoffice::cli {

/// The project's version in CMakeLists.txt, as in "0.1.0".
[[nodiscard]] const char* version();

} // namespace boxoffice::cli

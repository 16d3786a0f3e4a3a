// How connections begin and which browsers may use them: `http.tls.*`.
#pragma once

#include <filesystem>

namespace boxoffice::cli {

struct listener_settings {
  std::filesystem::path tls_certificate; ///< PEM files; both or none
  std::filesystem::path tls_key;
  bool operator==(const listener_settings&) const = default;
};

} // namespace boxoffice::cli

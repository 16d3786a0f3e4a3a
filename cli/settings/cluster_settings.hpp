// Clusters: the settings `cluster.*`.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/settings/settings_values.hpp"

namespace boxoffice::cli {

struct cluster_settings {
  bool enabled = false;
  std::vector<named_host> peers; ///< all nodes, this one among them
  std::string node;              ///< this node's name; not empty if enabled
  host_port listen{"127.0.0.1", 4040};
  std::optional<host_port> advertise; ///< address for other nodes, if not `listen`
  std::chrono::milliseconds lease{5'000};
  std::optional<secret> shared_secret;   ///< without TLS
  std::filesystem::path tls_certificate; ///< PEM files; all three or none
  std::filesystem::path tls_key;
  std::filesystem::path tls_ca;
  bool operator==(const cluster_settings&) const = default;
};

} // namespace boxoffice::cli

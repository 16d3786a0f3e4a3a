#pragma once

#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace boxoffice::tests {

enum class proxy_program { nginx, haproxy, caddy };
std::string to_text(proxy_program program);

/// Debian's proxy in front of a server on loopback, run with the project's own configuration
/// (config/proxies) on a free port of loopback, without TLS. Ends at destruction.
class proxy_process {
public:
  /// `config` is the folder of the configurations. Returns once the proxy accepts connections;
  /// throws with what it said if it does not.
  proxy_process(proxy_program program, const std::filesystem::path& config,
                std::uint16_t server_port);

  std::uint16_t port() const { return port_; }

private:
  temporary_directory directory_;
  std::uint16_t port_;
  std::unique_ptr<child_process> child_;
};

} // namespace boxoffice::tests

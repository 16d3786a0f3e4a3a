#pragma once

#include "tests/support/clients/http_client.hpp"
#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace boxoffice::tests {

/// Debian's Prometheus on a free port of loopback: it scrapes one server each 200 ms with the
/// tests' operator token, as the job boxoffice. Ends at destruction.
class prometheus_process {
public:
  /// `rules`: a file of rules, which it evaluates each 200 ms. Throws if it does not become ready.
  prometheus_process(std::uint16_t server_port, const std::filesystem::path& rules);

  /// `data` of an answer of its API. Throws if that is no success.
  json ask(const std::string& target);
  /// The value of an instant query's only series; -1 if there is none.
  double value_of(const std::string& expression);

  std::string errors() const { return child_->errors(); }

private:
  temporary_directory directory_;
  std::uint16_t port_;
  std::unique_ptr<child_process> child_;
  http_client client_;
};

} // namespace boxoffice::tests

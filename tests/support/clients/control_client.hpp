#pragma once

#include "tests/support/clients/http_client.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace boxoffice::tests {

/// A blocking client of a control socket, over one connection that is made at construction. Throws
/// connection_broken if that fails or there is no response. The path may be of any length.
class control_client {
public:
  explicit control_client(const std::filesystem::path& socket,
                          std::chrono::milliseconds timeout = std::chrono::seconds{20});
  ~control_client();
  control_client(control_client&&) noexcept;
  control_client& operator=(control_client&&) noexcept;

  response get(const std::string& target, const header_list& headers = {});
  response post(const std::string& target, const json& body);
  response put(const std::string& target, const json& body);
  /// Word for word: no header is added but Host and Content-Length.
  response send(const std::string& method, const std::string& target, const std::string& text,
                const header_list& headers);
  /// Waits for a response that the server sends without a request.
  response expect_response();
  bool closed_by_server(); ///< Waits for the close; false on a byte or the time-out.

private:
  struct connection;
  std::unique_ptr<connection> connection_;
};

} // namespace boxoffice::tests

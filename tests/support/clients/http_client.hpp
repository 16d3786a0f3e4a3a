#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boxoffice::tests {

using nlohmann::json;
using header_list = std::vector<std::pair<std::string, std::string>>;

struct response {
  unsigned status = 0;
  header_list headers;
  std::string text;
  json body; ///< The text read as JSON; `null` when it is none.

  std::string header(std::string_view name) const; ///< Empty when absent; case-insensitive.
  std::string code() const;                        ///< `code` of a problem, else empty.
  std::string summary() const;                     ///< For messages: status and text.
};

/// There was no response: refused, closed, reset or timed out. The request may have been done.
class connection_broken : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A blocking keep-alive client of loopback or of another IPv4 address. Connects at the first
/// request, and again at the next one after the connection was lost or let go; never sends a
/// request twice by itself. One thread at a time.
class http_client {
public:
  explicit http_client(std::uint16_t port,
                       std::chrono::milliseconds timeout = std::chrono::seconds{20},
                       std::string host = "127.0.0.1");
  ~http_client();
  http_client(http_client&&) noexcept;
  http_client& operator=(http_client&&) noexcept;

  void connect(); ///< Now instead of at the first request.
  void close();

  response get(const std::string& target, const header_list& headers = {});
  response del(const std::string& target, const header_list& headers = {});
  /// Without a body: Content-Length 0 and no Content-Type.
  response post_nothing(const std::string& target, const header_list& headers = {});
  response post(const std::string& target, const json& body, const header_list& headers = {});
  response put(const std::string& target, const json& body, const header_list& headers = {});
  /// Word for word: no header is added but Host and Content-Length.
  response send(const std::string& method, const std::string& target, const std::string& text,
                const header_list& headers);

private:
  struct connection;

  std::string host_;
  std::uint16_t port_;
  std::chrono::milliseconds timeout_;
  std::unique_ptr<connection> connection_;
};

inline const header_list as_json = {{"Content-Type", "application/json"}};
inline const header_list as_text = {{"Content-Type", "text/plain"}};
header_list as_operator(header_list more = {}); ///< With the tests' operator token.
std::string percent_encoded(std::string_view text);

} // namespace boxoffice::tests

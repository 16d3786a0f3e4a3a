#include "tests/support/crypto/jwt.hpp"

#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"

namespace boxoffice::tests {

std::string jwt(const std::string& secret, const json& claims, const json& header) {
  const auto content = base64url(header.dump()) + "." + base64url(claims.dump());
  return content + "." + base64url(hmac_sha256(secret, content));
}

json claims_of(const std::string& mail, std::chrono::seconds valid) {
  return {{"email", mail}, {"exp", unix_seconds(valid)}};
}

header_list bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

} // namespace boxoffice::tests

#include "http/jwt.hpp"

#include <memory>

#include <jwt.h>

namespace boxoffice::http {

std::optional<std::string> email_of(std::string_view token, const std::string& secret,
                                    std::int64_t now_s) {
  jwt_t* read = nullptr;
  auto failed = jwt_decode(&read, std::string{token}.c_str(),
                           reinterpret_cast<const unsigned char*>(secret.data()),
                           static_cast<int>(secret.size()));
  std::unique_ptr<jwt_t, decltype(&jwt_free)> owned{read, jwt_free};
  // The header's word for the algorithm counts only where it is the one that we agreed on.
  if (failed != 0 || jwt_get_alg(read) != JWT_ALG_HS256)
    return std::nullopt;
  if (jwt_get_grant_int(read, "exp") <= now_s || jwt_get_grant_int(read, "nbf") > now_s)
    return std::nullopt;
  const char* email = jwt_get_grant(read, "email");
  return email != nullptr && *email != '\0' ? std::optional<std::string>{email} : std::nullopt;
}

} // namespace boxoffice::http

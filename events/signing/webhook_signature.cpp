#include "events/signing/webhook_signature.hpp"

#include "events/base64.hpp"
#include "events/hash.hpp"

namespace boxoffice::events {

std::string webhook_signature(std::string_view id, std::string_view time, std::string_view body,
                              std::string_view secret) {
  std::string content;
  content.reserve(id.size() + time.size() + body.size() + 2);
  content.append(id).append(".").append(time).append(".").append(body);
  return "v1," + to_base64(hmac_sha256(bytes_of(secret), content));
}

} // namespace boxoffice::events

#include "tests/support/cinema/provider.hpp"

#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"

namespace boxoffice::tests {

namespace {

constexpr std::string_view secret_prefix = "whsec_";

} // namespace

json notice::body() const {
  json result = {{"reqId", booking},
                 {"paymentId", payment},
                 {"status", status},
                 {"amount", {{"value", value}, {"currency", currency}}}};
  if (paid_at)
    result["paidAt"] = *paid_at;
  return result;
}

provider provider::with_random_secret() {
  return provider{std::string{secret_prefix} + base64(random_bytes(32))};
}

std::string provider::signature(std::string_view id, std::string_view timestamp,
                                std::string_view body) const {
  const auto key = decode_base64(std::string_view{secret_}.substr(secret_prefix.size()));
  std::string content{id};
  content.append(".").append(timestamp).append(".").append(body);
  return "v1," + base64(hmac_sha256(key, content));
}

header_list provider::headers(std::string_view body) const {
  const auto id = "msg_" + hex(random_bytes(8));
  const auto timestamp = std::to_string(unix_seconds());
  return {{"webhook-id", id},
          {"webhook-timestamp", timestamp},
          {"webhook-signature", signature(id, timestamp, body)}};
}

response provider::notify(http_client& client, const notice& what) const {
  return notify_text(client, what.body().dump());
}

response provider::notify_text(http_client& client, const std::string& body) const {
  auto all = headers(body);
  all.emplace_back("Content-Type", "application/json");
  return client.send("POST", "/api/payment/callback", body, all);
}

} // namespace boxoffice::tests

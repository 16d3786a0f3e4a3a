#include "http/api/signatures/customer_tokens.hpp"

#include "events/hash.hpp"
#include "http/api/signatures/webhook.hpp"

namespace boxoffice::http {

bool customer_tokens::has_valid_signature(const unverified_token& token) const {
  if (options_.jwks.empty()) {
    auto right = events::hmac_sha256(events::bytes_of(options_.jwt_secret), token.content);
    return token.algorithm == "HS256" &&
           equal_in_constant_time(token.signature,
                                  {reinterpret_cast<const char*>(right.data()), right.size()});
  }
  auto keys = keys_.load();
  if (!keys)
    return false;
  if (token.key && !keys->has(*token.key)) {
    ask_for_keys_();
    return false;
  }
  const auto* key = keys->find(token.key, token.algorithm);
  return key != nullptr && key->verifies(token.content, token.signature);
}

std::optional<token_owner> customer_tokens::owner_of(std::string_view token,
                                                     std::int64_t now_ms) const {
  auto parsed = parse_token(token);
  if (!parsed || !has_valid_signature(*parsed))
    return std::nullopt;
  return owner_in(parsed->claims, options_, now_ms);
}

std::optional<std::string> customer_tokens::email_of(std::string_view token,
                                                     std::int64_t now_ms) const {
  auto owner = owner_of(token, now_ms);
  return owner ? std::optional{std::move(owner->email)} : std::nullopt;
}

} // namespace boxoffice::http

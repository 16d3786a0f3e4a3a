// Who a customer's token is from, unless `auth.mode = open`.
#pragma once

#include "http/api/signatures/jwt.hpp"
#include "http/api/signatures/key_set.hpp"
#include "http/auth/options.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// Safe to use from any thread.
class customer_tokens {
public:
  /// `options` must outlive it.
  explicit customer_tokens(const auth_options& options) : options_{options} {}

  /// The owner of a token that is signed as configured and valid at `now_ms`. The algorithm
  /// is that of the secret or of the key, whatever the token says.
  [[nodiscard]] std::optional<token_owner> owner_of(std::string_view token,
                                                    std::int64_t now_ms) const;
  /// The owner's mail address.
  [[nodiscard]] std::optional<std::string> email_of(std::string_view token,
                                                    std::int64_t now_ms) const;
  /// False until the issuer's keys were loaded for the first time.
  [[nodiscard]] bool has_keys() const { return options_.jwks.empty() || keys_.load() != nullptr; }

  void replace_keys(std::shared_ptr<const key_set> keys) { keys_ = std::move(keys); }
  /// `ask` is called whenever a token names a key that is not known. To be set before any token is
  /// checked.
  void when_key_is_unknown(std::function<void()> ask) { ask_for_keys_ = std::move(ask); }

private:
  [[nodiscard]] bool has_valid_signature(const unverified_token& token) const;

  const auth_options& options_;
  std::atomic<std::shared_ptr<const key_set>> keys_;
  std::function<void()> ask_for_keys_ = [] {};
};

} // namespace boxoffice::http

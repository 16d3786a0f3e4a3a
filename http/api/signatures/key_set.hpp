// JSON Web Key Sets (RFC 7517): the public keys of a token issuer.
#pragma once

#include "http/auth/public_key.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::http {

/// Safe to use from any thread.
class key_set {
public:
  struct entry {
    std::optional<std::string> name; ///< `kid`
    public_key key;
  };

  explicit key_set(std::vector<entry> entries) : entries_{std::move(entries)} {}

  /// The key that a token names, which has that algorithm. A token without a name fits the only key
  /// of the algorithm. Null if no key fits, or more than one.
  [[nodiscard]] const public_key* find(const std::optional<std::string>& name,
                                       std::string_view algorithm) const;
  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
  std::vector<entry> entries_;
};

struct read_keys {
  std::optional<key_set> keys;
  std::string error{};                ///< why there are none
  std::vector<std::string> ignored{}; ///< "key 2 (kid): why"; for the log
};

/// A set of up to 100 keys. Keys of other algorithms or uses, too small ones and malformed ones are
/// ignored, as the RFC asks for; so are all of several keys with the same name and algorithm. A set
/// without a key that is left is an error.
[[nodiscard]] read_keys read_key_set(std::string_view text);

} // namespace boxoffice::http

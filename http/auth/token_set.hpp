// The operator's named tokens: what is kept of them and how a request's token is found among them.
//
// They are kept as one JSON document, which holds no token but the SHA-256 of each:
//
//   {"version": 1, "tokens": [{"name": "gate-1", "sha256": HEX, "scopes": ["admit"],
//                              "created": TIME, "expires": TIME?}, …]}
#pragma once

#include "events/hash.hpp"
#include "http/auth/scopes.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/system/result.hpp>

namespace boxoffice::http {

/// What a named token begins with, so that scanners for leaked secrets find it.
inline constexpr std::string_view token_prefix = "bx_";
inline constexpr std::size_t most_token_name_chars = 64;
inline constexpr std::size_t most_named_tokens = 1'000;

/// 1 to 64 of `A-Z a-z 0-9 . _ -`.
[[nodiscard]] bool is_token_name(std::string_view text);

/// The token that is made of 256 random bits: `bx_` and their base64url.
[[nodiscard]] std::string token_of(const events::bytes32& random);

struct named_token {
  std::string name;
  events::bytes32 hash{}; ///< SHA-256 of the token; it has 256 random bits, so no salt is needed
  scope_set scopes;
  events::time_ms created = 0;
  std::optional<events::time_ms> expires{}; ///< the first moment at which it is refused
  bool operator==(const named_token&) const = default;

  [[nodiscard]] bool has_expired(events::time_ms now) const { return expires && *expires <= now; }
};

class token_set {
public:
  /// Reads the document of to_text(), by the rules of http/json/json_tree.hpp. The error says what
  /// is wrong with it, without its content. Unknown members are errors: a newer boxoffice may
  /// restrict a token by one.
  [[nodiscard]] static boost::system::result<token_set, std::string> parse(std::string_view text);
  [[nodiscard]] std::string to_text() const;

  /// The token of that text; null if there is none or it has expired. The time that it takes does
  /// not depend on how much of a wrong token is right.
  [[nodiscard]] const named_token* find(std::string_view token, events::time_ms now) const;

  /// False, without a change, if the name is taken, expired tokens included.
  [[nodiscard]] bool add(named_token added);
  /// False if there is no token of that name.
  [[nodiscard]] bool remove(std::string_view name);

  /// In the order of their creation.
  [[nodiscard]] const std::vector<named_token>& all() const { return tokens_; }

private:
  std::vector<named_token> tokens_;
  /// Places in tokens_ by the first bytes of the hash, which tell nothing about the token.
  std::unordered_multimap<std::uint64_t, std::size_t> by_hash_;
};

/// Returns the tokens that are valid from now on; called for each request with a named token, from
/// any thread.
using token_source = std::function<std::shared_ptr<const token_set>()>;

} // namespace boxoffice::http

// Tokens whose accounts were looked up a moment ago.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace boxoffice::http {

/// A customer's page makes several calls at once; one of them looks the account up. Of one thread.
class checked_accounts {
public:
  using clock = std::chrono::steady_clock;
  /// How much longer than its account a token may work.
  static constexpr std::chrono::seconds good_for{2};
  /// With more they are forgotten, and looked up again.
  static constexpr std::size_t most = 10'000;

  /// Whether the account of this address was lately found to be the one of a token with this proof:
  /// all of the token's claims that say so, without spaces.
  [[nodiscard]] bool has(const std::string& mail, const std::string& proof,
                         clock::time_point now) const;
  void add(const std::string& mail, const std::string& proof, clock::time_point now);

private:
  std::unordered_map<std::string, clock::time_point> good_until_;
};

} // namespace boxoffice::http

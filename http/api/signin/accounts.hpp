// Signing up and in with a password, with `auth.mode = accounts`.
#pragma once

#include "events/ids.hpp"
#include "events/mail.hpp"
#include "http/auth/options.hpp"
#include "http/limits/rate_limit.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/thread_pool.hpp>

namespace boxoffice::http {

/// What the tokens of an account name it by: 16 hexadecimal digits that follow from the hash of its
/// password, which has a salt of its own. Another account of the address has another mark.
[[nodiscard]] std::string account_mark(const std::string& password_hash);

/// Hashes passwords and signs the tokens of accounts, which are in the log of their node
/// (actors/protocol/questions.hpp). Safe to use from any thread.
class accounts {
public:
  /// `options` must outlive it.
  accounts(const auth_options& options, std::size_t addresses);
  /// Drops what waits and ends what is under way.
  ~accounts();
  accounts(const accounts&) = delete;
  accounts& operator=(const accounts&) = delete;

  /// Counts an attempt of this client address. If there were too many, returns the seconds until
  /// the next one.
  [[nodiscard]] std::optional<int> refuse(const boost::asio::ip::address& from);

  using hashed = std::function<void(std::optional<std::string> hash)>;
  /// Hashes the password of a new account. `then` is called in another thread; without a hash if
  /// there was no memory for it. False: too many wait.
  [[nodiscard]] bool hash(std::string password, hashed then);

  using checked = std::function<void(bool is_right)>;
  /// Compares a password with an account's hash; without an account the answer is false after the
  /// same work. `then` is called in another thread. False: too many wait.
  [[nodiscard]] bool check(std::string password, std::optional<std::string> hash, checked then);

  /// A token of the account's owner.
  struct issued {
    std::string token;
    events::time_ms expires_at{};
  };
  /// `bookings_from` is that of the account (storage/accounts.hpp), and `mark` its account_mark().
  [[nodiscard]] issued token_for(const events::mail_address& mail, events::time_ms now,
                                 events::time_ms bookings_from, const std::string& mark) const;

private:
  /// Runs it in a thread for passwords. False: too many wait.
  [[nodiscard]] bool post(std::function<void()> job);

  const auth_options& options_;
  const std::string no_ones_hash_; ///< compared with if the mail address is unknown
  rate_limit by_address_;
  std::atomic<std::size_t> waiting_{0};
  boost::asio::thread_pool threads_;
};

} // namespace boxoffice::http

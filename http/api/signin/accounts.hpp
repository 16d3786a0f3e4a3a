// Signing up and in with a password, with `auth.mode = accounts`.
#pragma once

#include "actors/account_rows.hpp"
#include "events/customer_keys.hpp"
#include "http/auth/options.hpp"
#include "http/limits/rate_limit.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/thread_pool.hpp>

namespace boxoffice::http {

/// Mail address and password of a request; the password is normalized (password.hpp).
struct credentials {
  events::mail_address mail;
  std::string password;
};

/// Safe to use from any thread.
class accounts {
public:
  enum class outcome : std::uint8_t { done, refused, failed };
  struct result {
    outcome how{};
    events::time_ms bookings_from = 0; ///< of the account (storage/accounts.hpp)
  };
  using finished = std::function<void(result)>;

  /// `options` must outlive it.
  accounts(const auth_options& options, actors::account_rows rows,
           events::shared_customer_keys keys, std::size_t addresses);
  /// Drops what waits and ends what is under way.
  ~accounts();
  accounts(const accounts&) = delete;
  accounts& operator=(const accounts&) = delete;

  /// Counts an attempt of this address for this mail address. If there were too many, returns the
  /// seconds until the next one.
  [[nodiscard]] std::optional<int> refuse(const boost::asio::ip::address& from,
                                          const events::mail_address& mail);

  /// Makes the account unless there is one. `then` is called in another thread: with `done` in both
  /// cases, after the same work, or with `failed`. False: too many wait.
  [[nodiscard]] bool sign_up(credentials&& given, events::time_ms now, finished then);
  /// Checks the password. `then` is called in another thread: with `refused` for a wrong password
  /// and for an unknown mail address, after the same work. False: too many wait.
  [[nodiscard]] bool sign_in(credentials&& given, finished then);

  /// A token of the account's owner.
  struct issued {
    std::string token;
    events::time_ms expires_at{};
  };
  /// `bookings_from` is that of the sign-in.
  [[nodiscard]] issued token_for(const events::mail_address& mail, events::time_ms now,
                                 events::time_ms bookings_from) const;

private:
  /// Runs it in a thread for passwords. False: too many wait.
  [[nodiscard]] bool post(std::function<void()> job);
  [[nodiscard]] result check(const credentials& given) const;

  const auth_options& options_;
  const actors::account_rows rows_;
  const events::shared_customer_keys keys_;
  const std::string no_ones_hash_; ///< compared with if the mail address is unknown
  rate_limit by_address_;
  rate_limit by_mail_; ///< a mail address counts as the IPv6 address of its hash
  std::atomic<std::size_t> waiting_{0};
  boost::asio::thread_pool threads_;
};

} // namespace boxoffice::http

#include "http/api/signin/accounts.hpp"

#include "events/base64.hpp"
#include "events/hash.hpp"
#include "http/api/signatures/jwt.hpp"
#include "http/auth/password.hpp"

#include <algorithm>
#include <cstdlib>

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

namespace boxoffice::http {

namespace {

constexpr double seconds_a_minute = 60;
/// Linux counts priorities by thread. Bookings do not wait for a password.
constexpr int password_niceness = 10;

std::string hash_for_no_one() {
  auto bytes = events::sha256({events::bytes_of("no account has this password")});
  auto hash = hash_of_password(events::to_base64(bytes));
  if (!hash)
    std::abort(); // Not even the first password can be hashed.
  return std::move(*hash);
}

} // namespace

std::string account_mark(const std::string& password_hash) {
  constexpr std::size_t mark_bytes = 8;
  auto hash =
      events::sha256({events::bytes_of("boxoffice account"), events::bytes_of(password_hash)});
  return events::to_hex(hash.data(), mark_bytes);
}

accounts::accounts(const auth_options& options, std::size_t addresses)
    : options_{options},
      no_ones_hash_{hash_for_no_one()},
      by_address_{static_cast<double>(options.attempts_per_minute) / seconds_a_minute,
                  static_cast<double>(options.attempts_per_minute), addresses},
      threads_{options.password_threads} {}

accounts::~accounts() {
  threads_.stop();
  threads_.join();
}

std::optional<int> accounts::refuse(const boost::asio::ip::address& from) {
  return by_address_.refuse(from, rate_limit::clock::now());
}

bool accounts::post(std::function<void()> job) {
  if (++waiting_ > options_.password_threads + options_.passwords_waiting) {
    --waiting_;
    return false;
  }
  boost::asio::post(threads_, [this, job = std::move(job)] {
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, password_niceness));
    job();
    --waiting_;
  });
  return true;
}

bool accounts::hash(std::string password, hashed then) {
  return post([password = std::move(password), then = std::move(then)] {
    auto made = hash_of_password(password);
    then(made ? std::optional{std::move(*made)} : std::nullopt);
  });
}

bool accounts::check(std::string password, std::optional<std::string> hash, checked then) {
  return post(
      [this, password = std::move(password), hash = std::move(hash), then = std::move(then)] {
        auto is_right = is_password(hash ? *hash : no_ones_hash_, password);
        then(is_right && hash);
      });
}

accounts::issued accounts::token_for(const events::mail_address& mail, events::time_ms now,
                                     events::time_ms bookings_from, const std::string& mark) const {
  auto expires_s = (now + options_.token_lifetime.count()) / events::ms_a_second;
  const nlohmann::ordered_json header{{"alg", "HS256"}, {"typ", "JWT"}};
  const nlohmann::ordered_json claims{{"iss", options_.issuer},
                                      {"email", mail.stored()},
                                      {bookings_from_claim, bookings_from},
                                      {account_claim, mark},
                                      {"iat", now / events::ms_a_second},
                                      {"exp", expires_s}};
  auto content = events::to_base64url(events::bytes_of(header.dump())) + '.' +
                 events::to_base64url(events::bytes_of(claims.dump()));
  auto signature = events::hmac_sha256(events::bytes_of(options_.jwt_secret), content);
  return {content + '.' + events::to_base64url(signature), expires_s * events::ms_a_second};
}

} // namespace boxoffice::http

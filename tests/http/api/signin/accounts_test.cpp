#include "http/api/signatures/customer_tokens.hpp"
#include "http/api/signin/accounts.hpp"
#include "http/api/signin/checked_accounts.hpp"
#include "http/auth/password.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/http/steady_noon.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/noon.hpp"

#include <future>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::eventually;
using boxoffice::tests::jwt;
using boxoffice::tests::noon_s;
using boxoffice::tests::patience;

namespace {

const events::mail_address eve{"eve@example.org"};

auth_options account_options() {
  auth_options options;
  options.mode = auth_mode::accounts;
  options.jwt_secret = token_secret;
  options.issuer = "boxoffice";
  options.passwords_waiting = 2;
  return options;
}

struct some_accounts {
  auth_options options = account_options();
  accounts some{options, 100};

  bool is_right(const std::string& password, const std::optional<std::string>& hash) {
    std::promise<bool> finished;
    REQUIRE(some.check(password, hash, [&](bool answer) { finished.set_value(answer); }));
    return finished.get_future().get();
  }
};

} // namespace

TEST_CASE("accounts: so many passwords are hashed and wait, and the next one is refused") {
  some_accounts at;
  std::promise<void> go;
  auto gone = go.get_future().share();
  std::atomic<unsigned> done{0};
  auto check = [&] {
    return at.some.check("some password", std::nullopt, [&, gone](bool is_right) {
      CHECK_FALSE(is_right);
      gone.wait();
      ++done;
    });
  };
  for (int i = 0; i < 3; ++i)
    CHECK(check());
  CHECK_FALSE(check());
  go.set_value();
  CHECK(eventually(patience, [&] { return done == 3; }));
  CHECK(eventually(patience, check));
  CHECK(eventually(patience, [&] { return done == 4; }));
}

TEST_CASE("accounts: a password is compared with the hash of its account") {
  some_accounts at;
  std::promise<std::optional<std::string>> made;
  REQUIRE(at.some.hash("some password",
                       [&](std::optional<std::string> hash) { made.set_value(std::move(hash)); }));
  const auto hash = made.get_future().get();
  REQUIRE(hash);
  CHECK(at.is_right("some password", hash));
  CHECK_FALSE(at.is_right("other password", hash));
  CHECK_FALSE(at.is_right("some password", std::nullopt));
}

TEST_CASE("accounts: attempts of one client are limited over all mail addresses") {
  some_accounts at;
  const auto from = [](const char* text) { return boost::asio::ip::make_address(text); };
  for (unsigned i = 1; i <= 10; ++i)
    CHECK_FALSE(at.some.refuse(from("192.0.2.1")));
  CHECK(at.some.refuse(from("192.0.2.1")));
  CHECK_FALSE(at.some.refuse(from("192.0.2.2")));
}

TEST_CASE("accounts: a token is one of its mail address until it expires") {
  some_accounts at;
  const auto issued = at.some.token_for(eve, noon_s * 1'000, 0, "mark");
  CHECK(issued.expires_at == (noon_s + 12 * 3'600) * 1'000);
  const customer_tokens tokens{at.options};
  CHECK(tokens.email_of(issued.token, noon_s * 1'000) == "eve@example.org");
  CHECK(tokens.email_of(issued.token, issued.expires_at - 1) == "eve@example.org");
  CHECK(tokens.email_of(issued.token, issued.expires_at) == std::nullopt);
}

TEST_CASE("accounts: a token says from when on bookings are its owner's") {
  some_accounts at;
  const customer_tokens tokens{at.options};
  const auto from = [&](const std::string& token) {
    const auto owner = tokens.owner_of(token, noon_s * 1'000);
    return owner ? std::optional{owner->bookings_from} : std::nullopt;
  };
  const auto issued = at.some.token_for(eve, noon_s * 1'000, 1'234'567, "mark");
  CHECK(from(issued.token) == 1'234'567);
  json claims{{"iss", "boxoffice"}, {"email", "eve@example.org"}, {"exp", noon_s + 9}};
  // Tokens from before the claim.
  CHECK(from(jwt(token_secret, claims)) == 0);
  for (const auto& bad : {json("12"), json(nullptr), json(1.5), json::array()}) {
    claims["bookings_from"] = bad;
    CHECK(from(jwt(token_secret, claims)) == std::nullopt);
  }
  // Another issuer may call something else by that name.
  auto other = at.options;
  other.mode = auth_mode::jwt;
  const auto owner = customer_tokens{other}.owner_of(jwt(token_secret, claims), noon_s * 1'000);
  REQUIRE(owner);
  CHECK(owner->bookings_from == 0);
}

TEST_CASE("accounts: a token names its account, and another password makes another account") {
  some_accounts at;
  const customer_tokens tokens{at.options};
  const auto issued = at.some.token_for(eve, noon_s * 1'000, 0, account_mark("$argon2id$a"));
  const auto owner = tokens.owner_of(issued.token, noon_s * 1'000);
  REQUIRE(owner);
  CHECK(owner->account == account_mark("$argon2id$a"));
  CHECK(owner->account.size() == 16);
  CHECK(owner->account != account_mark("$argon2id$b"));
  json claims{{"iss", "boxoffice"}, {"email", "eve@example.org"}, {"exp", noon_s + 9}};
  CHECK(tokens.owner_of(jwt(token_secret, claims), noon_s * 1'000)->account.empty());
  for (const auto& bad : {json(12), json(nullptr), json::array()}) {
    claims["account"] = bad;
    CHECK_FALSE(tokens.owner_of(jwt(token_secret, claims), noon_s * 1'000));
  }
  // Another issuer may call something else by that name.
  auto other = at.options;
  other.mode = auth_mode::jwt;
  CHECK(customer_tokens{other}.owner_of(jwt(token_secret, claims), noon_s * 1'000));
}

TEST_CASE("accounts: one that was found is believed for two seconds, for its own mark only") {
  checked_accounts seen;
  CHECK_FALSE(seen.has("eve@example.org", "a", steady_noon));
  seen.add("eve@example.org", "a", steady_noon);
  CHECK(seen.has("eve@example.org", "a", steady_noon + std::chrono::milliseconds{1'999}));
  CHECK_FALSE(seen.has("eve@example.org", "a", steady_noon + std::chrono::seconds{2}));
  CHECK_FALSE(seen.has("eve@example.org", "b", steady_noon));
  CHECK_FALSE(seen.has("eve@example.org", "", steady_noon));
  CHECK_FALSE(seen.has("ann@example.org", "a", steady_noon));
}

TEST_CASE("accounts: of those that were found a bounded number is remembered") {
  checked_accounts seen;
  for (std::size_t i = 0; i < checked_accounts::most; ++i)
    seen.add(std::to_string(i), "a", steady_noon);
  const auto later = steady_noon + std::chrono::seconds{1};
  seen.add("one more", "a", later);
  CHECK_FALSE(seen.has("0", "a", later)); // Forgotten, and looked up again.
  CHECK(seen.has("one more", "a", later));
  for (std::size_t i = 1; i < checked_accounts::most; ++i)
    seen.add(std::to_string(i), "a", later);
  seen.add("the last", "a", later + std::chrono::seconds{2});
  CHECK(seen.has("the last", "a", later + std::chrono::seconds{2}));
}

} // namespace boxoffice::http::tests

#include "http/api/signatures/customer_tokens.hpp"
#include "http/api/signin/accounts.hpp"
#include "http/auth/password.hpp"
#include "tests/http/gateway_fixture.hpp"
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

using found_account = storage::result<std::optional<storage::account>>;

const events::mail_address eve{"eve@example.org"};

auth_options account_options() {
  auth_options options;
  options.mode = auth_mode::accounts;
  options.jwt_secret = token_secret;
  options.issuer = "boxoffice";
  return options;
}

/// With no account; finding one waits for `go`.
struct waiting_accounts {
  std::promise<void> go;
  auth_options options = account_options();
  std::atomic<unsigned> added{0};
  std::optional<accounts> some;

  waiting_accounts() {
    options.passwords_waiting = 2;
    auto gone = go.get_future().share();
    some.emplace(options,
                 actors::account_rows{[gone](const auto&) {
                                        gone.wait();
                                        return found_account{std::optional<storage::account>{}};
                                      },
                                      [this](const auto&, const auto&) {
                                        ++added;
                                        return storage::result<bool>{false};
                                      }},
                 std::make_shared<events::customer_keys>(std::vector<std::uint8_t>(32, 7)), 100);
  }
};

} // namespace

TEST_CASE("accounts: so many passwords are hashed and wait, and the next one is refused") {
  waiting_accounts at;
  std::atomic<unsigned> done{0};
  auto sign_in = [&] {
    return at.some->sign_in({eve, "some password"}, [&](const accounts::result& got) {
      CHECK(got.how == accounts::outcome::refused);
      ++done;
    });
  };
  for (int i = 0; i < 3; ++i)
    CHECK(sign_in());
  CHECK_FALSE(sign_in());
  at.go.set_value();
  CHECK(eventually(patience, [&] { return done == 3; }));
  CHECK(eventually(patience, sign_in));
  CHECK(eventually(patience, [&] { return done == 4; }));
}

TEST_CASE("accounts: a sign-up is written and answered alike, whether there is an account or not") {
  waiting_accounts at;
  std::promise<accounts::outcome> finished;
  REQUIRE(at.some->sign_up({eve, "some password"}, noon_s * 1'000,
                           [&](const accounts::result& got) { finished.set_value(got.how); }));
  CHECK(finished.get_future().get() == accounts::outcome::done); // There is one: add gave false.
  CHECK(at.added == 1);
}

TEST_CASE("accounts: attempts for one mail address are limited over all clients") {
  waiting_accounts at;
  at.go.set_value();
  auto from = [](unsigned last) {
    return boost::asio::ip::make_address("192.0.2." + std::to_string(last));
  };
  for (unsigned i = 1; i <= 10; ++i)
    CHECK_FALSE(at.some->refuse(from(i), eve));
  CHECK(at.some->refuse(from(11), eve));
  CHECK(at.some->refuse(from(12), events::mail_address{"EVE@Example.org"}));
  CHECK_FALSE(at.some->refuse(from(13), events::mail_address{"adam@example.org"}));
}

TEST_CASE("accounts: a token is one of its mail address until it expires") {
  waiting_accounts at;
  at.go.set_value();
  const auto issued = at.some->token_for(eve, noon_s * 1'000, 0);
  CHECK(issued.expires_at == (noon_s + 12 * 3'600) * 1'000);
  const customer_tokens tokens{at.options};
  CHECK(tokens.email_of(issued.token, noon_s * 1'000) == "eve@example.org");
  CHECK(tokens.email_of(issued.token, issued.expires_at - 1) == "eve@example.org");
  CHECK(tokens.email_of(issued.token, issued.expires_at) == std::nullopt);
}

TEST_CASE("accounts: a token says from when on bookings are its owner's") {
  waiting_accounts at;
  at.go.set_value();
  const customer_tokens tokens{at.options};
  const auto from = [&](const std::string& token) {
    const auto owner = tokens.owner_of(token, noon_s * 1'000);
    return owner ? std::optional{owner->bookings_from} : std::nullopt;
  };
  const auto issued = at.some->token_for(eve, noon_s * 1'000, 1'234'567);
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

TEST_CASE("accounts: a sign-in returns from when on bookings are the account's") {
  const auto options = account_options();
  const auto hash = hash_of_password("some password");
  REQUIRE(hash);
  accounts some{
      options,
      actors::account_rows{[&](const auto&) {
                             return found_account{std::optional{storage::account{1, *hash, 42}}};
                           },
                           [](const auto&, const auto&) { return storage::result<bool>{false}; }},
      std::make_shared<events::customer_keys>(std::vector<std::uint8_t>(32, 7)), 100};
  const auto sign_in = [&](const std::string& password) {
    std::promise<accounts::result> finished;
    REQUIRE(some.sign_in({eve, password}, [&](accounts::result got) { finished.set_value(got); }));
    return finished.get_future().get();
  };
  const auto right = sign_in("some password");
  CHECK(right.how == accounts::outcome::done);
  CHECK(right.bookings_from == 42);
  const auto wrong = sign_in("other password");
  CHECK(wrong.how == accounts::outcome::refused);
  CHECK(wrong.bookings_from == 0);
}

} // namespace boxoffice::http::tests

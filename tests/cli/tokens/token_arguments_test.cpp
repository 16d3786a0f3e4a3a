#include "cli/tokens/token_arguments.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

namespace {

using http::scope;
using http::scope_set;

constexpr events::time_ms created_at = 1'790'000'000'000; // 2026-09-21T14:13:20Z
constexpr events::time_ms ms_an_hour = 3'600'000;

auto expiry(const std::string& text) { return wanted_token({"a", {"read"}, text}, created_at); }

} // namespace

TEST_CASE("token create: name, scopes and time are those of the arguments") {
  auto token = wanted_token({"gate-1", {"admit", "read", "admit"}, {}}, created_at);
  REQUIRE(token.has_value());
  CHECK(token->name == "gate-1");
  CHECK(token->scopes == scope_set{scope::read, scope::admit});
  CHECK(token->created == created_at);
  CHECK_FALSE(token->expires);
}

TEST_CASE("token create: an expiry is a time or a duration") {
  CHECK(expiry("2027-01-01T01:00:00+01:00")->expires == 1'798'761'600'000);
  CHECK(expiry("12h")->expires == created_at + 12 * ms_an_hour);
  CHECK(expiry("90d")->expires == created_at + 90 * 24 * ms_an_hour);
  CHECK(expiry("200ms")->expires == created_at + 200);
}

TEST_CASE("token create: a wrong argument is named with what it wants") {
  for (const auto* wrong : {"", "soon", "0d", "0h", "d", "-1d", "1w", "99999d", "2027-01-01"}) {
    CAPTURE(wrong);
    auto refused = expiry(wrong);
    REQUIRE(refused.has_error());
    CHECK(refused.error().wants.starts_with("--expires: wants a time such as"));
  }
  CHECK(expiry("2026-09-21T14:13:20Z").error().wants ==
        "--expires: 2026-09-21T14:13:20Z has passed");
  CHECK(wanted_token({"a b", {"read"}, {}}, created_at).error().wants ==
        "NAME: wants 1 to 64 of A-Z a-z 0-9 . _ -, got \"a b\"");
  CHECK(wanted_token({"a", {"read", "write"}, {}}, created_at).error().wants ==
        "--scope: wants read, sell, operate, admit, got \"write\"");
}

TEST_CASE("token list: a line for each token, and expired ones are marked") {
  http::token_set tokens;
  CHECK(tokens_text(tokens, created_at) == "no tokens\n");
  CHECK(tokens.add({"gate", {}, {scope::admit}, created_at - ms_an_hour, created_at}));
  CHECK(tokens.add({"till-2", {}, {scope::read, scope::sell}, created_at, {}}));
  CHECK(tokens_text(tokens, created_at) ==
        "NAME    SCOPES     CREATED                   EXPIRES\n"
        "gate    admit      2026-09-21T13:13:20.000Z  2026-09-21T14:13:20.000Z (expired)\n"
        "till-2  read,sell  2026-09-21T14:13:20.000Z  never\n");
}

} // namespace boxoffice::cli::tests

#include "http/api/signatures/stripe.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/noon.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <vector>

namespace boxoffice::http::tests {

using boxoffice::tests::noon_s;

namespace {

constexpr std::string_view stripe_test_secret = "whsec_test_0123456789abcdef";
const std::string stripe_body = R"({"id":"evt_1","type":"charge.updated"})";
// printf '1800000000.%s' '{"id":"evt_1","type":"charge.updated"}' |
//   openssl dgst -sha256 -hmac 'whsec_test_0123456789abcdef'
const std::string right_hex = "c63430153f6c28282076592c4ef8cba7c792a6b037c240ebaa8d0f02cfdc6d3b";

bool stripe_passes(const std::string& header, const std::string& body = stripe_body,
                   std::int64_t now = noon_s) {
  message made{verb::post, "/api/payment/stripe", 11};
  made.set("Stripe-Signature", header);
  made.body() = body;
  return is_signed_by_stripe(made, stripe_test_secret, now);
}

std::string signed_at(std::int64_t seconds) {
  auto time = std::to_string(seconds);
  return "t=" + time + ",v1=" +
         boxoffice::tests::hex(
             boxoffice::tests::hmac_sha256(stripe_test_secret, time + '.' + stripe_body));
}

} // namespace

TEST_CASE("stripe signature: a known one passes") {
  REQUIRE(noon_s == 1'800'000'000);
  CHECK(stripe_passes("t=1800000000,v1=" + right_hex));
}

TEST_CASE("stripe signature: the time may differ by five minutes either way") {
  for (auto away : {-300, -1, 0, 1, 300})
    CHECK(stripe_passes(signed_at(noon_s + away)));
  for (auto away : {-301, 301, -100'000, 100'000})
    CHECK_FALSE(stripe_passes(signed_at(noon_s + away)));
}

TEST_CASE("stripe signature: of several v1 one must be right, and other schemes are ignored") {
  const std::string zeros(64, '0');
  for (const auto& header : {"t=1800000000,v1=" + zeros + ",v1=" + right_hex,
                             "t=1800000000,v1=" + right_hex + ",v1=" + zeros,
                             "t=1800000000,v0=" + zeros + ",v1=" + right_hex + ",v2=x",
                             "v1=" + right_hex + ",t=1800000000", "t=1800000000, v1=" + right_hex,
                             "x,t=1800000000,,v1=" + right_hex})
    CHECK_MESSAGE(stripe_passes(header), header);
}

TEST_CASE("stripe signature: nothing else passes") {
  auto capitals = right_hex;
  for (auto& c : capitals)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const auto& header : std::vector<std::string>{
           "", "t=1800000000", "v1=" + right_hex, "t=,v1=" + right_hex, "t=now,v1=" + right_hex,
           "t=1800000000.0,v1=" + right_hex, "t=+1800000000,v1=" + right_hex,
           "t=99999999999999999999,v1=" + right_hex, "t=-9223372036854775808,v1=" + right_hex,
           "t=1800000000,v0=" + right_hex, "t=1800000000,V1=" + right_hex,
           "t=1800000000,v1=" + capitals, "t=1800000000,v1=" + right_hex.substr(1),
           "t=1800000000,v1=" + right_hex + "0", "t=1800000000,v1=", "t=1800000000;v1=" + right_hex,
           "t=1800000000,t=1800000000,v1=" + right_hex, "t=1800000001,v1=" + right_hex})
    CHECK_FALSE_MESSAGE(stripe_passes(header), header);
}

TEST_CASE("stripe signature: the raw body is signed, and by the whole secret") {
  CHECK_FALSE(stripe_passes("t=1800000000,v1=" + right_hex, stripe_body + " "));
  CHECK_FALSE(stripe_passes("t=1800000000,v1=" + right_hex, ""));
  message made{verb::post, "/api/payment/stripe", 11};
  made.body() = stripe_body;
  CHECK_FALSE(is_signed_by_stripe(made, stripe_test_secret, noon_s));
  made.set("Stripe-Signature", "t=1800000000,v1=" + right_hex);
  CHECK(is_signed_by_stripe(made, stripe_test_secret, noon_s));
  CHECK_FALSE(is_signed_by_stripe(made, stripe_test_secret.substr(6), noon_s));
  made.insert("Stripe-Signature", "t=1800000000,v1=" + right_hex);
  CHECK_FALSE(is_signed_by_stripe(made, stripe_test_secret, noon_s)); // Two headers.
}

} // namespace boxoffice::http::tests

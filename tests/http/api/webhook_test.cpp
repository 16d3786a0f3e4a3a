#include "http/api/signatures/webhook.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/noon.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::noon_s;

namespace {

constexpr std::string_view provider_secret = "shared bytes";

std::string signature_of(const std::string& time, const std::string& id = "msg_1",
                         const std::string& body = "{}") {
  return "v1," + boxoffice::tests::base64(
                     boxoffice::tests::hmac_sha256(provider_secret, id + '.' + time + '.' + body));
}

message callback(const std::string& time, const std::string& signature) {
  message made{verb::post, "/api/payment/callback", 11};
  made.set("webhook-id", "msg_1");
  made.set("webhook-timestamp", time);
  made.set("webhook-signature", signature);
  made.body() = "{}";
  return made;
}

bool passes(const std::string& time, const std::string& signature) {
  return is_signed(callback(time, signature), provider_secret, noon_s);
}

const std::string now_text = std::to_string(noon_s);

} // namespace

TEST_CASE("webhook: a signature is good for five minutes either way") {
  for (auto away : {-300, -1, 0, 1, 300}) {
    auto time = std::to_string(noon_s + away);
    CHECK(passes(time, signature_of(time)));
  }
  for (auto away : {-301, 301, -100'000}) {
    auto time = std::to_string(noon_s + away);
    CHECK_FALSE(passes(time, signature_of(time)));
  }
}

TEST_CASE("webhook: a signed time that is not a number of seconds is refused") {
  for (const std::string time :
       {"", "now", "1800000000.0", "1800000000 ", "+1800000000", "0x6b49d200",
        "-9223372036854775808", "9223372036854775807", "99999999999999999999"})
    CHECK_FALSE(passes(time, signature_of(time)));
}

TEST_CASE("webhook: one right signature among several is enough") {
  auto right = signature_of(now_text);
  CHECK(passes(now_text, right));
  CHECK(passes(now_text, "v1,AAAA " + right));
  CHECK(passes(now_text, right + " v1,AAAA"));
  CHECK(passes(now_text, "v2,x  v1a,y " + right + " "));
}

TEST_CASE("webhook: nothing but the right signature passes") {
  auto right = signature_of(now_text);
  auto url_form = right;
  for (auto& c : url_form)
    c = c == '+' ? '-' : c == '/' ? '_' : c;
  if (url_form != right)
    CHECK_FALSE(passes(now_text, url_form));
  auto without_padding = right.substr(0, right.find('='));
  for (const std::string& wrong :
       {std::string{}, std::string{" "}, std::string{"v1"}, std::string{"v1,"}, right.substr(3),
        "v2" + right.substr(2), "V1" + right.substr(2), without_padding, right + "=",
        right.substr(0, right.size() - 1), "v1, " + right.substr(3)}) {
    CAPTURE(wrong);
    CHECK_FALSE(passes(now_text, wrong));
  }
}

TEST_CASE("webhook: the id, the time, the body and the secret are all signed") {
  CHECK_FALSE(passes(now_text, signature_of(now_text, "msg_2")));
  CHECK_FALSE(passes(now_text, signature_of(std::to_string(noon_s + 1))));
  CHECK_FALSE(passes(now_text, signature_of(now_text, "msg_1", "{ }")));
  auto made = callback(now_text, signature_of(now_text));
  CHECK_FALSE(is_signed(made, "other bytes", noon_s));
  made.erase("webhook-id");
  CHECK_FALSE(is_signed(made, provider_secret, noon_s));
}

TEST_CASE("webhook: what sign() sets is_signed() accepts") {
  message made{verb::post, "/api/payment/callback", 11};
  made.body() = std::string{"any\0bytes", 9};
  sign(made, "sandbox-1", provider_secret, noon_s);
  CHECK(is_signed(made, provider_secret, noon_s));
  made.body() += ' ';
  CHECK_FALSE(is_signed(made, provider_secret, noon_s));
}

} // namespace boxoffice::http::tests

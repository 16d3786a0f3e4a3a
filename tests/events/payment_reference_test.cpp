#include "events/ids.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

bytes16 counted_secret() { return {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}; }

} // namespace

// printf 'boxoffice payment reference\x00\x01…\x0f' | openssl dgst -sha256
TEST_CASE("reference: a known one has show, number and the first 80 bits of a hash of the secret") {
  auto reference = reference_of(show_id{"regal-1"}, 7, counted_secret());
  CHECK(to_text(reference) == "regal-1-7-8c14b4c33a38188b2c6a");
  CHECK(parse_payment_reference("regal-1-7-8c14b4c33a38188b2c6a") == reference);
}

TEST_CASE("reference: a text reads back to the same reference, whatever the show's id") {
  CHECK(rc::check("round trip", [](const bytes16& secret, booking_number number) {
    auto id = *rc::gen::nonEmpty(
        rc::gen::container<std::string>(rc::gen::elementOf(std::string{"aZ0_-19"})));
    id.resize(std::min(id.size(), most_show_id_chars));
    auto reference = reference_of(show_id{id}, number, secret);
    RC_ASSERT(parse_payment_reference(to_text(reference)) == reference);
  }));
}

TEST_CASE("reference: another secret is another reference, and none says the secret") {
  auto one = reference_of(show_id{"a"}, 1, counted_secret());
  auto secret = counted_secret();
  secret.back() ^= 1U;
  CHECK(reference_of(show_id{"a"}, 1, secret) != one);
  CHECK(to_text(one).find(to_hex(counted_secret()).substr(0, 8)) == std::string::npos);
}

TEST_CASE("reference: a text of another form is none") {
  const std::string check = "8c14b4c33a38188b2c6a";
  CHECK(parse_payment_reference("a-1-" + check));
  CHECK(parse_payment_reference("-1-1-" + check));
  for (const auto& text : std::vector<std::string>{"",
                                                   check,
                                                   "-" + check,
                                                   "1-" + check,
                                                   "-1-" + check,
                                                   "a-" + check,
                                                   "a--" + check,
                                                   "a-01-" + check,
                                                   "a-+1-" + check,
                                                   "a-x-" + check,
                                                   "a 1-1-" + check,
                                                   "a.b-1-" + check,
                                                   "a-1" + check,
                                                   "a-1-" + check.substr(1),
                                                   "a-1-" + check + "0",
                                                   "a-1-8C14B4C33A38188B2C6A",
                                                   "a-1-8c14b4c33a38188b2c6g",
                                                   "a-18446744073709551616-" + check,
                                                   std::string(65, 'a') + "-1-" + check,
                                                   "a-1-" + check + " ",
                                                   "a.AAECAwQFBgcICQoLDA0ODw"})
    CHECK_MESSAGE(!parse_payment_reference(text), text);
}

} // namespace boxoffice::events::tests

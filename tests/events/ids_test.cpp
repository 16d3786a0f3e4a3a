#include "events/customer_keys.hpp"
#include "events/hash.hpp"
#include "events/ids.hpp"
#include "events/mail.hpp"
#include "events/money.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

TEST_CASE("ids: letters, digits, _ and - make an id, up to its length") {
  CHECK(is_id("A12", 16));
  CHECK(is_id("azAZ09_-", 16));
  CHECK(is_id(std::string(16, 'x'), most_seat_id_chars));
  CHECK(!is_id(std::string(17, 'x'), most_seat_id_chars));
  CHECK(is_id(std::string(64, 'x'), most_show_id_chars));
  CHECK(!is_id(std::string(65, 'x'), most_show_id_chars));
  for (const auto* text : {"", " ", "a b", "a.b", "a/b", "ä", "a\n", "+1"})
    CHECK_MESSAGE(!is_id(text, 64), text);
  CHECK(!is_id(std::string_view{"a\0b", 3}, 64));
}

TEST_CASE("reqId: a known one has the text of show, dot and 22 characters of base64url") {
  request_id zero{show_id{"7"}, {}};
  CHECK(to_text(zero) == "7.AAAAAAAAAAAAAAAAAAAAAA");
  request_id full{show_id{"m-1_x"}, {}};
  full.secret.fill(0xFF);
  CHECK(to_text(full) == "m-1_x._____________________w");
  request_id counted{show_id{"a"}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}};
  CHECK(to_text(counted) == "a.AAECAwQFBgcICQoLDA0ODw");
}

TEST_CASE("reqId: a text reads back to the same reqId") {
  CHECK(rc::check("round trip", [](const std::array<std::uint8_t, 16>& secret) {
    request_id id{show_id{"show_1"}, secret};
    RC_ASSERT(parse_request_id(to_text(id)) == id);
  }));
}

TEST_CASE("reqId: no other text reads as the same booking") {
  request_id id{show_id{"a"}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}};
  auto text = to_text(id);
  std::size_t read = 0;
  for (auto last :
       std::string{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"}) {
    text.back() = last;
    read += parse_request_id(text).has_value() ? 1U : 0U;
  }
  CHECK(read == 4); // of 64 last characters only those whose spare four bits are 0
}

TEST_CASE("reqId: other forms are refused") {
  for (const auto* text :
       {"", ".", "a.", "a", "AAECAwQFBgcICQoLDA0ODw", ".AAECAwQFBgcICQoLDA0ODw",
        "a.AAECAwQFBgcICQoLDA0OD", "a.AAECAwQFBgcICQoLDA0ODwA",
        "a.AAECAwQFBgcICQoLDA0ODw==", "a.AAECAwQFBgcICQoLDA0OD+", "a.AAECAwQFBgcICQoLDA0OD/",
        "a.AAECAwQFBgcICQoLDA0ODx", "a.b.AAECAwQFBgcICQoLDA0ODw", "a b.AAECAwQFBgcICQoLDA0ODw",
        "a.AAECAwQFBgcICQoLDA0ODw ", " a.AAECAwQFBgcICQoLDA0ODw"})
    CHECK_MESSAGE(!parse_request_id(text), text);
  CHECK(parse_request_id(std::string(64, 's') + ".AAECAwQFBgcICQoLDA0ODw"));
  CHECK(!parse_request_id(std::string(65, 's') + ".AAECAwQFBgcICQoLDA0ODw"));
}

TEST_CASE("hash: SHA-256 and HMAC-SHA-256 give the published values") {
  CHECK(to_hex(sha256({bytes_of("a"), bytes_of(""), bytes_of("bc")})) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(hmac_sha256(bytes_of("Jefe"), "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(to_hex(big_endian(0x0102030405060708ULL)) == "0102030405060708");
}

TEST_CASE("customer: one mail address in any case is one customer, under one key") {
  auto of = [](const char* secret, const char* mail) {
    return customer_of(bytes_of(secret), mail_address{mail});
  };
  CHECK(of("k", "Ada@Example.org") == of("k", "ada@example.ORG"));
  CHECK(of("k", "ada@example.org") != of("l", "ada@example.org"));
  CHECK(of("k", "ada@example.org") != of("k", "ida@example.org"));
  auto whole = to_hex(hmac_sha256(bytes_of("k"), "ada@example.org"));
  CHECK(to_hex(of("k", "ADA@example.org")) == whole.substr(0, 32));
}

TEST_CASE("mail: one @ with something on both sides, no white space, up to 254 characters") {
  for (const auto* mail : {"a@b", "ada@example.org", "\"x\"@y", "jörg@müller.de", "a+b@c"})
    CHECK_MESSAGE(is_mail(mail), mail);
  for (const auto* mail :
       {"", "@", "a@", "@b", "ab", "a@b@c", "a@@b", "a b@c", " a@b", "a@b ", "a\t@b", "a@b\n",
        "a\r@b", "a\v@b", "a\f@b", "a\u00A0b@c", "a\u2003@b", "a\u3000@b", "a\u0085@b"})
    CHECK_MESSAGE(!is_mail(mail), mail);
  CHECK(is_mail(std::string(252, 'a') + "@b"));
  CHECK(!is_mail(std::string(253, 'a') + "@b"));
}

TEST_CASE("mail: characters are counted, not bytes") {
  std::string umlauts;
  for (int i = 0; i < 252; ++i)
    umlauts += "ü";
  CHECK(is_mail(umlauts + "@b"));
  CHECK(!is_mail(umlauts + "ü@b"));
}

TEST_CASE("money: a currency is three capitals") {
  CHECK(is_currency("INR"));
  for (const auto* text : {"", "IN", "INRR", "inr", "I R", "IN1", "ÄR"})
    CHECK_MESSAGE(!is_currency(text), text);
}

TEST_CASE("money: the dearest full hall fits 64 bits") {
  CHECK(most_price <= std::numeric_limits<std::int64_t>::max() / 10'000);
}

} // namespace boxoffice::events::tests

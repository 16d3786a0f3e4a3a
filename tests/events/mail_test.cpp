#include "events/mail.hpp"

#include "events/customer_keys.hpp"
#include "events/hash.hpp"
#include "events/text.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

bool are_one(std::string_view a, std::string_view b) { return mail_address{a} == mail_address{b}; }

} // namespace

TEST_CASE("mail: an ASCII address has its letters in lower case and nothing else changed") {
  CHECK(mail_address{"Ann.Lee+Tickets@Example.ORG"}.canonical() == "ann.lee+tickets@example.org");
  CHECK(mail_address{"a_b@my_host"}.canonical() == "a_b@my_host");
  CHECK(mail_address{"A@[127.0.0.1]"}.canonical() == "a@[127.0.0.1]");
  CHECK(mail_address{"a@XN--mnchen-3ya.de"}.canonical() == "a@xn--mnchen-3ya.de");
}

TEST_CASE("mail: letters beyond ASCII are folded, even if one becomes two") {
  CHECK(mail_address{"JÖRG@example.org"}.canonical() == "jörg@example.org");
  CHECK(are_one("JÖRG@example.org", "jörg@example.org"));
  CHECK(are_one("STRASSE@x.org", "straße@x.org"));
  CHECK(are_one("ΣΊΣΥΦΟΣ@x.org", "σίσυφος@x.org"));
  CHECK(are_one("ПЁТР@x.org", "пётр@x.org"));
  CHECK_FALSE(are_one("jorg@example.org", "jörg@example.org"));
}

TEST_CASE("mail: a letter with a combining mark equals the composed letter") {
  CHECK(mail_address{"jo\u0308rg@example.org"}.canonical() == "jörg@example.org");
  CHECK(are_one("JO\u0308RG@example.org", "jörg@example.org"));
  CHECK(are_one("a\u0323\u0307@x.org", "a\u0307\u0323@x.org"));
}

TEST_CASE("mail: a domain is its A-labels, by UTS 46 without transition") {
  CHECK(mail_address{"a@München.DE"}.canonical() == "a@xn--mnchen-3ya.de");
  CHECK(are_one("a@mu\u0308nchen.de", "a@xn--mnchen-3ya.de"));
  CHECK(are_one("a@例え。テスト", "a@例え.テスト"));
  CHECK(mail_address{"a@faß.de"}.canonical() == "a@xn--fa-hia.de"); // Another domain than fass.de.
}

TEST_CASE("mail: a domain that IDNA refuses is folded, so that a log stays readable") {
  CHECK(mail_address{"a@-Ü-.de"}.canonical() == "a@-ü-.de");
  CHECK(are_one("a@-Ü-.de", "A@-u\u0308-.DE"));
}

TEST_CASE("mail: text that is not UTF-8 has its ASCII letters in lower case") {
  CHECK(mail_address{"A\xff@X.org"}.canonical() == "a\xff@x.org");
  CHECK(mail_address{"A\xed\xa0\x80@X.org"}.canonical() == "a\xed\xa0\x80@x.org");
  CHECK_FALSE(are_one("\xff@x.org", "\xfe@x.org"));
}

TEST_CASE("mail: one dot at the end of a domain makes no other customer") {
  CHECK(mail_address{"a@X.org."}.canonical() == "a@x.org");
  CHECK(mail_address{"a@München.de."}.canonical() == "a@xn--mnchen-3ya.de");
  CHECK(are_one("a@例え.テスト。", "a@例え.テスト"));
  CHECK(are_one("a@-Ü-.de.", "a@-ü-.de"));
  CHECK_FALSE(are_one("a@x.org..", "a@x.org."));
  CHECK_FALSE(are_one("a.@x.org", "a@x.org"));
  CHECK(is_mail("a@x.org."));
  CHECK(is_mail("a@例え.テスト。"));
}

TEST_CASE("mail: a log from before knows the customer of a final dot under another id") {
  const std::vector<std::uint8_t> key(32, 7);
  for (const auto* given : {"Ann@x.org.", "Ü@x.org."}) {
    const mail_address mail{given};
    auto old = hmac_sha256(key, mail.canonical() + '.');
    customer_id id{};
    std::copy_n(old.begin(), id.size(), id.begin());
    auto former = former_customers_of(key, mail);
    CHECK_MESSAGE(std::ranges::find(former, id) != former.end(), given);
  }
}

TEST_CASE("mail: a domain with an empty label is refused, and erased where it is stored") {
  for (const auto* mail : {"a@x..de", "a@.x.de", "a@.", "a@x.de..", "a@..", "ü@x..de", "a@ü。。de",
                           "a@ü\uFF0E\uFF61de"}) {
    CHECK_FALSE_MESSAGE(is_mail(mail), mail);
    CHECK_MESSAGE(may_be_stored(mail), mail);
  }
  for (const auto* mail : {"a.@x.de", "a..b@x.de", ".a@x.de"}) // The labels of a domain only.
    CHECK_MESSAGE(is_mail(mail), mail);
}

TEST_CASE("mail: characters that nobody sees are refused, joiners only out of their place") {
  for (const auto* mail :
       {"a\u200B@x.org", "\uFEFFa@x.org", "a\u00AD@x.org", "a\u2060b@x.org", "a\u202Eb@x.org",
        "a@x\u200B.org", "a@x\u00AD.org", "a\u0090@x.org", "a\uFE0F@x.org", "a\u3164@x.org",
        "a\U000E0041@x.org", "a\u200D@x.org", "a\u200Cb@x.org", "a@x\u200Dy.org"}) {
    CHECK_FALSE_MESSAGE(is_mail(mail), mail);
    CHECK_MESSAGE(may_be_stored(mail), mail);
  }
  // Between Arabic letters that join, and behind a virama (RFC 5892, A.1 and A.2).
  CHECK(is_mail("نامه\u200Cای@x.org"));
  CHECK(is_mail("a@نامه\u200Cای.com"));
  CHECK(is_mail("क्\u200Dष@x.org"));
}

TEST_CASE("mail: the canonical form of a canonical form, in any case, is the same") {
  CHECK(rc::check("any letters", [] {
    std::string local;
    for (auto point : *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0xA1U, 0x600U))) {
      local += static_cast<char>(0xC0U | (point >> 6U));
      local += static_cast<char>(0x80U | (point & 0x3FU));
    }
    auto once = mail_address{local + "é@example.org"}.canonical();
    RC_ASSERT(mail_address{once}.canonical() == once);
    for (const auto& former : mail_address{local + "é@example.org"}.former_spellings())
      RC_ASSERT(mail_address{former}.canonical() == once);
  }));
}

TEST_CASE("mail: an older log may have other spellings of an address, but not of a plain one") {
  CHECK(mail_address{"Ann@Example.org"}.former_spellings().empty());
  using texts = std::vector<std::string>;
  auto has = [](const texts& all, std::string_view one) {
    return std::ranges::find(all, one) != all.end();
  };
  auto of_small = mail_address{"jörg@münchen.de"}.former_spellings();
  CHECK(has(of_small, lower_case("JÖRG@MÜNCHEN.DE")));
  CHECK(has(of_small, "jörg@münchen.de"));
  CHECK_FALSE(has(of_small, mail_address{"jörg@münchen.de"}.canonical()));
  CHECK(has(mail_address{"JÖRG@example.org"}.former_spellings(), lower_case("JÖRG@example.org")));
  CHECK(has(mail_address{"a@xn--mnchen-3ya.de"}.former_spellings(), "a@münchen.de"));
  CHECK(has(mail_address{"jo\u0308rg@x.org"}.former_spellings(), "jo\u0308rg@x.org"));
}

TEST_CASE("mail: a customer's id is that of the canonical form, former ids are those of the old") {
  const std::vector<std::uint8_t> key(32, 7);
  CHECK(customer_of(key, mail_address{"JÖRG@example.org"}) ==
        customer_of(key, mail_address{"jörg@example.org"}));
  auto code = hmac_sha256(key, lower_case("JÖRG@example.org"));
  customer_id old{};
  std::copy_n(code.begin(), old.size(), old.begin());
  CHECK(old != customer_of(key, mail_address{"jörg@example.org"}));
  auto former = former_customers_of(key, mail_address{"jörg@example.org"});
  CHECK(std::ranges::find(former, old) != former.end());
  CHECK(former_customers_of(key, mail_address{"ann@example.org"}).empty());
}

} // namespace boxoffice::events::tests

#include "http/mail/message.hpp"

#include "events/base64.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

constexpr events::time_ms christmas_eve = 1'798'137'000'000; // 2026-12-24T18:30:00Z

} // namespace

TEST_CASE("mail: an address is quoted where a header would read it as something else") {
  CHECK(address_in_header("ann@example.org") == "<ann@example.org>");
  CHECK(address_in_header("a,b@example.org") == "<\"a,b\"@example.org>");
  CHECK(address_in_header("a\"\\b@example.org") == "<\"a\\\"\\\\b\"@example.org>");
  CHECK(address_in_header(".ann@example.org") == "<\".ann\"@example.org>");
  CHECK(address_in_header("j\u00f6rg@b\u00fccher.example") == "<j\u00f6rg@b\u00fccher.example>");
  for (const auto* wrong :
       {"ann", "ann@x.org,eve@y.org", "ann@x.org>", "ann@x,org", "ann@x.org\r\nBcc: eve@y.org", ""})
    CHECK_MESSAGE(!address_in_header(wrong), wrong);
}

TEST_CASE("mail: a subject beyond short ASCII is encoded words between characters") {
  CHECK(text_in_header("Your booking: Metropolis") == "Your booking: Metropolis");
  CHECK(text_in_header("Caf\u00e9") == "=?UTF-8?B?Q2Fmw6k=?=");
  CHECK(text_in_header("=?UTF-8?B?eA==?=").starts_with("=?UTF-8?B?PT9V"));
  std::string euros;
  for (int i = 0; i < 40; ++i)
    euros += "\u20ac";
  const auto folded = text_in_header(euros);
  std::string decoded;
  for (std::size_t at = 0; at < folded.size();) {
    auto end = folded.find("\r\n ", at);
    const auto word = folded.substr(at, end - at);
    CHECK(word.size() <= 75);
    const auto text =
        events::from_base64(word.substr(10, word.size() - 12)).value_or(std::string{});
    CHECK(text.size() % 3 == 0); // Whole characters.
    decoded += text;
    at = end == std::string::npos ? folded.size() : end + 3;
  }
  CHECK(decoded == euros);
}

TEST_CASE("mail: a message has the headers that it needs, and its text as base64") {
  const auto got = message_of({"ann@example.org", "Hello", "One\nTwo \u20ac\n"},
                              "box@cinema.example", christmas_eve, "id1");
  CHECK(got == "From: <box@cinema.example>\r\nTo: <ann@example.org>\r\nSubject: Hello\r\n"
               "Date: Thu, 24 Dec 2026 18:30:00 +0000\r\nMessage-ID: <id1@cinema.example>\r\n"
               "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n" +
                   events::to_base64(events::bytes_of("One\r\nTwo \u20ac\r\n")) + "\r\n");
  CHECK_FALSE(message_of({"ann@x.org\nBcc: e@y.org", "", ""}, "box@cinema.example", 0, "id1"));
}

TEST_CASE("mail: lines of a long text stay within 76 columns") {
  const auto got = message_of({"ann@example.org", "Hello", std::string(10'000, 'x')},
                              "box@cinema.example", christmas_eve, "id1")
                       .value();
  for (std::size_t at = got.find("\r\n\r\n"); at < got.size();) {
    auto end = got.find("\r\n", at + 2);
    CHECK((end == std::string::npos ? got.size() : end) - at <= 78);
    at = end;
  }
}

} // namespace boxoffice::http::tests

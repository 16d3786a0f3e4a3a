#include <doctest/doctest.h>

#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

TEST_CASE("settings: a checkout URL is http or https with known placeholders and a fixed host") {
  auto url = [](const std::string& text) { return "payment.checkout_url=" + text; };
  for (const auto* text : {"https://p.example/?r={reference}", "http://127.0.0.1:9/{reference}",
                           "https://p.example?{amount}{currency}{payBy}{reference}"})
    CHECK_MESSAGE(from_set({url(text)})->payment.checkout_url == text, text);
  for (const auto* text :
       {"", "p.example/{reference}", "ftp://p.example/{reference}", "javascript:{reference}",
        "https://", "https:///{reference}", "https://{reference}.example/",
        "https://user@p.example/{reference}", "https://p.example/", "https://p.example/{amount}",
        "https://p.example/{reference}{Reference}", "https://p.example/{reference}{reqId}",
        "https://p.example/{reference}{", "https://p.example/{reference}}",
        "https://p.example/{{reference}}", "https://p.example/{reference} ",
        "https://p.example/ü{reference}", "HTTPS://p.example/{reference}"})
    CHECK_MESSAGE(refused(from_set({url(text)})), text);
  CHECK(errors_of(from_set({url("https://p.example/{reference}?m={mail}")})).find("has {mail}") !=
        std::string::npos);
}

TEST_CASE("settings: a return URL is http or https, without fragment and placeholders") {
  for (const auto* text : {"https://t.example/", "http://t.example:8080/tickets?lang=de"})
    CHECK_MESSAGE(from_set({std::string{"payment.return_url="} + text})->payment.return_url == text,
                  text);
  for (const auto* text : {"", "t.example", "https://t.example/#/", "https://t.example/{reference}",
                           "ftp://t.example/"})
    CHECK_MESSAGE(refused(from_set({std::string{"payment.return_url="} + text})), text);
}

TEST_CASE("settings: Stripe's secret is kept as it is") {
  const std::string text = "whsec_0123456789abcdefABCDEF";
  CHECK(from_set({"payment.stripe_secret=" + text})->payment.stripe_secret->reveal() == text);
  for (const auto* wrong : {"", "whsec_", "0123456789abcdef0123456789", "whsec_0123456789 abcdef",
                            "sk_live_0123456789abcdef0123"})
    CHECK_MESSAGE(refused(from_set({std::string{"payment.stripe_secret="} + wrong})), wrong);
}

TEST_CASE("settings: the name of the cinema is one line of up to 200 characters") {
  CHECK(from_set({"cinema.name=Kino Größe"})->cinema.name == "Kino Größe");
  CHECK(from_set({"cinema.name=" + std::string(200, 'x')})->cinema.name.has_value());
  CHECK(refused(from_set({"cinema.name=" + std::string(201, 'x')})));
  CHECK(refused(from_set({"cinema.name="})));
  CHECK(refused(from_set({"cinema.name=two\nlines"})));
}

TEST_CASE("settings: payment instructions are one line") {
  CHECK(from_set({"payment.instructions=Pay at the counter. Zahlen Sie an der Kasse: 1–3 Öre"})
            ->payment.instructions.has_value());
  CHECK(from_set({"payment.instructions=" + std::string(1'000, 'x')})
            ->payment.instructions.has_value());
  CHECK(refused(from_set({"payment.instructions=" + std::string(1'001, 'x')})));
  CHECK(refused(from_set({"payment.instructions="})));
  CHECK(refused(from_set({"payment.instructions=two\nlines"})));
}

} // namespace boxoffice::cli::tests

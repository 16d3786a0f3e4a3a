// A customer who lost the page of a booking gets a link to it by mail.
#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/outbox.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

struct mailing_cinema {
  mail_outbox outbox;
  cinema_fixture cinema;
  json booked;

  explicit mailing_cinema(settings more = {})
      : cinema{server_binary(), [&] {
                 more.merge(outbox.settings_of());
                 return more;
               }()} {
    auto show = hall(1, 9);
    show["movie"] = "Am\u00e9lie";
    show["timeZone"] = "Asia/Kolkata";
    show["startsAt"] = "2199-12-24T13:00:00Z";
    show.erase("salesCloseAt");
    cinema.open_show("s", show);
    booked = cinema.book("s", {"A1", "A2"}, "ann@example.com");
  }

  response find(const std::string& mail) {
    return cinema.client().post("/api/booking/find",
                                {{"reference", booked.at("reference")}, {"userMail", mail}});
  }
  response open(const std::string& token) {
    return cinema.client().post("/api/booking/open", {{"token", token}});
  }
};

} // namespace

TEST_CASE("find booking: the link of the mail opens the booking once") {
  mailing_cinema at;
  CHECK(at.find("Ann@Example.com").status == 202); // Compared in canonical form.
  const auto mail = at.outbox.next();
  CHECK(mail.headers.find("\r\nTo: <ann@example.com>\r\n") != std::string::npos);
  CHECK(mail.headers.find("\r\nSubject: =?UTF-8?B?") != std::string::npos);
  for (const auto& part : {std::string{"Am\u00e9lie"}, std::string{"2199-12-24 18:30"},
                           std::string{"A1, A2"}, at.booked.at("reference").get<std::string>(),
                           std::string{"https://tickets.example/#/find/"}})
    CHECK_MESSAGE(mail.text.find(part) != std::string::npos, part);
  CHECK(mail.text.find(at.booked.at("reqId").get<std::string>()) == std::string::npos);
  const auto opened = at.open(mail.token());
  REQUIRE_MESSAGE(opened.status == 200, opened.summary());
  CHECK(opened.body == json{{"reqId", at.booked.at("reqId")}});
  check_code(at.open(mail.token()), 410, "LINK_USED");
}

TEST_CASE("find booking: another address gets no mail, and three mails an hour are all") {
  mailing_cinema at;
  CHECK(at.find("bob@example.com").status == 202);
  for (int i = 0; i < 5; ++i)
    CHECK(at.find("ann@example.com").status == 202);
  CHECK(at.outbox.next().token() != at.outbox.next().token());
  at.outbox.next();
  // What was asked first is decided first.
  check_code(
      at.cinema.operate("/api/ticket/" + at.booked.at("reqId").get<std::string>() + "/resend"), 429,
      "RATE_LIMITED");
  CHECK(at.outbox.waiting() == 0);
}

TEST_CASE("find booking: a link survives a crash, and an erased customer has none") {
  mailing_cinema at;
  at.find("ann@example.com");
  at.find("ann@example.com");
  const auto first = at.outbox.next().token();
  const auto second = at.outbox.next().token();
  at.cinema.crash();
  CHECK(at.open(first).status == 200);
  CHECK(at.cinema.client().del("/api/customer/ann@example.com", as_operator()).status == 200);
  check_code(at.open(second), 410, "LINK_USED");
  check_code(
      at.cinema.operate("/api/ticket/" + at.booked.at("reqId").get<std::string>() + "/resend"), 409,
      "NO_MAIL");
}

TEST_CASE("find booking: neither token nor address is in any line or file of the server") {
  mailing_cinema at{{{"log.level", "trace"}, {"log.access", "text"}}};
  at.find("ann@example.com");
  const auto token = at.outbox.next().token();
  CHECK(at.open(token).status == 200);
  at.cinema.restart();
  CHECK(files_with(at.cinema.data_dir(), token).empty());
  CHECK(at.cinema.server().errors().find(token.substr(2)) == std::string::npos);
}

} // namespace boxoffice::tests

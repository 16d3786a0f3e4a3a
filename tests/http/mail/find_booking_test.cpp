// Links to bookings by mail: what the calls answer, and what lies in the outbox then.
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::check_code;
using boxoffice::tests::eventually;
using boxoffice::tests::patience;
using boxoffice::tests::temporary_directory;

namespace {

namespace fs = std::filesystem;

struct mailing_cinema {
  temporary_directory outbox;
  gateway_fixture cinema;
  http_client client;
  json booked;

  explicit mailing_cinema(gateway_options options = usual_options(), int waiting = 0)
      : cinema{with_mail(std::move(options), waiting)}, client{cinema.client()} {
    cinema.open_show("s");
    booked = client.post("/api/ticket/book", json::parse(booking_of("A1"))).body;
  }

  gateway_options with_mail(gateway_options options, int waiting) const {
    for (int i = 0; i < waiting; ++i)
      std::ofstream{outbox.path() / (std::to_string(i) + ".eml")} << "x";
    options.mail = {outbox.path(), "box@cinema.example", "https://t.example/", 3};
    return options;
  }
  std::size_t mails() const {
    const fs::directory_iterator all{outbox.path()};
    return static_cast<std::size_t>(
        std::count_if(fs::begin(all), fs::end(all),
                      [](const auto& each) { return each.path().extension() == ".eml"; }));
  }
  json finding(const std::string& mail) const {
    return {{"reference", booked.at("reference")}, {"userMail", mail}};
  }
  std::string reqid() const { return booked.at("reqId"); }
  http_response resend(const std::string& reqid) {
    return client.post_nothing("/api/ticket/" + reqid + "/resend", as_operator());
  }
};

const std::string customer_mail = "ann@example.com"; // Of booking_of().

} // namespace

TEST_CASE("find booking: without an outbox the calls do not exist") {
  gateway_fixture cinema;
  auto client = cinema.client();
  check_code(client.post("/api/booking/find", {{"reference", "r"}, {"userMail", "a@b.org"}}), 404,
             "NOT_FOUND");
  check_code(client.post("/api/booking/open", {{"token", "t"}}), 404, "NOT_FOUND");
  check_code(client.post_nothing("/api/ticket/s.x/resend", as_operator()), 404, "NOT_FOUND");
}

TEST_CASE("find booking: the answer is the same whether there is such a booking or not") {
  mailing_cinema at;
  CHECK(at.client.get("/api/settings").body.at("mail") == true);
  for (const auto& body :
       {at.finding(customer_mail), at.finding("somebody.else@example.org"),
        json{{"reference", "no reference"}, {"userMail", customer_mail}},
        json{{"reference", "s-9-00000000000000000000"}, {"userMail", customer_mail}}}) {
    auto got = at.client.post("/api/booking/find", body);
    CHECK(got.status == 202);
    CHECK(got.body == json::object());
  }
  CHECK(eventually(patience, [&] { return at.mails() == 1; }));
}

TEST_CASE("find booking: bodies that break the rules are refused") {
  mailing_cinema at;
  check_code(at.client.post("/api/booking/find", at.finding("nobody")), 422, "INVALID_REQUEST",
             "userMail");
  check_code(at.client.post("/api/booking/find", {{"userMail", "a@b.org"}}), 422, "INVALID_REQUEST",
             "reference");
  check_code(at.client.post("/api/booking/open", json::object()), 422, "INVALID_REQUEST", "token");
  for (const auto* token : {"", "s.x", "s.AAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAA", "t.AAAA"})
    check_code(at.client.post("/api/booking/open", {{"token", token}}), 410, "LINK_USED");
}

TEST_CASE("find booking: clients have so many attempts a minute") {
  auto options = usual_options();
  options.limit_rate = true;
  options.auth.attempts_per_minute = 2;
  mailing_cinema at{options};
  for (int i = 0; i < 2; ++i)
    CHECK(at.client.post("/api/booking/find", at.finding(customer_mail)).status == 202);
  auto got = at.client.post("/api/booking/find", at.finding(customer_mail));
  check_code(got, 429, "RATE_LIMITED");
  CHECK(std::stoi(got.header("Retry-After")) > 1);
}

TEST_CASE("resend: the operator sends a mail again, three times an hour") {
  mailing_cinema at;
  check_code(at.client.post_nothing("/api/ticket/" + at.reqid() + "/resend"), 401,
             "UNAUTHENTICATED");
  check_code(at.resend("s.AAAAAAAAAAAAAAAAAAAAAA"), 404, "BOOKING_NOT_FOUND");
  check_code(at.resend("no-reqId"), 404, "BOOKING_NOT_FOUND");
  for (int i = 0; i < 2; ++i) {
    auto got = at.resend(at.reqid());
    CHECK(got.status == 202);
    CHECK(got.body == json::object());
  }
  CHECK(eventually(patience, [&] { return at.mails() == 2; }));
  CHECK(at.resend(at.reqid()).status == 202);
  at.client.del("/api/customer/" + customer_mail, as_operator());
  check_code(at.resend(at.reqid()), 409, "NO_MAIL");
}

TEST_CASE("resend: a booking has three mails an hour") {
  mailing_cinema at;
  for (int i = 0; i < 3; ++i) {
    CHECK(at.resend(at.reqid()).status == 202);
    CHECK(eventually(patience, [&] { return at.mails() == 1; }));
    for (const auto& each : fs::directory_iterator{at.outbox.path()})
      fs::remove(each.path());
  }
  CHECK(eventually(patience, [&] { return at.resend(at.reqid()).status == 429; }));
  // A caller of find does not see the limit.
  CHECK(eventually(patience, [&] {
    return at.client.post("/api/booking/find", at.finding(customer_mail)).status == 202;
  }));
  CHECK(at.mails() == 0);
}

TEST_CASE("find booking: while too many mails wait, everybody gets 503") {
  mailing_cinema at{usual_options(), 3};
  check_code(at.client.post("/api/booking/find", at.finding("x@example.org")), 503, "OVERLOADED");
  check_code(at.client.post("/api/booking/find", at.finding(customer_mail)), 503, "OVERLOADED");
  check_code(at.resend(at.reqid()), 503, "OVERLOADED");
  fs::remove(at.outbox.path() / "0.eml");
  CHECK(eventually(patience, [&] {
    return at.client.post("/api/booking/find", at.finding(customer_mail)).status == 202;
  }));
  CHECK(eventually(patience, [&] { return at.mails() == 3; }));
}

} // namespace boxoffice::http::tests

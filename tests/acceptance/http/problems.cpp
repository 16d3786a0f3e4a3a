#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string nobody = "s.AAAAAAAAAAAAAAAAAAAAAA";

void check_problem(const response& got, unsigned status, const std::string& code) {
  CAPTURE(got.summary());
  CHECK(got.status == status);
  CHECK(got.code() == code);
  CHECK(got.header("Content-Type").rfind("application/problem+json", 0) == 0);
  for (const auto* member : {"type", "title", "detail", "requestId"}) {
    CAPTURE(member);
    REQUIRE(got.body.contains(member));
    CHECK(got.body.at(member).is_string());
    CHECK_FALSE(got.body.at(member).get<std::string>().empty());
  }
  CHECK(got.body.at("status") == status);
}

void check_invalid(const response& got, const std::string& field) {
  check_problem(got, 422, "INVALID_REQUEST");
  bool named = false;
  for (const auto& error : got.body.value("errors", json::array())) {
    CHECK(error.at("detail").is_string());
    named = named || error.at("field").get<std::string>().rfind(field, 0) == 0;
  }
  CHECK_MESSAGE(named, "no error names ", field, ": ", got.text);
}

} // namespace

TEST_CASE("problem: unknown resources are not found") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto& client = cinema.client();
  for (const auto* target :
       {"/api/nothing", "/nothing", "/api", "/api/movieshow/s/nothing", "/api/ticket/x/y/z"})
    check_problem(client.get(target), 404, "NOT_FOUND");
  for (const auto* target :
       {"/api/movieshow/none", "/api/movieshow/none/seats", "/api/movieshow/none/seatsavailable"})
    check_problem(client.get(target), 404, "SHOW_NOT_FOUND");
  for (const auto* action : {"pause", "resume", "cancel"})
    check_problem(cinema.operate(std::string{"/api/movieshow/none/"} + action), 404,
                  "SHOW_NOT_FOUND");
  check_problem(cinema.operate("/api/movieshow/none/block", {{"seats", {"A1"}}}), 404,
                "SHOW_NOT_FOUND");
  check_problem(cinema.ask("none", {"A1"}), 404, "SHOW_NOT_FOUND");
  cinema.open_show("s", hall(1, 5));
  for (const auto& booking :
       {nobody, std::string{"none.AAAAAAAAAAAAAAAAAAAAAA"}, std::string{"s."}, std::string{"x"}}) {
    CAPTURE(booking);
    check_problem(client.get("/api/ticket/" + booking), 404, "BOOKING_NOT_FOUND");
    check_problem(client.get("/api/ticket/" + booking + "/history"), 404, "BOOKING_NOT_FOUND");
    check_problem(client.del("/api/ticket/" + booking), 404, "BOOKING_NOT_FOUND");
    check_problem(cinema.operate("/api/ticket/" + booking + "/cancel"), 404, "BOOKING_NOT_FOUND");
  }
}

TEST_CASE("problem: a method that a path does not know is 405 and Allow names those it does") {
  cinema_fixture cinema{server_binary()};
  const auto check = [&](const std::string& method, const std::string& target,
                         const std::vector<std::string>& allowed) {
    CAPTURE(method + " " + target);
    const auto got = cinema.client().send(method, target, "", {});
    check_problem(got, 405, "METHOD_NOT_ALLOWED");
    for (const auto& name : allowed)
      CHECK_MESSAGE(got.header("Allow").find(name) != std::string::npos, got.header("Allow"));
    CHECK(got.header("Allow").find(method) == std::string::npos);
  };
  check("PUT", "/api/ticket/book", {"POST"});
  check("POST", "/api/ticket/" + nobody, {"GET", "DELETE"});
  check("POST", "/api/ticket/" + nobody + "/history", {"GET"});
  check("GET", "/api/payment/callback", {"POST"});
  check("DELETE", "/api/movieshow", {"GET", "POST"});
  check("DELETE", "/api/movieshow/s", {"GET", "PUT"});
  check("POST", "/api/movieshow/s/seats", {"GET"});
  check("DELETE", "/api/movieshow/s/seatsavailable", {"GET"});
  check("GET", "/api/movieshow/s/pause", {"POST"});
  check("GET", "/api/ticket/" + nobody + "/cancel", {"POST"});
  check("POST", "/api/refund", {"GET"});
  check("GET", "/api/customer/ann%40example.com", {"DELETE"});
  check("DELETE", "/healthz", {"GET"});
  check("BREW", "/readyz", {"GET"});
}

TEST_CASE("problem: a body that is not JSON, not declared as JSON, or not UTF-8 is refused") {
  cinema_fixture cinema{server_binary()};
  cinema.open_show("s", hall(1, 5));
  const auto book = [&](const std::string& text, const header_list& headers) {
    return cinema.client().send("POST", "/api/ticket/book", text, headers);
  };
  const std::string good = R"({"userMail":"ann@example.com","movieShowId":"s","seats":["A1"]})";
  check_problem(book(good, {}), 415, "UNSUPPORTED_MEDIA_TYPE");
  for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
    check_problem(book(good, {{"Content-Type", type}}), 415, "UNSUPPORTED_MEDIA_TYPE");
  for (const std::string text : {"", "{", "{]", "nul", "{\"userMail\":}", "{\"a\":1}}", "{'a':1}",
                                 "[1,]", "\"\xFF\"", "{\"userMail\":\"\xC3(\"}"}) {
    CAPTURE(text);
    check_problem(book(text, as_json), 400, "MALFORMED_JSON");
  }
  const auto deep = book(std::string(20'000, '[') + std::string(20'000, ']'), as_json);
  CHECK_MESSAGE((deep.status == 400 || deep.status == 422), deep.summary());
  CHECK(book(good, {{"Content-Type", "Application/JSON; charset=utf-8"}}).status == 202);
}

TEST_CASE("problem: a wrong booking names each wrong field") {
  cinema_fixture cinema{server_binary()};
  cinema.open_show("s", hall(1, 20));
  const json good = {{"userMail", "ann@example.com"}, {"movieShowId", "s"}, {"seats", {"A1"}}};
  const auto book = [&](const char* field, const json& value) {
    auto body = good;
    body[field] = value;
    return cinema.client().post("/api/ticket/book", body);
  };
  for (const std::string mail :
       {"", "ann", "@example.com", "ann@", "a@b@c", "an n@example.com", "ann@exam\tple.com"}) {
    CAPTURE(mail);
    check_invalid(book("userMail", mail), "userMail");
  }
  check_invalid(book("userMail", std::string(254, 'a') + "@b"), "userMail");
  CHECK(book("userMail", std::string(252, 'a') + "@b").status == 202);
  check_invalid(book("seats", json::array()), "seats");
  check_invalid(book("seats", all_seats(1, 11)), "seats");
  check_invalid(book("seats", {"A2", "A2"}), "seats");
  check_invalid(book("seats", {"A2", "Z1"}), "seats");
  check_invalid(book("seats", {"A2", ""}), "seats");
  check_invalid(book("seats", {"A2", std::string(17, 'A')}), "seats");
  check_invalid(book("seats", {"A2", 1.5}), "seats");
  check_invalid(book("movieShowId", "no such id"), "movieShowId");
  check_invalid(book("movieShowId", std::string(65, 's')), "movieShowId");
  for (const auto* field : {"userMail", "movieShowId", "seats"}) {
    auto lacking = good;
    lacking.erase(field);
    check_invalid(cinema.client().post("/api/ticket/book", lacking), field);
    for (const auto& value : {json(nullptr), json(true), json::object()})
      check_invalid(book(field, value), field);
  }
  for (const auto& body : {json(1), json("x"), json::array(), json(nullptr)})
    check_problem(cinema.client().post("/api/ticket/book", body), 422, "INVALID_REQUEST");
  auto more = good;
  more["unknown"] = {{"member", 1}};
  more["seats"] = {"A9"};
  CHECK(cinema.client().post("/api/ticket/book", more).status == 202);
  CHECK(cinema.ask("s", all_seats(1, 20)).status == 422);
}

TEST_CASE("problem: an invalid payment callback is refused although it is signed") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto held = cinema.confirmed("s", {"A1"});
  const auto good = cinema.payment_for(held, "p1").body();
  const auto call = [&](const json& body) {
    return cinema.bank().notify_text(cinema.client(), body.dump());
  };
  for (const auto* field : {"reqId", "paymentId", "status", "amount", "paidAt"}) {
    auto lacking = good;
    lacking.erase(field);
    check_invalid(call(lacking), field);
    auto wrong = good;
    wrong[field] = {1, 2};
    check_invalid(call(wrong), field);
  }
  auto wrong = good;
  wrong["status"] = "MAYBE";
  check_invalid(call(wrong), "status");
  wrong = good;
  wrong["amount"]["value"] = 1.5;
  check_invalid(call(wrong), "amount");
  wrong = good;
  wrong["amount"]["currency"] = "RUPEES";
  check_invalid(call(wrong), "amount");
  wrong = good;
  wrong["paidAt"] = "yesterday";
  check_invalid(call(wrong), "paidAt");
  CHECK(cinema.ticket(held.at("reqId")) == held);
}

TEST_CASE("problem: a wrong show is refused") {
  cinema_fixture cinema{server_binary()};
  const auto put = [&](const json& body) {
    return cinema.client().put("/api/movieshow/new", body, as_operator());
  };
  for (const auto* field : {"movie", "hall", "startsAt", "currency", "price", "classes", "rows"}) {
    auto wrong = detailed_hall();
    wrong.erase(field);
    check_invalid(put(wrong), field);
    wrong[field] = true;
    check_invalid(put(wrong), field);
  }
  const auto with_rows = [](const json& rows) {
    auto body = detailed_hall();
    body["rows"] = rows;
    return body;
  };
  const auto row = [](const json& of, const json& seats) {
    return json{{"row", "A"}, {"class", of}, {"seats", seats}};
  };
  check_invalid(put(with_rows(json::array({row("NONE", 2)}))), "rows");
  check_invalid(put(with_rows(json::array({row("BOX", 0)}))), "rows");
  check_invalid(put(with_rows(json::array({row("BOX", 10'001)}))), "rows");
  check_invalid(put(with_rows(json::array({row("BOX", {"A1", "A1"})}))), "rows");
  check_invalid(put(with_rows(json::array({row("BOX", {"A 1"})}))), "rows");
  check_invalid(put(with_rows(json::array({row("BOX", 1), row("BOX", 1)}))), "rows");
  const std::vector<std::pair<std::string, json>> wrong_values = {
      {"price", -1}, {"price", 1.5}, {"currency", "rupees"}, {"startsAt", "soon"}};
  for (const auto& [field, value] : wrong_values) {
    auto wrong = detailed_hall();
    wrong[field] = value;
    check_invalid(put(wrong), field);
  }
  CHECK(cinema.client().get("/api/movieshow/new").status == 404);
  CHECK(put(with_rows(json::array({row("BOX", 10'000)}))).status == 201);
}

TEST_CASE("problem: a body with a NUL in it books, pays and opens nothing") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto held = cinema.confirmed("s", {"A1"});
  for (const std::string& more : {std::string(1, '\0'), std::string{"\0 junk{{", 8}}) {
    const json booking = {{"userMail", "ann@example.com"}, {"movieShowId", "s"}, {"seats", {"A2"}}};
    check_problem(cinema.client().send("POST", "/api/ticket/book", booking.dump() + more, as_json),
                  400, "MALFORMED_JSON");
    check_problem(cinema.bank().notify_text(cinema.client(),
                                            cinema.payment_for(held, "p1").body().dump() + more),
                  400, "MALFORMED_JSON");
    check_problem(cinema.client().send("PUT", "/api/movieshow/t", hall(1, 5).dump() + more,
                                       as_operator(as_json)),
                  400, "MALFORMED_JSON");
  }
  CHECK(cinema.ticket(held.at("reqId")) == held);
  CHECK(cinema.client().get("/api/movieshow/t").status == 404);
  CHECK(cinema.client().get("/api/movieshow/s/seats").body.at("seats").at("A2") == "available");
}

TEST_CASE("problem: a wrong query is refused") {
  cinema_fixture cinema{server_binary()};
  for (const auto* query : {"limit=0", "limit=-1", "limit=x", "limit=1.5", "limit=1x"}) {
    CAPTURE(query);
    check_problem(cinema.client().get(std::string{"/api/movieshow?"} + query), 422,
                  "INVALID_REQUEST");
  }
  check_problem(cinema.client().get("/api/refund?limit=0", as_operator()), 422, "INVALID_REQUEST");
}

} // namespace boxoffice::tests

#include "http/api/json/problem.hpp"

#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::http::tests {

using nlohmann::json;

namespace {

const std::map<code, std::pair<unsigned, std::string>> table = {
    {code::bad_request, {400, "BAD_REQUEST"}},
    {code::malformed_json, {400, "MALFORMED_JSON"}},
    {code::unauthenticated, {401, "UNAUTHENTICATED"}},
    {code::forbidden, {403, "FORBIDDEN"}},
    {code::show_not_found, {404, "SHOW_NOT_FOUND"}},
    {code::booking_not_found, {404, "BOOKING_NOT_FOUND"}},
    {code::not_found, {404, "NOT_FOUND"}},
    {code::method_not_allowed, {405, "METHOD_NOT_ALLOWED"}},
    {code::seats_unavailable, {409, "SEATS_UNAVAILABLE"}},
    {code::sales_closed, {409, "SALES_CLOSED"}},
    {code::not_cancellable, {409, "NOT_CANCELLABLE"}},
    {code::show_exists, {409, "SHOW_EXISTS"}},
    {code::no_refund_due, {409, "NO_REFUND_DUE"}},
    {code::not_movable, {409, "NOT_MOVABLE"}},
    {code::body_too_large, {413, "BODY_TOO_LARGE"}},
    {code::unsupported_media_type, {415, "UNSUPPORTED_MEDIA_TYPE"}},
    {code::upgrade_required, {426, "UPGRADE_REQUIRED"}},
    {code::invalid_request, {422, "INVALID_REQUEST"}},
    {code::idempotency_key_reused, {422, "IDEMPOTENCY_KEY_REUSED"}},
    {code::customer_limit, {409, "CUSTOMER_LIMIT"}},
    {code::sales_not_open, {409, "SALES_NOT_OPEN"}},
    {code::hall_not_found, {404, "HALL_NOT_FOUND"}},
    {code::hall_changed, {409, "HALL_CHANGED"}},
    {code::hall_limit, {409, "HALL_LIMIT"}},
    {code::webhook_not_found, {404, "WEBHOOK_NOT_FOUND"}},
    {code::webhook_limit, {409, "WEBHOOK_LIMIT"}},
    {code::webhook_disabled, {409, "WEBHOOK_DISABLED"}},
    {code::not_enough_seats, {409, "NOT_ENOUGH_SEATS"}},
    {code::leaves_single_seat, {409, "LEAVES_SINGLE_SEAT"}},
    {code::not_valid, {409, "NOT_VALID"}},
    {code::already_admitted, {409, "ALREADY_ADMITTED"}},
    {code::seats_in_use, {409, "SEATS_IN_USE"}},
    {code::no_mail, {409, "NO_MAIL"}},
    {code::link_used, {410, "LINK_USED"}},
    {code::invalid_code, {422, "INVALID_CODE"}},
    {code::rate_limited, {429, "RATE_LIMITED"}},
    {code::overloaded, {503, "OVERLOADED"}},
    {code::unavailable, {503, "UNAVAILABLE"}},
};

constexpr std::time_t some_second = 1'800'000'000;
const logging::request_tag some_tag{{0xab}, {}};
const std::string some_id = "ab" + std::string(30, '0');

} // namespace

TEST_CASE("problem: every code of the table has its status, name and members") {
  CHECK(table.size() == static_cast<std::size_t>(code::unavailable) + 1);
  for (const auto& [code, expected] : table) {
    const auto& [status, name] = expected;
    auto got = to_response(problem{code, {}, {}, {}, {}});
    auto body = json::parse(got.body);
    CHECK(got.status == status);
    CHECK(got.content_type == "application/problem+json");
    CHECK(body.at("status") == status);
    CHECK(body.at("code") == name);
    for (const auto* member : {"type", "title", "detail"})
      CHECK_FALSE(body.at(member).get<std::string>().empty());
    auto comes_again = got.headers.find("Retry-After: ") != std::string::npos;
    CHECK(comes_again == (status == 429 || status == 503));
    CHECK((got.headers.find("WWW-Authenticate: ") != std::string::npos) == (status == 401));
  }
}

TEST_CASE("problem: a hall that was changed meanwhile has its version in the refusal") {
  problem changed{code::hall_changed};
  changed.version = 3;
  CHECK(json::parse(to_response(changed).body).at("version") == 3);
}

TEST_CASE("problem: before sales open it says when, and how long that is in whole seconds") {
  auto got = to_response(
      events::refusal{events::errc::sales_not_open, {}, {}, 0, 0, 1'800'000'000'000, 61'001});
  CHECK(json::parse(got.body).at("opensAt") == "2027-01-15T08:00:00.000Z");
  CHECK(got.headers.find("Retry-After: 62\r\n") != std::string::npos);
}

TEST_CASE("problem: seats and errors are listed, times as RFC 3339") {
  using events::taken_reason;
  auto taken = to_response(
      events::refusal{events::errc::seats_unavailable,
                      {{{"A1"}, taken_reason::sold, {}}, {{"A2"}, taken_reason::held, 1'000}},
                      {}});
  CHECK(json::parse(taken.body).at("seats") ==
        json{{{"seat", "A1"}, {"reason", "SOLD"}},
             {{"seat", "A2"}, {"reason", "HELD"}, {"retryAt", "1970-01-01T00:00:01.000Z"}}});
  auto waits = to_response(
      events::refusal{events::errc::seats_unavailable, {{{"A1"}, taken_reason::wait, 1'000}}, {}});
  CHECK(json::parse(waits.body).at("seats").at(0).at("reason") == "WAIT");
  auto changed = events::refused(events::errc::not_valid);
  changed.ticket = events::ticket_refusal{events::invalid_ticket::seat_changed};
  CHECK(json::parse(to_response(changed).body).at("reason") == "SEAT_CHANGED");
  auto twice = events::refused(events::errc::already_admitted);
  twice.ticket = events::ticket_refusal{{}, 1'000, "North"};
  CHECK(json::parse(to_response(twice).body).at("at") == "1970-01-01T00:00:01.000Z");
  CHECK(json::parse(to_response(twice).body).at("gate") == "North");
  twice.ticket->gate.clear();
  CHECK(json::parse(to_response(twice).body).at("gate") == nullptr);
  auto limited = to_response(events::refusal{events::errc::customer_limit, {}, {}, 20, 18});
  CHECK(limited.status == 409);
  CHECK(json::parse(limited.body).at("limit") == 20);
  CHECK(json::parse(limited.body).at("have") == 18);
  auto invalid =
      to_response(events::refusal{events::errc::invalid_request, {}, {{"rows[0]", "is too long"}}});
  CHECK(json::parse(invalid.body).at("errors") ==
        json{{{"field", "rows[0]"}, {"detail", "is too long"}}});
}

TEST_CASE("problem: single seats are named, with a suggestion if there is one") {
  events::refusal why{events::errc::leaves_single_seat, {}, {}};
  why.singles = {{"A1"}, {"A4"}};
  auto body = json::parse(to_response(why).body);
  CHECK(body.at("singleSeats") == json::array({"A1", "A4"}));
  CHECK_FALSE(body.contains("suggestion"));
  why.suggestion = {{"A1"}, {"A2"}};
  CHECK(json::parse(to_response(why).body).at("suggestion") == json::array({"A1", "A2"}));
}

TEST_CASE("problem: text that is not UTF-8 does not break the response") {
  auto got = to_response(problem{code::bad_request, "\xff", {{"\xc3", "\xed\xa0"}}, {}, {}});
  CHECK(json::accept(got.body));
}

TEST_CASE("problem: Retry-After has the given seconds") {
  auto got = to_response(problem{code::rate_limited, {}, {}, {}, 17});
  CHECK(got.headers == "Retry-After: 17\r\n");
}

TEST_CASE("response: bytes as HTTP requires, with Date and exact length") {
  std::string out;
  response answer;
  answer.body = "{}";
  answer.add_header("ETag", "\"1\"");
  serialize(out, answer, {}, some_second, some_tag);
  CHECK(out.starts_with("HTTP/1.1 200 OK\r\nDate: Fri, 15 Jan 2027 08:00:00 GMT\r\n"));
  CHECK(out.find("\r\nETag: \"1\"\r\n") != std::string::npos);
  CHECK(out.ends_with("\r\nContent-Length: 2\r\n\r\n{}"));
  CHECK(out.find("Connection") == std::string::npos);
}

TEST_CASE(
    "response: all say how they are kept and read, and none is kept unless its handler says") {
  for (auto status : {200U, 304U, 404U}) {
    std::string out;
    response answer;
    answer.status = status;
    serialize(out, answer, {}, some_second, some_tag);
    CHECK(out.find("\r\nCache-Control: no-store\r\n") != std::string::npos);
    CHECK(out.find("\r\nX-Content-Type-Options: nosniff\r\n") != std::string::npos);
    CHECK(out.find("\r\nReferrer-Policy: no-referrer\r\n") != std::string::npos);
  }
}

TEST_CASE("response: all name their request, problems in their body too") {
  std::string plain, refused, of_client;
  response answer;
  answer.body = "{}";
  serialize(plain, answer, {}, some_second, some_tag);
  CHECK(plain.find("\r\nX-Request-Id: " + some_id + "\r\n") != std::string::npos);
  CHECK(plain.ends_with("\r\n\r\n{}"));
  serialize(refused, to_response(problem{code::not_found, {}, {}, {}, {}}), {}, some_second,
            some_tag);
  auto body = refused.substr(refused.find("\r\n\r\n") + 4);
  CHECK(json::parse(body).at("requestId") == some_id);
  CHECK(refused.find("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") !=
        std::string::npos);
  serialize(of_client, answer, {}, some_second,
            {{0xab}, std::make_shared<const logging::given_tag>(logging::given_tag{"mine", {}})});
  CHECK(of_client.find("\r\nX-Request-Id: mine\r\n") != std::string::npos);
}

TEST_CASE("response: 304 and HEAD have no body; HTTP/1.0 and the last response are marked") {
  std::string unchanged, head, old, last;
  response answer;
  answer.body = "{}";
  serialize(head, answer, {true, false, true}, some_second, some_tag);
  CHECK(head.ends_with("Content-Length: 2\r\n\r\n"));
  serialize(old, answer, {true, true, false}, some_second, some_tag);
  CHECK(old.starts_with("HTTP/1.0 200 OK\r\n"));
  CHECK(old.find("Connection: keep-alive\r\n") != std::string::npos);
  answer.close = true;
  serialize(last, answer, {}, some_second, some_tag);
  CHECK(last.find("Connection: close\r\n") != std::string::npos);
  answer.status = 304;
  serialize(unchanged, answer, {}, some_second, some_tag);
  CHECK(unchanged.ends_with("\r\n\r\n"));
  CHECK(unchanged.find("\r\nContent-Type") == std::string::npos);
  CHECK(unchanged.find("\r\nContent-Length") == std::string::npos);
}

} // namespace boxoffice::http::tests

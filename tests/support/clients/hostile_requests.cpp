#include "tests/support/clients/hostile_requests.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace boxoffice::tests {

namespace {

const std::string book_line = "POST /api/ticket/book HTTP/1.1\r\n";
const std::string json_type = "Content-Type: application/json\r\n";
const std::string nowhere =
    R"({"userMail":"ann@example.com","movieShowId":"nowhere","seats":["A1"]})";
const std::string unknown = "nowhere.AAAAAAAAAAAAAAAAAAAAAA";

std::string length_of(const std::string& body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n";
}

std::string whole(const std::string& line, const std::string& headers, const std::string& body) {
  return line + " HTTP/1.1\r\nHost: x\r\n" + headers + length_of(body) + "\r\n" + body;
}

std::string booking_with(const std::string& body) {
  return whole("POST /api/ticket/book", json_type, body);
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i)
    result += text;
  return result;
}

} // namespace

std::string hostile_requests::next() {
  static constexpr std::array<maker, 11> makers = {
      &hostile_requests::only_noise,     &hostile_requests::truncated,
      &hostile_requests::bent,           &hostile_requests::oversized,
      &hostile_requests::contradictory,  &hostile_requests::odd_path,
      &hostile_requests::odd_headers,    &hostile_requests::broken_json,
      &hostile_requests::wrong_types,    &hostile_requests::out_of_order,
      &hostile_requests::several_at_once};
  return (this->*makers[below(makers.size())])();
}

std::string hostile_requests::noise(std::size_t most) {
  std::string bytes(1 + below(most), '\0');
  for (auto& byte : bytes)
    byte = static_cast<char>(random_());
  return bytes;
}

std::string hostile_requests::refused_request() {
  switch (below(6)) {
  case 0: return booking_with(nowhere);
  case 1: return whole("GET /api/ticket/" + unknown, {}, {});
  case 2: return whole("DELETE /api/ticket/" + unknown, {}, {});
  case 3: return whole("PUT /api/movieshow/x", json_type, R"({"movie":"none"})");
  case 4: return whole("POST /api/payment/callback", json_type, R"({"reqId":"none.x"})");
  default: return whole("GET /api/refund?limit=5", "Authorization: Bearer wrong\r\n", {});
  }
}

std::string hostile_requests::only_noise() { return noise(below(20) == 0 ? 100'000 : 500); }

std::string hostile_requests::truncated() {
  const auto text = refused_request();
  return text.substr(0, 1 + below(text.size() - 1));
}

std::string hostile_requests::bent() {
  auto text = refused_request();
  for (auto changes = 1 + below(5); changes > 0; --changes) {
    const auto at = below(text.size());
    switch (below(3)) {
    case 0: text[at] = static_cast<char>(random_()); break;
    case 1: text.erase(at, 1 + below(4)); break;
    default: text.insert(at, noise(4)); break;
    }
  }
  return text;
}

std::string hostile_requests::oversized() {
  switch (below(8)) {
  case 0: return whole("GET /api/ticket/" + std::string(below(200'000), 'x'), {}, {});
  case 1: return whole("GET /api/refund", "X-Long: " + std::string(200'000, 'y') + "\r\n", {});
  case 2: return whole("GET /api/refund", repeated("X-Many: 1\r\n", 20'000), {});
  case 3: return booking_with(std::string(65'537 + below(100'000), ' '));
  case 4: return booking_with("[" + repeated("[", below(60'000)));
  case 5: return book_line + json_type + "Content-Length: 18446744073709551616\r\n\r\n{}";
  case 6: return book_line + json_type + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}";
  default:
    return book_line + json_type + "Transfer-Encoding: chunked\r\n\r\n" +
           repeated("1\r\n \r\n", 70'000) + "0\r\n\r\n";
  }
}

std::string hostile_requests::contradictory() {
  const auto headers = pick({
      "Content-Length: 5\r\nContent-Length: 6\r\n",
      "Content-Length: -5\r\n",
      "Content-Length: +5\r\n",
      "Content-Length: 0x5\r\n",
      "Content-Length: five\r\n",
      "Content-Length:\r\n",
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: chunked, chunked\r\n",
      "Transfer-Encoding: gzip, chunked\r\n",
      "Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
  });
  const auto body = pick({"{}", "5\r\n{}", "-1\r\n{}\r\n0\r\n\r\n", "zz\r\n{}\r\n0\r\n\r\n",
                          "2\r\n{}0\r\n\r\n", "2;a=\"\r\n{}\r\n0\r\n\r\n", "0\r\nX: y\r\n\r\n"});
  return book_line + "Host: x\r\n" + json_type + headers + "\r\n" + body;
}

std::string hostile_requests::odd_path() {
  const auto target = pick({"/api/ticket/../../../../etc/passwd",
                            "/api/ticket/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                            "/api/ticket/%00",
                            "/api/ticket/%zz",
                            "/api/ticket/%",
                            "/api/ticket/%F0%28%8C%28",
                            "/api//ticket//x",
                            "//api/ticket/x",
                            "/api/ticket/" + unknown + "?a=%00",
                            "http://other.example/api/ticket/x",
                            "*",
                            "nowhere:443",
                            "?",
                            "#",
                            "/api/refund?limit=%31",
                            "/api/movieshow?limit=99999999999999999999",
                            "/api/movieshow?limit=-1",
                            "/api/movieshow/%2Fetc/seats",
                            "/api/movieshow/nowhere/seats",
                            "/api/ticket/\x80\xFF",
                            "/api/ticket/nowhere." + std::string(below(4'000), 'A'),
                            "/api/ticket/." + unknown,
                            "/api/customer/%40"});
  const auto method =
      pick({"GET", "DELETE", "OPTIONS", "CONNECT", "TRACE", "BREW", "get", "G\tET", "PATCH"});
  return whole(method + " " + target, {}, {});
}

std::string hostile_requests::odd_headers() {
  const auto header = pick(
      {"No colon here\r\n", ": no name\r\n", "Bad Name: x\r\n", "X: a\r\n folded\r\n",
       std::string{"X: nul\0here\r\n", 13}, "X: \x01\x02\r\n", "X: bare\nY: lf\r\n",
       "X: bare\rcr\r\n", "\r\n\r\n", "Authorization: Bearer\r\n", "Authorization: \xFF\xFE\r\n",
       "Connection: keep-alive, close, x\r\n", "Upgrade: websocket\r\nConnection: upgrade\r\n",
       "Idempotency-Key: " + std::string(300, 'k') + "\r\n", "Idempotency-Key: \xC3\r\n",
       "Content-Encoding: gzip\r\n", "Host: y\r\n", "Expect: the unexpected\r\n"});
  return whole("POST /api/ticket/book", header + json_type, nowhere);
}

std::string hostile_requests::broken_json() {
  if (below(3) == 0) {
    auto body = nowhere;
    for (auto changes = 1 + below(6); changes > 0; --changes)
      body[below(body.size())] = static_cast<char>(random_());
    return booking_with(body);
  }
  return booking_with(pick({"",
                            "{",
                            "}",
                            "[",
                            "nul",
                            "tru",
                            "-",
                            "1e",
                            "\"",
                            "\"\\",
                            "\"\\u12",
                            "\"\\ud800\"",
                            "{\"a\"",
                            "{\"a\":",
                            "{\"a\":1,",
                            "{1:2}",
                            "[1 2]",
                            "\xEF\xBB\xBF{}",
                            "\xFF\xFE{",
                            "1e999",
                            "-1e999",
                            noise(1'000),
                            repeated("[", 30'000) + repeated("]", 30'000),
                            repeated("{\"a\":", 10'000) + "1" + repeated("}", 10'000),
                            "{\"seats\":" + std::string(60'000, '9') + "}"}));
}

std::string hostile_requests::wrong_types() {
  const std::vector<std::string> values = {"null",
                                           "true",
                                           "[]",
                                           "{}",
                                           "\"\"",
                                           "-1",
                                           "1.5",
                                           "1e400",
                                           "99999999999999999999999",
                                           "\"\\u0000\"",
                                           "[null]",
                                           "[[\"A1\"]]",
                                           "[{\"a\":1}]",
                                           "\"" + std::string(1'000, 'x') + "\""};
  const auto field = pick({"userMail", "movieShowId", "seats"});
  auto body = json::parse(nowhere);
  auto text = body.dump();
  body.erase(field);
  text = body.dump();
  text.insert(1, "\"" + field + "\":" + pick(values) + ",");
  return booking_with(text);
}

std::string hostile_requests::out_of_order() {
  notice what;
  what.booking = unknown;
  what.payment = "p" + std::to_string(random_());
  what.status = pick({"SUCCESS", "FAILED", "REFUNDED"});
  what.value = 1;
  what.paid_at = "2026-01-01T00:00:00Z";
  const auto body = what.body().dump();
  std::string signed_headers = json_type;
  for (const auto& [name, value] : bank_.headers(body)) {
    signed_headers.append(name).append(": ").append(value).append("\r\n");
  }
  switch (below(6)) {
  case 0: return whole("POST /api/payment/callback", signed_headers, body);
  case 1: return whole("POST /api/payment/callback", signed_headers, body + " ");
  case 2: return whole("GET /api/ticket/" + unknown + "/history", {}, {});
  case 3: return whole("POST /api/ticket/" + unknown + "/cancel", {}, {});
  case 4: return whole("POST /api/movieshow/nowhere/resume", {}, {});
  default: return whole("DELETE /api/ticket/" + unknown, {}, {});
  }
}

std::string hostile_requests::several_at_once() {
  std::string all;
  for (auto count = 2 + below(30); count > 0; --count)
    all += refused_request();
  return all + (below(2) == 0 ? bent() : broken_json());
}

} // namespace boxoffice::tests

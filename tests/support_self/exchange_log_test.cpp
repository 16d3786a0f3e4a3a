#include "tests/support/clients/exchange_log.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

TEST_CASE("exchange log: a request is taken out of what was sent") {
  std::string sent = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
  const auto taken = take_request(sent);
  CHECK(taken.method == "POST");
  CHECK(taken.target == "/a?b=c");
  CHECK(taken.body == "{}");
  CHECK(sent.empty());
}

TEST_CASE("exchange log: pipelined requests are taken one by one") {
  std::string sent = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: x\r\n\r\n";
  CHECK(take_request(sent).target == "/1");
  const auto second = take_request(sent);
  CHECK(second.method == "HEAD");
  CHECK(second.target == "/2");
  CHECK(take_request(sent).method.empty());
}

TEST_CASE("exchange log: a request whose body is missing is known by its first line") {
  std::string sent = "PUT /big HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc";
  const auto taken = take_request(sent);
  CHECK(taken.method == "PUT");
  CHECK(taken.target == "/big");
  CHECK(sent.empty());
}

TEST_CASE("exchange log: of bytes that are no request nothing is known") {
  for (std::string sent : {"\x01\x02\r\n\r\nGET /1 HTTP/1.1\r\n\r\n", "GET /half HTT", ""}) {
    CHECK(take_request(sent).method.empty());
    CHECK(sent.empty());
  }
}

} // namespace boxoffice::tests

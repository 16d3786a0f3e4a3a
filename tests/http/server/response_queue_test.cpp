#include "http/server/response_queue.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

constexpr framing keeps_alive{true, false, false};
constexpr framing closes{false, false, false};

response with_body(std::string body) {
  response out;
  out.body = std::move(body);
  return out;
}

std::string bytes_of_output(const response_queue& queue) {
  std::string all;
  for (const auto& each : queue.output().buffers())
    all.append(static_cast<const char*>(each.data()), each.size());
  return all;
}

/// The bodies of the responses that are due, in order: each ends its message.
std::string bodies_due(response_queue& queue) {
  queue.gather();
  std::string due;
  auto all = bytes_of_output(queue);
  for (std::size_t at = 0; (at = all.find("\r\n\r\n", at)) != std::string::npos;) {
    at += 4;
    due += all.substr(at, all.find("HTTP/", at) - at);
  }
  queue.output().clear(0);
  return due;
}

} // namespace

TEST_CASE("responses: they leave in the order of the requests, in whatever order they are made") {
  response_queue queue;
  auto first = queue.add(keeps_alive);
  auto second = queue.add(keeps_alive);
  auto third = queue.add(keeps_alive);
  queue.complete(third, with_body("3"), 0, {});
  CHECK(bodies_due(queue).empty());
  queue.complete(first, with_body("1"), 0, {});
  CHECK(bodies_due(queue) == "1");
  CHECK(queue.size() == 2);
  CHECK_FALSE(queue.all_complete());
  queue.complete(second, with_body("2"), 0, {});
  CHECK(queue.all_complete());
  CHECK(bodies_due(queue) == "23");
  CHECK(queue.empty());
}

TEST_CASE("responses: nothing leaves behind one that ends the connection") {
  response_queue queue;
  auto last = queue.add(closes);
  auto behind = queue.add(keeps_alive);
  queue.complete(behind, with_body("never"), 0, {});
  queue.complete(last, with_body("last"), 0, {});
  CHECK(queue.closes());
  CHECK(bytes_of_output(queue).find("Connection: close\r\n") != std::string::npos);
  CHECK(bodies_due(queue) == "last");
  CHECK(bodies_due(queue).empty());
}

TEST_CASE("responses: a drain ends the connection with the last request") {
  response_queue queue;
  auto first = queue.add(keeps_alive);
  auto last = queue.add(keeps_alive);
  queue.close_after_last();
  queue.complete(first, with_body("1"), 0, {});
  CHECK_FALSE(queue.closes());
  queue.complete(last, with_body("2"), 0, {});
  CHECK(queue.closes());
  CHECK(bodies_due(queue) == "12");
}

TEST_CASE("responses: 100 Continue waits for the responses before it") {
  response_queue queue;
  auto first = queue.add(keeps_alive);
  queue.add_interim("HTTP/1.1 100 Continue\r\n\r\n");
  auto waiting = queue.own_bytes();
  CHECK(waiting == std::string_view{"HTTP/1.1 100 Continue\r\n\r\n"}.size());
  queue.complete(first, with_body("1"), 0, {});
  queue.gather();
  CHECK(bytes_of_output(queue).ends_with("1HTTP/1.1 100 Continue\r\n\r\n"));
  CHECK(queue.empty());
}

TEST_CASE("responses: own bytes count until they are written, shared ones never") {
  response_queue queue;
  auto first = queue.add(keeps_alive);
  auto second = queue.add(keeps_alive);
  auto shared = with_body("own");
  shared.tail.bytes = "shared by many";
  queue.complete(second, shared, 0, {});
  auto waiting = queue.own_bytes();
  CHECK(waiting > 0);
  queue.complete(first, shared, 0, {});
  CHECK(queue.own_bytes() == 2 * waiting);
  CHECK(queue.output().size() == 2 * (waiting + shared.tail.bytes.size()));
  queue.slow_down(waiting + shared.tail.bytes.size()); // The first is written, the second is slow.
  CHECK(queue.own_bytes() == waiting);
  CHECK(queue.output().empty());
  queue.slow_output().consume(waiting + shared.tail.bytes.size());
  CHECK(queue.own_bytes() == 0);
  CHECK(queue.slow_output().empty());
}

TEST_CASE("responses: a request is alone if no other one and no byte waits") {
  response_queue queue;
  auto first = queue.add(keeps_alive);
  CHECK(queue.is_alone(first));
  auto second = queue.add(keeps_alive);
  CHECK_FALSE(queue.is_alone(first));
  queue.complete(first, with_body("1"), 0, {});
  CHECK_FALSE(queue.is_alone(second)); // The first response is not written yet.
  CHECK(bodies_due(queue) == "1");
  CHECK(queue.is_alone(second));
  queue.clear();
  CHECK(queue.empty());
  CHECK(queue.own_bytes() == 0);
}

} // namespace boxoffice::http::tests

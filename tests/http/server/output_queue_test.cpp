#include "http/server/output_queue.hpp"

#include <rapidcheck.h>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

std::string text_of(const output_queue& queue) {
  std::string all;
  for (const auto& each : queue.buffers())
    all.append(static_cast<const char*>(each.data()), each.size());
  return all;
}

shared_bytes shared(const std::string& text) {
  auto owner = std::make_shared<const std::string>(text);
  return {*owner, owner};
}

} // namespace

TEST_CASE("output: own and shared bytes are written in order, however much at a time") {
  CHECK(rc::check([](const std::vector<std::pair<bool, std::string>>& parts,
                     const std::vector<std::uint8_t>& steps) {
    output_queue queue;
    std::string expected;
    for (const auto& [is_shared, text] : parts) {
      if (is_shared)
        queue.append(shared(text));
      else
        queue.text() += text;
      expected += text;
    }
    RC_ASSERT(queue.size() == expected.size());
    for (auto step : steps) {
      auto front = text_of(queue);
      RC_ASSERT(expected.starts_with(front));
      RC_ASSERT(front.empty() == expected.empty());
      auto taken = std::min<std::size_t>(step, front.size());
      queue.consume(taken);
      expected.erase(0, taken);
      RC_ASSERT(queue.size() == expected.size());
    }
  }));
}

TEST_CASE("output: shared bytes do not count as own, and are released once written") {
  auto body = std::make_shared<const std::string>(1'000, 'b');
  output_queue queue;
  queue.text() += "head";
  queue.append({*body, body});
  output_queue more;
  more.text() += "next";
  more.append({*body, body});
  queue.append(std::move(more));
  CHECK(queue.size() == 2'008);
  CHECK(queue.own_size() == 8);
  CHECK(body.use_count() == 3);
  queue.consume(1'004);
  CHECK(body.use_count() == 2);
  CHECK(queue.own_size() == 4);
  queue.consume(1'004);
  CHECK(queue.empty());
  CHECK(body.use_count() == 1);
}

TEST_CASE("output: clear() releases shared bytes") {
  auto body = std::make_shared<const std::string>(1'000, 'b');
  output_queue queue;
  queue.text() += "head";
  queue.append({*body, body});
  queue.consume(2);
  queue.clear(100);
  CHECK(queue.empty());
  CHECK(body.use_count() == 1);
  queue.text() += "again";
  CHECK(text_of(queue) == "again");
}

} // namespace boxoffice::http::tests

#include "http/api/shared_reads.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// Answers that are begun and not made yet.
struct makers {
  std::vector<shared_reads::deliver> begun;

  void finish(std::size_t which) {
    auto done = begun[which]; // A copy: the next may be begun meanwhile.
    done({});
  }
  shared_reads::make one() {
    return [this](const logging::request_tag&, shared_reads::deliver done) {
      begun.push_back(std::move(done));
    };
  }
};

shared_reads::reader anybody() { return {responder{nullptr, 0, {}}, {}}; }

boost::asio::ip::address at(const char* address) { return boost::asio::ip::make_address(address); }

} // namespace

TEST_CASE("reads: readers that arrive while a response is made share the next one") {
  shared_reads reads{1};
  makers all;
  for (int i = 0; i < 5; ++i)
    reads.read("a", anybody(), shared_reads::work::light, all.one());
  CHECK(all.begun.size() == 1);
  all.finish(0);
  REQUIRE(all.begun.size() == 2);
  reads.read("a", anybody(), shared_reads::work::light, all.one());
  CHECK(all.begun.size() == 2);
  all.finish(1);
  REQUIRE(all.begun.size() == 3);
  all.finish(2);
  CHECK(all.begun.size() == 3);
  reads.read("a", anybody(), shared_reads::work::light, all.one());
  CHECK(all.begun.size() == 4);
}

TEST_CASE(
    "reads: other responses do not wait for it, and those of a single reader are not shared") {
  shared_reads reads{1};
  makers all;
  reads.read("a", anybody(), shared_reads::work::light, all.one());
  reads.read("b", anybody(), shared_reads::work::light, all.one());
  reads.read_alone(anybody(), shared_reads::work::light, all.one());
  reads.read_alone(anybody(), shared_reads::work::light, all.one());
  CHECK(all.begun.size() == 4);
}

TEST_CASE("queue: one waiting job of each address runs in turn") {
  fair_queue queue{1};
  std::string ran;
  auto job = [&ran](char name) { return [&ran, name] { ran += name; }; };
  queue.submit(at("192.0.2.1"), job('a'));
  queue.submit(at("192.0.2.1"), job('b'));
  queue.submit(at("192.0.2.1"), job('c'));
  queue.submit(at("192.0.2.2"), job('x'));
  queue.submit(at("2001:db8::1"), job('p'));
  queue.submit(at("2001:db8::2"), job('q'));
  CHECK(ran == "a");
  for (int i = 0; i < 5; ++i)
    queue.finish();
  CHECK(ran == "abxpcq");
}

TEST_CASE("queue: jobs that finish at once do not nest") {
  fair_queue queue{2};
  std::size_t within = 0;
  std::size_t most_within = 0;
  std::size_t ran = 0;
  for (int i = 0; i < 10'000; ++i)
    queue.submit(at("192.0.2.1"), [&] {
      most_within = std::max(most_within, ++within);
      ++ran;
      queue.finish();
      --within;
    });
  CHECK(ran == 10'000);
  CHECK(most_within == 1);
}

} // namespace boxoffice::http::tests

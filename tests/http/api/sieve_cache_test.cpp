#include "http/api/sieve_cache.hpp"

#include <map>
#include <random>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

TEST_CASE("cache: what is read stays, however many keys are read once") {
  sieve_cache<int, int> cache{100};
  cache.keep(0, 42, 10);
  for (int key = 1; key < 1'000; ++key) {
    REQUIRE(cache.find(0) != nullptr);
    CHECK(*cache.find(0) == 42);
    cache.keep(key, key, 10);
  }
}

TEST_CASE(
    "cache: keys of which many reads are stay beside ten times as many that are read rarely") {
  constexpr unsigned hot = 50;
  constexpr unsigned rare = 500;
  std::mt19937 random{11};
  auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  sieve_cache<unsigned, int> cache{75};
  int reads = 0;
  int found = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    auto is_hot = below(2) == 0;
    auto key = is_hot ? below(hot) : hot + below(rare);
    const auto kept = cache.find(key) != nullptr;
    reads += is_hot ? 1 : 0;
    found += is_hot && kept ? 1 : 0;
    if (!kept)
      cache.keep(key, turn, 1);
  }
  CHECK(found * 100 > reads * 85);
}

TEST_CASE("cache: a value that is larger than all the room is not kept, nor the one before it") {
  sieve_cache<int, int> cache{10};
  cache.keep(1, 1, 10);
  cache.keep(1, 2, 11);
  CHECK(cache.find(1) == nullptr);
  cache.keep(2, 3, 10);
  CHECK(cache.find(2) != nullptr);
  sieve_cache<int, int> none{0};
  none.keep(1, 1, 1);
  CHECK(none.find(1) == nullptr);
}

TEST_CASE("cache: it finds the last value of a key or none, and never holds more than its bytes") {
  constexpr std::size_t most = 50;
  constexpr int keys = 20;
  std::mt19937 random{7};
  auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  sieve_cache<int, int> cache{most};
  std::map<int, std::pair<int, std::size_t>> last;
  for (int turn = 0; turn < 5'000; ++turn) {
    auto key = below(keys);
    if (below(3) == 0) {
      auto bytes = static_cast<std::size_t>(below(20));
      cache.keep(key, turn, bytes);
      last[key] = {turn, bytes};
      REQUIRE(cache.find(key) != nullptr);
    } else if (const auto* found = cache.find(key)) {
      REQUIRE(*found == last.at(key).first);
    }
    if (turn % 50 != 0)
      continue;
    std::size_t held = 0; // The reads mark all alike, which changes no value.
    for (const auto& [each, value] : last)
      held += cache.find(each) != nullptr ? value.second : 0;
    REQUIRE(held <= most);
  }
}

} // namespace boxoffice::http::tests

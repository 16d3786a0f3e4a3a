#pragma once

#include "tests/support/cinema/provider.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// An endless, seeded stream of what no honest client sends: noise, cut and bent requests, sizes
/// beyond every limit, contradictory lengths, broken JSON, wrong types, and calls in the wrong
/// order. Whatever comes of bending them, none can be a request that succeeds: they are made from
/// calls that must be refused even when they arrive as they were meant.
class hostile_requests {
public:
  hostile_requests(std::uint64_t seed, provider bank) : random_{seed}, bank_{std::move(bank)} {}

  /// The bytes of one connection, to be sent in one go.
  std::string next();

private:
  using maker = std::string (hostile_requests::*)();

  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_()) % end; }
  std::string pick(const std::vector<std::string>& of) { return of[below(of.size())]; }
  std::string noise(std::size_t most);
  std::string refused_request();

  std::string only_noise();
  std::string truncated();
  std::string bent();
  std::string oversized();
  std::string contradictory();
  std::string odd_path();
  std::string odd_headers();
  std::string broken_json();
  std::string wrong_types();
  std::string out_of_order();
  std::string several_at_once();

  std::mt19937_64 random_;
  provider bank_;
};

} // namespace boxoffice::tests

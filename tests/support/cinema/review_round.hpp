#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// One booking under review, as its owner knows it.
struct contender {
  std::uint64_t number = 0;
  std::vector<std::string> seats;
};

/// What section 4 of the contract says becomes of it.
struct verdict {
  bool confirmed = false;
  std::string rule;
  std::set<std::uint64_t> rivals;   ///< Of a confirmed one: those that lost a seat to it.
  std::set<std::uint64_t> lost_to;  ///< Of a rejected one.
  std::set<std::string> seats_lost; ///< Of a rejected one.
};

/// The draw among equals: lower goes first. `seed` is 16 bytes.
std::string draw_of(const std::string& seed, std::uint64_t number);

/// A whole round, worked out anew from its seed. Keyed by number.
std::map<std::uint64_t, verdict> judge(const std::vector<contender>& contenders,
                                       const std::string& seed);

} // namespace boxoffice::tests

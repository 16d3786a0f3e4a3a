#include "tests/support/cinema/review_round.hpp"

#include "tests/support/crypto/crypto.hpp"

#include <algorithm>
#include <tuple>

namespace boxoffice::tests {

std::string draw_of(const std::string& seed, std::uint64_t number) {
  return sha256(seed + big_endian(number));
}

std::map<std::uint64_t, verdict> judge(const std::vector<contender>& contenders,
                                       const std::string& seed) {
  auto order = contenders;
  std::sort(order.begin(), order.end(), [&](const contender& left, const contender& right) {
    if (left.seats.size() != right.seats.size())
      return left.seats.size() > right.seats.size();
    return hex(draw_of(seed, left.number)) < hex(draw_of(seed, right.number));
  });
  std::map<std::uint64_t, verdict> verdicts;
  std::map<std::uint64_t, std::size_t> sizes;
  std::map<std::string, std::uint64_t> winners; // By seat.
  for (const auto& one : order) {
    auto& its = verdicts[one.number];
    sizes[one.number] = one.seats.size();
    for (const auto& seat : one.seats)
      if (const auto taken = winners.find(seat); taken != winners.end()) {
        its.lost_to.insert(taken->second);
        its.seats_lost.insert(seat);
      }
    its.confirmed = its.lost_to.empty();
    for (const auto winner : its.lost_to)
      verdicts[winner].rivals.insert(one.number);
    if (its.confirmed)
      for (const auto& seat : one.seats)
        winners[seat] = one.number;
  }
  for (auto& [number, its] : verdicts) {
    const auto as_many = [&, size = sizes[number]](std::uint64_t other) {
      return sizes[other] == size;
    };
    if (!its.confirmed)
      its.rule = std::all_of(its.lost_to.begin(), its.lost_to.end(), as_many) ? "lost_draw"
                                                                              : "fewer_seats";
    else if (its.rivals.empty())
      its.rule = "uncontested";
    else
      its.rule =
          std::any_of(its.rivals.begin(), its.rivals.end(), as_many) ? "won_draw" : "most_seats";
  }
  return verdicts;
}

} // namespace boxoffice::tests

// The connections of a worker by what they are doing.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <list>
#include <vector>

namespace boxoffice::http {

class session;

/// Not safe to use from several threads.
class session_list {
public:
  enum class standing : std::uint8_t {
    busy,
    idle,      ///< waits for a request, the first one or another
    receiving, ///< a request has begun and is not complete
    writing,   ///< waits for its client to take a response
    lingering, ///< waits for its client to close
  };
  /// A session's place among the others.
  struct place {
    standing among = standing::busy;
    std::list<session*>::iterator at{};
  };

  [[nodiscard]] place enter(session& one) {
    auto& busy = of(standing::busy);
    return {standing::busy, busy.insert(busy.end(), &one)};
  }
  void leave(const place& from) { of(from.among).erase(from.at); }
  /// Moves it behind all of that standing.
  void move(place& one, standing among) {
    auto& to = of(among);
    to.splice(to.end(), of(one.among), one.at);
    one.among = among;
  }

  /// All of that standing, the longest first.
  [[nodiscard]] const std::list<session*>& those(standing among) const {
    return lists_[static_cast<std::size_t>(among)];
  }
  [[nodiscard]] std::vector<session*> all() const {
    std::vector<session*> out;
    for (const auto& each : lists_)
      out.insert(out.end(), each.begin(), each.end());
    return out;
  }
  [[nodiscard]] bool empty() const {
    return std::ranges::all_of(lists_, [](const auto& each) { return each.empty(); });
  }

private:
  [[nodiscard]] std::list<session*>& of(standing among) {
    return lists_[static_cast<std::size_t>(among)];
  }

  std::array<std::list<session*>, 5> lists_; ///< by standing
};

} // namespace boxoffice::http

// Bodies that were made a moment ago, for what many clients ask for and may be a moment old.
#pragma once

#include "http/server/coarse_clock.hpp"
#include "http/server/response.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace boxoffice::http {

/// Keeps at most `most` bodies, each for `lifetime`. Not safe to use from several threads.
class recent_bodies {
public:
  using time_point = coarse_clock::time_point;

  explicit recent_bodies(std::chrono::milliseconds lifetime, std::size_t most = 64)
      : lifetime_{lifetime}, most_{most} {}

  /// Nothing if there is none that was made less than the lifetime ago.
  [[nodiscard]] std::optional<shared_bytes> find(const std::string& what, time_point now) const;
  /// Keeps the body. If there would be too many, all others are forgotten.
  void keep(const std::string& what, shared_bytes body, time_point now);
  /// Drops all bodies: what they are made of has changed.
  void forget() { entries_.clear(); }

private:
  struct entry {
    shared_bytes body;
    time_point made{};
  };

  std::chrono::milliseconds lifetime_;
  std::size_t most_;
  std::unordered_map<std::string, entry> entries_;
};

} // namespace boxoffice::http

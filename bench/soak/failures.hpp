// Violations that the soak found. One fails the soak; the first few are printed.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::soak {

class failures {
public:
  void add(std::string text) {
    if (count_++ < shown_at_most)
      first_.push_back(std::move(text));
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const std::vector<std::string>& first() const { return first_; }

private:
  static constexpr std::uint64_t shown_at_most = 10;
  std::uint64_t count_ = 0;
  std::vector<std::string> first_;
};

} // namespace boxoffice::soak

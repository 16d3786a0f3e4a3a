// What was not as it must be. One is enough to fail the soak; the first few are told.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::soak {

class complaints {
public:
  void add(std::string text) {
    if (count_++ < told_at_most)
      first_.push_back(std::move(text));
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const std::vector<std::string>& first() const { return first_; }

private:
  static constexpr std::uint64_t told_at_most = 10;
  std::uint64_t count_ = 0;
  std::vector<std::string> first_;
};

} // namespace boxoffice::soak

#include "cli/terminal/suggestion.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace boxoffice::cli {

namespace {

constexpr std::size_t letters_an_error = 3;

/// The restricted Damerau-Levenshtein distance, row by row.
std::size_t typing_errors(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before_last(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> now(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j)
    now[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    before_last.swap(last);
    last.swap(now);
    now[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      auto wrong = from[i - 1] == to[j - 1] ? 0U : 1U;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + wrong});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
        now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
  }
  return now[to.size()];
}

} // namespace

std::string_view nearest(std::string_view typed, std::span<const std::string_view> names) {
  std::string_view best;
  std::size_t fewest = 0;
  for (auto name : names) {
    auto errors = typing_errors(typed, name);
    if (errors * letters_an_error <= name.size() && (best.empty() || errors < fewest)) {
      best = name;
      fewest = errors;
    }
  }
  return best;
}

} // namespace boxoffice::cli

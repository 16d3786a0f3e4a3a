#include "tests/events/choose/reference_choice.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace boxoffice::events::tests {

namespace {

bool is_open(char place) { return place == '.' || place == 'o' || place == 'w'; }

bool is_single(const std::string& row, std::size_t at) {
  auto left = at > 0 && is_open(row[at - 1]);
  auto right = at + 1 < row.size() && is_open(row[at + 1]);
  return is_open(row[at]) && row[at] != 'w' && !left && !right;
}

struct group {
  long row;
  long first;
  long size;
};

std::vector<group> groups_of(const text_hall& rows, char mark) {
  std::vector<group> groups;
  for (long r = 0; r < std::ssize(rows); ++r)
    for (std::size_t at = 0; at < rows[std::size_t(r)].size(); ++at) {
      const auto& row = rows[std::size_t(r)];
      if (row[at] != mark)
        continue;
      if (at == 0 || row[at - 1] != mark)
        groups.push_back({r, static_cast<long>(at), 0});
      ++groups.back().size;
    }
  return groups;
}

/// In sixths of a place, squared: from the middle of the row two thirds of the way back.
long distance(const text_hall& rows, const group& one) {
  auto across =
      3 * (2 * one.first + one.size - 1) - 3 * (std::ssize(rows[std::size_t(one.row)]) - 1);
  auto along = 6 * one.row - 4 * (std::ssize(rows) - 1);
  return across * across + along * along;
}

/// One group in each of several rows that follow each other.
bool are_neighbours(const std::vector<group>& groups) {
  for (std::size_t i = 1; i < groups.size(); ++i)
    if (groups[i].row != groups[i - 1].row + 1)
      return false;
  return true;
}

/// Tries all groups of free places in the row and those behind it.
class all_splits {
public:
  all_splits(const text_hall& before, std::size_t rows) : before_{before}, rows_{rows} {}

  std::optional<badness> best(std::size_t count) {
    for (std::size_t first = 0; first + rows_ <= before_.size(); ++first)
      extend(before_, first, rows_, count);
    return best_;
  }

private:
  void extend(const text_hall& chosen, std::size_t row, std::size_t rows, std::size_t count) {
    if (rows == 0) {
      if (auto one = badness_of(before_, chosen); count == 0 && (!best_ || one < *best_))
        best_ = one;
      return;
    }
    for (std::size_t first = 0; first < before_[row].size(); ++first) {
      auto more = chosen;
      for (auto at = first; at < before_[row].size() && before_[row][at] == '.'; ++at) {
        more[row][at] = '#';
        if (at - first < count)
          extend(more, row + 1, rows - 1, count - (at - first + 1));
      }
    }
  }

  const text_hall& before_;
  std::size_t rows_;
  std::optional<badness> best_;
};

/// By how many groups at least: `most[n]` places are in the n largest.
long fewest_groups(const text_hall& before, std::size_t count) {
  std::multimap<long, group, std::greater<>> by_size;
  for (const auto& each : groups_of(before, '.'))
    by_size.emplace(each.size, each);
  long groups = 0;
  long left = static_cast<long>(count);
  for (auto each = by_size.begin(); left > 0 && each != by_size.end(); ++each, ++groups)
    left -= each->first;
  return groups;
}

} // namespace

std::size_t new_singles(const text_hall& before, const text_hall& chosen) {
  std::size_t found = 0;
  for (std::size_t r = 0; r < chosen.size(); ++r)
    for (std::size_t at = 0; at < chosen[r].size(); ++at)
      found += is_single(chosen[r], at) && !is_single(before[r], at) ? 1U : 0U;
  return found;
}

badness badness_of(const text_hall& before, const text_hall& chosen) {
  auto groups = groups_of(chosen, '#');
  if (!are_neighbours(groups))
    return {1'000, static_cast<long>(groups.size())};
  long squares = 0;
  long far = 0;
  long claims = 0;
  for (const auto& each : groups) {
    squares += each.size * each.size;
    far += distance(before, each);
    claims += std::ranges::count(before[std::size_t(each.row)], 'c');
  }
  auto singles = static_cast<long>(new_singles(before, chosen));
  return {static_cast<long>(groups.size()), squares, singles, far, claims};
}

badness least_badness(const text_hall& before, std::size_t count) {
  std::size_t free = 0;
  for (const auto& row : before)
    free += static_cast<std::size_t>(std::ranges::count(row, '.'));
  if (free < count)
    return {};
  for (std::size_t rows = 1; rows <= std::min(count, before.size()); ++rows)
    if (auto found = all_splits{before, rows}.best(count))
      return *found;
  return {1'000, fewest_groups(before, count)};
}

} // namespace boxoffice::events::tests

#include "events/choose/best_available.hpp"

#include "events/choose/blocks.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace boxoffice::events {

namespace {

/// The best block of each row by size, found for all rows when a size is first asked for.
class best_blocks {
public:
  best_blocks(const seating& hall, std::size_t most)
      : hall_{hall}, best_spot_{best_spot(hall)}, by_size_(most + 1) {}

  const std::optional<placed_block>& of(std::size_t row, std::size_t size) {
    auto& rows = by_size_[size];
    if (rows.empty()) {
      rows.reserve(hall_.rows.size());
      for (std::size_t i = 0; i < hall_.rows.size(); ++i)
        rows.push_back(best_in_row(hall_, i, size, best_spot_));
    }
    return rows[row];
  }

  std::optional<placed_block> best_of_all(std::size_t size) {
    std::optional<placed_block> best;
    for (std::size_t row = 0; row < hall_.rows.size(); ++row)
      if (const auto& found = of(row, size); found && (!best || found->cost < best->cost))
        best = found;
    return best;
  }

private:
  const seating& hall_;
  hall_spot best_spot_;
  std::vector<std::vector<std::optional<placed_block>>> by_size_;
};

/// The choice of one block in each of several neighbouring rows.
class splitting {
public:
  splitting(const seating& hall, best_blocks& blocks, std::size_t count)
      : hall_{hall}, blocks_{blocks}, count_{count}, longest_(hall.rows.size()) {
    for (const auto& run : runs_of(hall))
      longest_[run.row] = std::max(longest_[run.row], run.size);
  }

  /// Empty if no neighbouring rows have room.
  std::vector<block> best() {
    auto rows = fewest_rows();
    if (rows == 0)
      return {};
    std::vector<std::pair<std::size_t, spread>> most_even;
    for (std::size_t first = 0; first + rows <= longest_.size(); ++first) {
      auto one = spread_over(first, rows);
      if (!one || (!most_even.empty() && one->squares > most_even[0].second.squares))
        continue;
      if (!most_even.empty() && one->squares < most_even[0].second.squares)
        most_even.clear();
      most_even.emplace_back(first, *one);
    }
    std::optional<split> best;
    for (const auto& [first, how] : most_even)
      if (auto made = place(first, rows, how); !best || made.cost < best->cost)
        best = std::move(made);
    return std::move(best->blocks);
  }

private:
  /// Each row gets `level` - 1 seats, or its longest run if that is shorter, and `extra` of the
  /// rows one more.
  struct spread {
    std::size_t level = 0;
    std::size_t extra = 0;
    std::size_t squares = 0; ///< sum over the rows of their seats, squared: small if it is even
  };
  struct split {
    block_cost cost;
    std::vector<block> blocks;
  };

  /// Whether the row before this one is the next one in the hall, too.
  [[nodiscard]] bool follows(std::size_t row) const {
    return hall_.rows[row].number == hall_.rows[row - 1].number + 1;
  }

  /// The fewest neighbouring rows that have room together, each for one seat at least; 0: none.
  [[nodiscard]] std::size_t fewest_rows() const {
    std::size_t fewest = 0;
    std::size_t begin = 0;
    std::size_t room = 0; // of the rows from `begin`
    for (std::size_t row = 0; row < longest_.size(); ++row) {
      if (row != begin && (longest_[row] == 0 || !follows(row)))
        begin = row, room = 0;
      room += longest_[row];
      for (; room >= count_; room -= longest_[begin++])
        fewest = fewest == 0 ? row - begin + 1 : std::min(fewest, row - begin + 1);
      if (longest_[row] == 0)
        begin = row + 1;
    }
    return fewest;
  }

  /// Nothing if these rows have too little room, or are no neighbours.
  [[nodiscard]] std::optional<spread> spread_over(std::size_t first, std::size_t rows) const {
    std::size_t room = 0;
    for (auto row = first; row < first + rows; ++row) {
      if (longest_[row] == 0 || (row != first && !follows(row)))
        return std::nullopt;
      room += longest_[row];
    }
    if (room < count_)
      return std::nullopt;
    spread made;
    for (auto left = count_; left != 0; left -= made.extra) {
      ++made.level;
      auto begin = longest_.begin() + static_cast<std::ptrdiff_t>(first);
      auto with_room = std::count_if(begin, begin + static_cast<std::ptrdiff_t>(rows),
                                     [&](std::size_t longest) { return longest >= made.level; });
      made.extra = std::min(left, static_cast<std::size_t>(with_room));
      made.squares += made.extra * (2 * made.level - 1);
    }
    return made;
  }

  /// The rows that get one more are those where it costs least.
  split place(std::size_t first, std::size_t rows, const spread& how) {
    split made;
    std::vector<std::pair<block_cost, std::size_t>> candidates;
    for (auto row = first; row < first + rows; ++row) {
      block_cost cost;
      if (auto size = std::min(longest_[row], how.level - 1); size != 0) {
        const auto& found = *blocks_.of(row, size);
        cost = found.cost;
        made.cost += cost;
        made.blocks.push_back(found.at);
      }
      if (longest_[row] >= how.level)
        candidates.emplace_back(blocks_.of(row, how.level)->cost - cost, row);
    }
    std::ranges::sort(candidates);
    for (std::size_t i = 0; i < how.extra; ++i) {
      const auto& [more, row] = candidates[i];
      made.cost += more;
      std::erase_if(made.blocks, [row = row](const block& each) { return each.row == row; });
      made.blocks.push_back(blocks_.of(row, how.level)->at);
    }
    return made;
  }

  const seating& hall_;
  best_blocks& blocks_;
  std::size_t count_;
  std::vector<std::size_t> longest_; ///< by row: most eligible places side by side
};

/// The longest runs, of equal ones the nearest, and of one more the part that is best.
std::vector<block> scattered(const seating& hall, std::size_t count) {
  auto runs = runs_of(hall);
  auto spot = best_spot(hall);
  auto order = [&](const block& run) {
    return std::pair{-static_cast<std::int64_t>(run.size), distance_of(hall, run, spot)};
  };
  std::ranges::stable_sort(runs, {}, order);
  std::vector<block> chosen;
  auto run = runs.begin();
  for (; run != runs.end() && run->size < count; ++run) {
    chosen.push_back(*run);
    count -= run->size;
  }
  auto is_better = [](const placed_block& one, const placed_block& other) {
    return std::tie(one.cost, one.at.row, one.at.first) <
           std::tie(other.cost, other.at.row, other.at.first);
  };
  std::optional<placed_block> last;
  for (; run != runs.end() && run->size >= count; ++run)
    if (auto part = best_in_run(hall, *run, count, spot); !last || is_better(part, *last))
      last = part;
  if (!last)
    return {};
  chosen.push_back(last->at);
  return chosen;
}

} // namespace

seat_list best_available(const seating& hall, std::size_t count) {
  best_blocks blocks{hall, count};
  if (auto together = blocks.best_of_all(count))
    return seats_of(hall, {together->at});
  if (auto split = splitting{hall, blocks, count}.best(); !split.empty())
    return seats_of(hall, split);
  return seats_of(hall, scattered(hall, count));
}

} // namespace boxoffice::events

#include "bench/soak/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace boxoffice::soak {

namespace {

/// Demand for the most popular shows, as a multiple of the least popular.
constexpr double appeal_span = 16;

hall hall_of(std::string name, int rows, int seats_a_row) {
  hall made{std::move(name), {}, {}};
  for (int row = 0; row < rows; ++row) {
    std::string letter(1, static_cast<char>('A' + row));
    made.rows.push_back({letter, row < 2 ? "FRONT" : "PLAIN", {}});
    for (int seat = 1; seat <= seats_a_row; ++seat) {
      made.seats.push_back({letter + std::to_string(seat)});
      made.rows.back().seats.emplace_back(made.seats.back());
    }
  }
  return made;
}

double between(double least, double most, std::mt19937_64& chance) {
  return std::uniform_real_distribution<>{least, most}(chance);
}

} // namespace

schedule::schedule(const demand& over, double shows_an_hour, std::uint64_t seed)
    : halls_{hall_of("Studio", 8, 10), hall_of("Salon", 12, 14), hall_of("Palace", 16, 20)} {
  std::mt19937_64 chance{seed};
  auto run = static_cast<double>(over.length());
  auto gap = static_cast<double>(hour) / shows_an_hour;
  // As many shows are on sale at the start as later: sales of some opened before it.
  auto first = shortest_sale * run / 2;
  auto count = static_cast<std::size_t>((run * (1 + longest_sale) - first) / gap);
  for (std::size_t i = 0; i < count; ++i) {
    screening one;
    one.starts_at = over.begins() + static_cast<time_ms>(first + gap * static_cast<double>(i));
    auto on_sale = between(shortest_sale, longest_sale, chance) * run;
    one.opens_at = std::max(over.begins() + static_cast<time_ms>(between(0, run / 48, chance)),
                            one.starts_at - static_cast<time_ms>(on_sale));
    if (over.is_night(one.opens_at))
      one.opens_at =
          over.next_morning(one.opens_at) + static_cast<time_ms>(between(0, run / 48, chance));
    one.where = &halls_[chance() % halls_.size()];
    one.appeal = (1 + (appeal_span - 1) * std::pow(between(0, 1, chance), 4)) / appeal_span;
    if (one.opens_at < std::min(one.starts_at, over.ends()))
      all_.push_back(one);
  }
  std::ranges::sort(all_, {}, [](const screening& one) {
    return std::pair{one.opens_at, one.starts_at};
  });
  for (std::size_t i = 0; i < all_.size(); ++i)
    all_[i].id = {fmt::format("screening-{:07}", i)};
}

events::show_body schedule::body_of(std::size_t at) const {
  const auto& one = all_[at];
  return {"The Third Man",
          one.where->name,
          one.starts_at,
          one.starts_at,
          "INR",
          15'000,
          {{"PLAIN", "Plain", 5'000}, {"FRONT", "Front rows", 0}},
          one.where->rows};
}

std::vector<std::uint32_t> schedule::due(time_ms now) {
  std::vector<std::uint32_t> found;
  for (; next_to_open_ < all_.size() && all_[next_to_open_].opens_at <= now; ++next_to_open_)
    found.push_back(static_cast<std::uint32_t>(next_to_open_));
  return found;
}

void schedule::opened(std::uint32_t at) {
  all_[at].opened = true;
  on_sale_.push_back(at);
}

std::uint32_t schedule::draw(time_ms now, std::mt19937_64& lot) {
  while (!on_sale_.empty()) {
    auto& drawn = on_sale_[lot() % on_sale_.size()];
    if (!sells(drawn, now)) {
      drawn = on_sale_.back();
      on_sale_.pop_back();
    } else if (between(0, 1, lot) < all_[drawn].appeal) {
      return drawn;
    }
  }
  return static_cast<std::uint32_t>(size());
}

void schedule::forget_started(time_ms now) {
  std::erase_if(on_sale_, [&](auto each) { return !sells(each, now); });
}

} // namespace boxoffice::soak

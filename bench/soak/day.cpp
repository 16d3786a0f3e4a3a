#include "bench/soak/day.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace boxoffice::soak {

namespace {

constexpr time_ms midnight = 1'799'971'200'000; // 2027-01-15
constexpr double least_hours_of_hourly_rows = 12;
constexpr int rows_of_a_short_run = 24;

/// Maximum bookings of one visitor: a visitor who loses its seats may try again.
constexpr double most_bookings_a_visitor = 3;

std::int64_t length_of(const day_options& options) {
  return static_cast<std::int64_t>(options.hours * static_cast<double>(hour));
}

std::size_t capacity_for(const day_options& options) {
  return static_cast<std::size_t>(options.hours * (options.visitors_an_hour + 1'000) *
                                  most_bookings_a_visitor);
}

/// Even, so that the middle of the run has a row. One an hour, or more in a short run.
int row_count(const day_options& options) {
  if (options.hours < least_hours_of_hourly_rows)
    return rows_of_a_short_run;
  return 2 * static_cast<int>(options.hours / 2);
}

} // namespace

day::day(const day_options& options, metered_log& log, const std::filesystem::path& directory)
    : options_{options},
      log_{log},
      wanted_{midnight, length_of(options)},
      shows_{wanted_, options.shows_an_hour, options.seed},
      customers_{options.customers},
      bookings_{capacity_for(options)},
      backup_{directory / "backup"},
      chance_{options.seed + 1},
      node_{std::make_unique<virtual_node>(
          log, midnight, options.seed + 2,
          [this](std::uint64_t correlation, actors::reply&& reply) {
            cinema_operator::is_for_operator(correlation)
                ? operator_.on_reply(correlation, std::move(reply))
                : crowd_.on_reply(correlation, std::move(reply));
          },
          [this](const std::string& text) { wrong_.add("the operator was warned: " + text); })},
      operator_{*node_, wanted_, shows_, customers_, wrong_, options.seed + 3},
      crowd_{{*node_, wanted_, shows_, customers_, bookings_, wrong_},
             options.visitors_an_hour,
             options.seed + 4} {}

void day::run(const std::function<void(const row&)>& on_row) {
  take_row(on_row);
  auto rows = row_count(options_);
  auto restart_every = options_.restart_every_hours * static_cast<double>(hour);
  auto next_restart = restart_every;
  for (int i = 1; i <= rows; ++i) {
    auto until = wanted_.begins() + wanted_.length() * i / rows;
    for (; restart_every > 0 && wanted_.begins() + static_cast<time_ms>(next_restart) < until;
         next_restart += restart_every) {
      sell_until(wanted_.begins() + static_cast<time_ms>(next_restart));
      node_->restart();
      ++restarts_;
    }
    sell_until(until);
    take_row(on_row);
    if (i == rows / 2) {
      make_backup();
      log_.plant(options_.planted_defect);
    }
  }
}

void day::sell_until(time_ms until) {
  while (node_->now() < until)
    pass(std::min(options_.tick_ms, until - node_->now()));
}

void day::pass(std::int64_t span_ms) {
  auto from = node_->now();
  operator_.act(from + span_ms);
  crowd_.act(from, from + span_ms);
  node_->pass(span_ms);
  if (node_->unanswered() != 0)
    throw std::runtime_error{fmt::format("{} requests were not answered", node_->unanswered())};
}

/// Erases a customer at each row. That also makes RocksDB flush its memtables, so that rows are
/// comparable: neither memory nor disk depends on when RocksDB last flushed by itself.
void day::take_row(const std::function<void(const row&)>& on_row) {
  operator_.erase(static_cast<std::uint32_t>(chance_() % customers_.size()));
  node_->pass(0);
  shows_.forget_started(node_->now());
  std::chrono::duration<double> gone = std::chrono::steady_clock::now() - began_;
  rows_.push_back({static_cast<double>(node_->now() - wanted_.begins()) / hour,
                   measure(log_.directory()), log_.meter(), crowd_.refused(),
                   node_->shows_in_memory(), shows_.on_sale(), gone.count()});
  on_row(rows_.back());
}

void day::make_backup() {
  operator_.back_up(backup_);
  node_->pass(0);
  events_in_backup_ = log_.meter().events;
}

} // namespace boxoffice::soak

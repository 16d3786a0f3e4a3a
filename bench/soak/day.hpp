// A day of sales: people, the house and the node, run through virtual time and measured on the way.
#pragma once

#include "bench/soak/crowd.hpp"
#include "bench/soak/footprint.hpp"
#include "bench/soak/house.hpp"

#include <chrono>
#include <functional>

namespace boxoffice::soak {

struct day_options {
  double hours = 24;
  double shows_an_hour = 400;
  double visitors_an_hour = 55'000; ///< on the average of a day without its night
  std::size_t guests = 20'000;
  std::uint64_t seed = 1;
  std::int64_t tick_ms = 2'000;   ///< timers and asks of one tick meet
  double restart_every_hours = 0; ///< 0: never
  misdeed wrong_from_half_on = misdeed::none;
};

/// How things stood at the end of a part of the run.
struct row {
  double hours = 0; ///< since the begin
  footprint held;
  log_meter log;
  std::uint64_t refused = 0;
  std::size_t in_memory = 0;
  std::size_t on_sale = 0;
  double wall_seconds = 0;
};

class day {
public:
  /// `directory` is for backups; the log is where `log` says.
  day(const day_options& options, metered_log& log, const std::filesystem::path& directory);

  /// Sells until the end. `told` is called for each row as soon as there is one. The first row is
  /// of the begin; the one in the middle and the last are of a night.
  void run(const std::function<void(const row&)>& told);
  /// Ends the engine and closes the log.
  void close() { node_.reset(); }

  [[nodiscard]] const std::vector<row>& rows() const { return rows_; }
  [[nodiscard]] const complaints& wrong() const { return wrong_; }
  [[nodiscard]] const ledger& books() const { return books_; }
  [[nodiscard]] const programme& shows() const { return shows_; }
  [[nodiscard]] const guests& customers() const { return customers_; }
  [[nodiscard]] std::size_t restarts() const { return restarts_; }
  /// Of the middle of the run, with the events that must be in it.
  [[nodiscard]] const std::filesystem::path& backup() const { return backup_; }
  [[nodiscard]] std::uint64_t events_in_backup() const { return events_in_backup_; }

private:
  void sell_until(time_ms until);
  void pass(std::int64_t span_ms);
  void take_row(const std::function<void(const row&)>& told);
  void make_backup();

  day_options options_;
  metered_log& log_;
  demand wanted_;
  programme shows_;
  guests customers_;
  ledger books_;
  complaints wrong_;
  std::filesystem::path backup_;
  std::uint64_t events_in_backup_ = 0;
  std::size_t restarts_ = 0;
  std::mt19937_64 chance_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::vector<row> rows_;
  std::unique_ptr<virtual_node> node_;
  house house_;
  crowd crowd_;
};

} // namespace boxoffice::soak

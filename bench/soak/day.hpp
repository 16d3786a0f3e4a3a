// A day of sales: customers, operator and node in virtual time, measured at regular times.
#pragma once

#include "bench/soak/cinema_operator.hpp"
#include "bench/soak/crowd.hpp"
#include "bench/soak/footprint.hpp"

#include <chrono>
#include <functional>

namespace boxoffice::soak {

struct day_options {
  double hours = 24;
  double shows_an_hour = 400;
  double visitors_an_hour = 55'000; ///< average over a day without its night
  std::size_t customers = 20'000;
  std::uint64_t seed = 1;
  std::int64_t tick_ms = 2'000;   ///< timers and requests of one tick run together
  double restart_every_hours = 0; ///< 0: never
  defect planted_defect = defect::none;
};

/// What was measured at the end of a part of the run.
struct row {
  double hours = 0; ///< since the start
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

  /// Runs to the end. Calls `on_row` for each row as it is measured. The first row is measured at
  /// the start; the middle and the last row are measured at night.
  void run(const std::function<void(const row&)>& on_row);
  /// Ends the engine and closes the log.
  void close() { node_.reset(); }

  [[nodiscard]] const std::vector<row>& rows() const { return rows_; }
  [[nodiscard]] const failures& wrong() const { return wrong_; }
  [[nodiscard]] const known_bookings& bookings() const { return bookings_; }
  [[nodiscard]] const schedule& shows() const { return shows_; }
  [[nodiscard]] const customer_list& customers() const { return customers_; }
  [[nodiscard]] std::size_t restarts() const { return restarts_; }
  /// Made in the middle of the run; events_in_backup() events must be in it.
  [[nodiscard]] const std::filesystem::path& backup() const { return backup_; }
  [[nodiscard]] std::uint64_t events_in_backup() const { return events_in_backup_; }

private:
  void sell_until(time_ms until);
  void pass(std::int64_t span_ms);
  void take_row(const std::function<void(const row&)>& on_row);
  void make_backup();

  day_options options_;
  metered_log& log_;
  demand wanted_;
  schedule shows_;
  customer_list customers_;
  known_bookings bookings_;
  failures wrong_;
  std::filesystem::path backup_;
  std::uint64_t events_in_backup_ = 0;
  std::size_t restarts_ = 0;
  std::mt19937_64 chance_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::vector<row> rows_;
  std::unique_ptr<virtual_node> node_;
  cinema_operator operator_;
  crowd crowd_;
};

} // namespace boxoffice::soak

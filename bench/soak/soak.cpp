// A day of sales in minutes: the real engine on a real RocksDB with fsync, in virtual time, under
// the load of a cinema chain. Prints its footprint as it runs and checks at the end; exit status 1
// if a check fails. The same seed gives the same events. See docs/performance.md, "A day of sales".
#include "bench/scratch.hpp"
#include "bench/soak/footprint.hpp"
#include "bench/soak/verdict.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>

namespace {

using namespace boxoffice;
using namespace boxoffice::soak;

struct settings {
  day_options day;
  // Small, so that they are full long before the end of the first half and do not look like growth.
  std::size_t cache_mib = 32;
  std::size_t write_buffer_mib = 4;
};

void read_arguments(CLI::App& app, settings& into) {
  app.add_option("--hours", into.day.hours, "virtual hours")
      ->check(CLI::Range(2.0, 1000.0))
      ->capture_default_str();
  app.add_option("--seed", into.day.seed, "seed of all random choices")->capture_default_str();
  app.add_option("--shows", into.day.shows_an_hour, "shows that start per hour")
      ->check(CLI::Range(1.0, 100'000.0))
      ->capture_default_str();
  app.add_option("--visitors", into.day.visitors_an_hour, "visitors per hour of the day")
      ->check(CLI::Range(1.0, 10'000'000.0))
      ->capture_default_str();
  app.add_option("--customers", into.day.customers, "number of customers")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  app.add_option("--tick", into.day.tick_ms, "ms of virtual time per step")
      ->check(CLI::Range(10, 5'000))
      ->capture_default_str();
  app.add_option("--restart-every", into.day.restart_every_hours,
                 "virtual hours between restarts of the engine; 0: none")
      ->check(CLI::Range(0.0, 1000.0))
      ->capture_default_str();
  app.add_option("--cache", into.cache_mib, "MiB of RocksDB's block cache")
      ->check(CLI::Range(1, 65'536))
      ->capture_default_str();
  app.add_option("--write-buffer", into.write_buffer_mib, "MiB of RocksDB's write buffer")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--break", into.day.planted_defect,
                 "defect to plant in the log for the second half, to check that the soak finds it")
      ->transform(CLI::CheckedTransformer(std::map<std::string, defect>{
          {"leak", defect::leak}, {"lose", defect::lose}, {"bloat", defect::bloat}}));
}

void print_titles() {
  fmt::print("{:>6} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7} {:>6} {:>6} {:>6} "
             "{:>6} {:>5} {:>5}\n",
             "hour", "events", "booked", "409", "won", "lost", "paid", "expire", "cancel", "refund",
             "on sale", "in RAM", "RSS", "heap", "disk", "files", "wall");
}

/// Counts are since the row before; sizes are in MiB, the last column in seconds.
void print_row(const row& now, const row& before) {
  auto since = [&]<class Event>(std::type_identity<Event>) {
    return now.log.of<Event>() - before.log.of<Event>();
  };
  auto in_mib = [](std::uint64_t bytes) { return static_cast<double>(bytes) / mib; };
  using namespace events;
  fmt::print(
      "{:6.2f} {:7} {:6} {:6} {:6} {:6} {:6} {:6} {:6} {:6} {:7} {:6} {:6.1f} {:6.1f} "
      "{:6.1f} {:5} {:5.0f}\n",
      now.hours, now.log.events - before.log.events, since(std::type_identity<booking_requested>{}),
      now.refused - before.refused, since(std::type_identity<booking_confirmed>{}),
      since(std::type_identity<booking_rejected>{}), since(std::type_identity<booking_paid>{}),
      since(std::type_identity<booking_expired>{}), since(std::type_identity<booking_cancelled>{}),
      since(std::type_identity<refund_due>{}), now.on_sale, now.in_memory,
      in_mib(now.held.resident), in_mib(now.held.allocated), in_mib(now.held.disk),
      now.held.open_files, now.wall_seconds);
  std::fflush(stdout);
}

void print_totals(const day& done) {
  const auto& log = done.rows().back().log;
  fmt::print("{} events of {} bookings and {} shows in {:.0f} s, {} synced writes, {} restarts; "
             "{:.0f} bytes an event before compression, {:.0f} bytes in each of {} snapshots\n",
             log.events, log.of<events::booking_requested>(), log.of<events::show_opened>(),
             done.rows().back().wall_seconds, log.syncs, done.restarts(),
             static_cast<double>(log.event_bytes) / static_cast<double>(log.events),
             static_cast<double>(log.snapshot_bytes) / static_cast<double>(log.snapshots),
             log.snapshots);
}

std::vector<finding> judge(const day& done, metered_log& log) {
  std::vector<finding> all{judge_replies(done), judge_memory_at_rest(done.rows()),
                           judge_memory_at_work(done.rows()), judge_disk(done.rows())};
  log.open();
  all.push_back(judge_log("log", log, log.meter().events));
  all.push_back(judge_bookings(done, log));
  log.close();
  auto copy = storage::open_rocksdb_log_for_reading({done.backup()}).value();
  all.push_back(judge_log("backup", *copy, done.events_in_backup()));
  return all;
}

/// Returns true if all checks passed.
bool print_findings(const std::vector<finding>& all) {
  auto good = true;
  for (const auto& each : all) {
    good = good && each.good;
    fmt::print("{:6} {}: {}\n", each.good ? "ok" : "FAILED", each.subject, each.text);
    if (!each.good)
      for (const auto& line : each.more)
        fmt::print("         {}\n", line);
  }
  return good;
}

int soak_by(const settings& chosen) {
  bench::scratch place;
  metered_log log{
      {place.path() / "log", chosen.cache_mib << 20U, chosen.write_buffer_mib << 20U, nullptr}};
  day sales{chosen.day, log, place.path()};
  fmt::print("seed {}\n", chosen.day.seed);
  print_titles();
  auto before = row{};
  sales.run([&](const row& now) { print_row(now, std::exchange(before, now)); });
  sales.close();
  print_totals(sales);
  return print_findings(judge(sales, log)) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app{"A day of sales in virtual time. Exit status 1 if memory grows, the disk is not as "
               "predicted, the log is damaged or an acknowledged booking is not in it"};
  settings chosen;
  read_arguments(app, chosen);
  CLI11_PARSE(app, argc, argv);
  try {
    return soak_by(chosen);
  } catch (const std::exception& error) {
    fmt::print(stderr, "boxoffice_soak: {}\n", error.what());
    return 1;
  }
}

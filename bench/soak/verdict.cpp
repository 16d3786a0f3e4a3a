#include "bench/soak/verdict.hpp"

#include "bench/soak/footprint.hpp"
#include "storage/verify/verify.hpp"

#include <fmt/format.h>

#include <cmath>
#include <thread>

namespace boxoffice::soak {

namespace {

constexpr std::size_t shown_at_most = 10;

// At rest the heap differs by the content of RocksDB's bounded caches. A leaked booking would be
// hundreds of bytes in its show, or about forty bytes as an entry of a table of bookings.
constexpr double slack_at_rest = 1 * mib;
constexpr double bytes_an_event_at_rest = 1;

/// Two halves with the same load differ by chance: different shows sell well.
constexpr double most_growth_at_work = 0.10;

/// File sizes depend on the last compactions, which differ between runs.
constexpr double disk_tolerance = 0.15;

double of_heap(const row& at) { return static_cast<double>(at.held.allocated); }
double of_disk(const row& at) { return static_cast<double>(at.held.disk); }
double events_of(const row& at) { return static_cast<double>(at.log.events); }

/// The first row at which all shows on sale opened within the run.
std::size_t end_of_warm_up(std::size_t half) {
  return static_cast<std::size_t>(std::ceil(static_cast<double>(half) * 2 * longest_sale));
}

} // namespace

finding judge_replies(const day& done) {
  const auto& wrong = done.wrong();
  return {wrong.count() == 0, "answers", fmt::format("{} were wrong", wrong.count()),
          wrong.first()};
}

finding judge_memory_at_rest(const std::vector<row>& rows) {
  const auto& before = rows[rows.size() / 2];
  const auto& after = rows.back();
  if (before.in_memory + after.in_memory != 0)
    return {false, "memory at rest",
            fmt::format("{} and {} shows are in memory although there are no requests",
                        before.in_memory, after.in_memory)};
  auto grew = of_heap(after) - of_heap(before);
  auto events = events_of(after) - events_of(before);
  auto most = slack_at_rest + bytes_an_event_at_rest * events;
  return {grew <= most, "memory at rest",
          fmt::format("{:.1f} MiB in the first night, {:.1f} MiB in the second, {:.0f} events "
                      "later; that is {:+.2f} MiB of at most {:.2f}",
                      of_heap(before) / mib, of_heap(after) / mib, events, grew / mib, most / mib)};
}

finding judge_memory_at_work(const std::vector<row>& rows) {
  auto half = rows.size() / 2;
  double before = 0;
  double after = 0;
  std::size_t pairs = 0;
  for (auto i = end_of_warm_up(half); i < half; ++i, ++pairs) {
    before += of_heap(rows[i]);
    after += of_heap(rows[i + half]);
  }
  auto grew = after / before - 1;
  return {pairs > 0 && grew <= most_growth_at_work, "memory at work",
          fmt::format("{:.1f} MiB on average in the first half, warm-up left out, {:.1f} MiB at "
                      "the same hours of the second: {:+.1f} % of at most {:.0f} %",
                      before / mib / static_cast<double>(pairs),
                      after / mib / static_cast<double>(pairs), grew * 100,
                      most_growth_at_work * 100)};
}

finding judge_disk(const std::vector<row>& rows) {
  const auto& first = rows[rows.size() / 4];
  const auto& last = rows.back();
  auto an_event = of_disk(first) / events_of(first);
  auto predicted = an_event * events_of(last);
  auto off = of_disk(last) / predicted - 1;
  auto bookings = static_cast<double>(last.log.of<events::booking_requested>());
  return {std::abs(off) <= disk_tolerance, "disk",
          fmt::format("{:.1f} MiB, predicted after {:.0f} hours: {:.1f} MiB at {:.0f} bytes an "
                      "event; {:+.1f} % of at most {:.0f} %; {:.0f} bytes a booking",
                      of_disk(last) / mib, first.hours, predicted / mib, an_event, off * 100,
                      disk_tolerance * 100, of_disk(last) / bookings)};
}

finding judge_log(const std::string& subject, storage::event_log& log,
                  std::uint64_t events_appended) {
  storage::verify_options options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  auto report = storage::verify(log, options);
  if (!report)
    return {false, subject, report.error().detail};
  finding found{report->faults.empty() && report->events == events_appended, subject,
                fmt::format("{} faults in {} streams; {} events of {} that were appended; {} "
                            "snapshots equal the replay, {} are dead",
                            report->faults.size(), report->streams, report->events, events_appended,
                            report->snapshots, report->unusable_snapshots)};
  for (const auto& fault : report->faults)
    if (found.more.size() < shown_at_most)
      found.more.push_back(fmt::format("{} seq {}: {}", fault.stream.text, fault.seq, fault.what));
  return found;
}

finding judge_bookings(const day& done, storage::event_log& log) {
  auto lost = compare(done.bookings(), done.shows(), log);
  auto wrong_customers = done.customers().differences(log);
  return {lost.count() + wrong_customers == 0, "bookings",
          fmt::format("{} of {} acknowledged bookings differ from what their customers last saw, "
                      "{} of {} customers are wrongly kept or erased",
                      lost.count(), done.bookings().size(), wrong_customers,
                      done.customers().size()),
          lost.first()};
}

} // namespace boxoffice::soak

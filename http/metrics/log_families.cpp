// The event log, queues, the disk.
#include "actors/probe.hpp"
#include "http/api/services.hpp"
#include "http/metrics/exposition.hpp"
#include "http/probes/worker_probe.hpp"
#include "storage/probes/log_probe.hpp"

namespace boxoffice::http {

namespace {

void add_appends(metric_families& to, const storage::log_probe& log) {
  histogram_family("boxoffice_log_append_seconds",
                   "Time of an append of the log, its sync or commit included.")
      .add({}, log.append.values())
      .to(to);
  histogram_family("boxoffice_log_sync_seconds",
                   "Time of a sync of the write-ahead log. Empty with PostgreSQL.")
      .add({}, log.sync.values())
      .to(to);
  histogram_family("boxoffice_log_batch_records", "Records of an append.")
      .add({}, log.batch.values())
      .to(to);
  counter_family("boxoffice_log_records_total", "Records appended.")
      .add({}, sample(log.records.value()))
      .to(to);
  counter_family("boxoffice_log_bytes_total", "Bytes of the records appended.")
      .add({}, sample(log.bytes.value()))
      .to(to);
  counter_family("boxoffice_log_append_failures_total",
                 "Appends that failed. A node without a shared log ends at the first.")
      .add({}, sample(log.failed.value()))
      .to(to);
}

void add_oversold(metric_families& to, const storage::oversold_probe& probe) {
  gauge_family(
      "boxoffice_oversold_seats",
      "Seats that the log gave to two bookings at the same time, as far as it was checked.")
      .add({}, sample(probe.seats.value()))
      .to(to);
  counter_family("boxoffice_oversold_check_events_total", "Events read by that check.")
      .add({}, sample(probe.events.value()))
      .to(to);
  counter_family("boxoffice_oversold_check_passes_total",
                 "How often that check has read everything that was new.")
      .add({}, sample(probe.passes.value()))
      .to(to);
  counter_family("boxoffice_oversold_check_failures_total",
                 "Streams that the check could not read.")
      .add({}, sample(probe.failures.value()))
      .to(to);
}

void add_queues(metric_families& to, const metrics_sources& from) {
  const auto& node = *from.shared.state.env.probe;
  std::uint64_t questions = 0;
  for (const auto* worker : from.workers)
    questions += worker->questions.depth();
  gauge_family("boxoffice_queue_depth", "Entries that wait in a queue.")
      .add({{"queue", "requests"}}, sample(questions))
      .add({{"queue", "shows"}}, sample(node.asks.depth()))
      .add({{"queue", "log_writer"}}, sample(node.appends.depth()))
      .add({{"queue", "show_starts"}}, sample(node.starts.depth()))
      .add({{"queue", "log_reads"}}, sample(node.reads.depth()))
      .add({{"queue", "reviews"}}, sample(node.turns.depth()))
      .to(to);
}

void add_disk(metric_families& to, const metrics_options& options) {
  auto free = gauge_family("boxoffice_data_free_bytes",
                           "Free space for the server on the file system of the data directory.");
  auto size =
      gauge_family("boxoffice_data_size_bytes", "Size of the file system of the data directory.");
  std::error_code unknown; // Then the families are empty.
  auto space = std::filesystem::space(options.data_directory, unknown);
  if (!options.data_directory.empty() && !unknown) {
    free.add({}, sample(space.available));
    size.add({}, sample(space.capacity));
  }
  free.to(to);
  size.to(to);
}

} // namespace

void add_log_families(metric_families& to, const metrics_sources& from) {
  if (const auto& log = from.shared.state.env.probe->log)
    add_appends(to, *log);
  add_oversold(to, from.shared.state.env.probe->oversold);
  add_queues(to, from);
  add_disk(to, from.shared.state.options.metrics);
}

} // namespace boxoffice::http

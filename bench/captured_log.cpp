#include "bench/captured_log.hpp"

#include "storage/rocksdb/keys.hpp"
#include "storage/stream_head.hpp"

namespace boxoffice::bench {

using namespace storage;
using clock = std::chrono::steady_clock;

namespace {

double seconds_since(clock::time_point then) {
  return std::chrono::duration<double>(clock::now() - then).count();
}

} // namespace

void captured_log::start() {
  began_ = clock::now();
  on_ = true;
}

void captured_log::stop() {
  on_ = false;
  seconds_ = seconds_since(began_);
}

status captured_log::append(const write_batch& batch) {
  auto on = on_.load();
  if (on)
    keep(batch);
  auto began = clock::now();
  auto written = forwarding_log::append(batch);
  if (on)
    busy_ += seconds_since(began);
  return written;
}

/// The rows that rocksdb_log writes for a batch.
void captured_log::keep(const write_batch& batch) {
  raw_batch kept;
  for (const auto& part : batch.appends) {
    auto seq = part.first_seq;
    for (const auto& record : part.records)
      kept.push_back({0, event_key(stream_prefix(part.stream), seq++), record});
    kept.push_back({static_cast<std::size_t>(table::heads), part.stream.text,
                    head_row(seq - 1, hash_in(events::bytes_of(part.records.back())))});
  }
  for (const auto& row : batch.rows)
    kept.push_back({static_cast<std::size_t>(row.in), row.key, row.value});
  rows_ += kept.size();
  batches_.push_back(std::move(kept));
}

} // namespace boxoffice::bench

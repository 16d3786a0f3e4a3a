#include "storage/probes/recorded_append.hpp"

namespace boxoffice::storage {

void record_batch(log_probe& probe, const write_batch& batch, bool written) {
  if (!written)
    return probe.failed.add();
  std::size_t records = 0;
  std::size_t bytes = 0;
  for (const auto& part : batch.appends) {
    records += part.records.size();
    for (const auto& record : part.records)
      bytes += record.size();
  }
  probe.batch.record(static_cast<std::int64_t>(records));
  probe.records.add(records);
  probe.bytes.add(bytes);
}

} // namespace boxoffice::storage

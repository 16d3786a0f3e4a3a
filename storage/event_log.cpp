#include "storage/event_log.hpp"

namespace boxoffice::storage {

void event_log::record_size(const write_batch& batch, bool written) {
  if (!written)
    return probe_->failed.add();
  std::size_t records = 0;
  std::size_t bytes = 0;
  for (const auto& part : batch.appends) {
    records += part.records.size();
    for (const auto& record : part.records)
      bytes += record.size();
  }
  probe_->batch.record(static_cast<std::int64_t>(records));
  probe_->records.add(records);
  probe_->bytes.add(bytes);
}

} // namespace boxoffice::storage

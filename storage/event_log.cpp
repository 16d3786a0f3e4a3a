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

result<bool> event_log::add_row(const row_change& row) {
  auto kept = get(row.in, row.key);
  if (!kept)
    return kept.error();
  auto is_new = !*kept;
  write_batch batch;
  batch.rows.push_back(is_new ? row : row_change{row.in, row.key, std::move(*kept)});
  if (auto written = append(batch); !written)
    return written.error();
  return is_new;
}

} // namespace boxoffice::storage

#include "storage/event_log.hpp"

namespace boxoffice::storage {

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

result<bool> event_log::append_if(const row_change& guard, const std::vector<row_change>& rows) {
  auto present = get(guard.in, guard.key);
  if (!present)
    return present.error();
  if (*present != guard.value)
    return false;
  if (auto written = append({{}, rows}); !written)
    return written.error();
  return true;
}

status event_log::scan_prefix(table in, std::string_view prefix, std::string_view after,
                              const row_visitor& visit) {
  auto begin = std::string{prefix}.append(after);
  return scan(in, begin, [&](std::string_view key, std::string_view value) {
    return key.starts_with(prefix) && visit(key, value);
  });
}

} // namespace boxoffice::storage

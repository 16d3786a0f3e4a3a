#include "bench/soak/metered_log.hpp"

#include "events/codec/codec.hpp"

#include <functional>
#include <stdexcept>
#include <utility>

namespace boxoffice::soak {

using namespace storage;

namespace {

constexpr std::size_t hash_bytes = sizeof(events::bytes32);
constexpr std::size_t shows_per_lost_one = 32;

/// Whether the planted defect `lose` drops the appends of this show. Rows are dropped too if their
/// keys begin with a show: the whole stream then ends early, and the rest of it is intact.
bool is_lost(std::string_view show) {
  return std::hash<std::string_view>{}(show) % shows_per_lost_one == 0;
}

bool is_lost(const row_change& row) {
  return row.in != table::customers && row.in != table::node &&
         is_lost(std::string_view{row.key}.substr(0, row.key.find('\0')));
}

} // namespace

void metered_log::open() { log_ = std::move(open_rocksdb_log(options_).value()); }

status metered_log::append(const write_batch& batch) {
  count(batch);
  return defect_ == defect::none ? log_->append(batch) : log_->append(with_defect(batch));
}

void metered_log::count(const write_batch& batch) {
  ++meter_.syncs;
  for (const auto& part : batch.appends)
    for (const auto& record : part.records) {
      auto decoded = events::decode(events::bytes_of(record).subspan(hash_bytes));
      if (!decoded)
        throw std::runtime_error{"show " + part.stream.text + " appends a record that is no event"};
      ++meter_.by_type[decoded->event.index()];
      ++meter_.events;
      meter_.event_bytes += record.size();
    }
  for (const auto& row : batch.rows)
    if (row.in == table::snapshots && row.value) {
      ++meter_.snapshots;
      meter_.snapshot_bytes += row.value->size();
    }
}

write_batch metered_log::with_defect(write_batch batch) {
  for (const auto& part : batch.appends)
    for (const auto& record : part.records) {
      if (defect_ == defect::leak)
        leaked_.push_back(record);
      if (defect_ == defect::bloat)
        batch.rows.push_back({table::node, record.substr(0, hash_bytes), record});
    }
  if (defect_ == defect::lose) {
    std::erase_if(batch.appends, [](const auto& part) { return is_lost(part.stream.text); });
    std::erase_if(batch.rows, [](const auto& row) { return is_lost(row); });
  }
  return batch;
}

status metered_log::read(const events::show_id& stream, std::uint64_t after,
                         const record_visitor& visit) {
  return log_->read(stream, after, visit);
}

status metered_log::read_all(std::string_view after, std::string_view last,
                             const stream_visitor& visit) {
  return log_->read_all(after, last, visit);
}

result<std::uint64_t> metered_log::last_seq(const events::show_id& stream) {
  return log_->last_seq(stream);
}

result<std::optional<std::string>> metered_log::get(table in, std::string_view key) {
  return log_->get(in, key);
}

status metered_log::scan(table in, std::string_view after, const row_visitor& visit) {
  return log_->scan(in, after, visit);
}

result<bool> metered_log::purge(table in, std::string_view key) { return log_->purge(in, key); }

status metered_log::back_up(const std::filesystem::path& directory) {
  return log_->back_up(directory);
}

} // namespace boxoffice::soak

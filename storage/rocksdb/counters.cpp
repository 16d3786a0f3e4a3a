#include "storage/rocksdb/counters.hpp"

#include "storage/rocksdb/slices.hpp"

#include <algorithm>
#include <optional>

namespace boxoffice::storage {

namespace {

std::optional<write_counter> counter_in(const rocksdb::Slice& bytes) {
  return decode_counter(view(bytes));
}

} // namespace

bool counter_operator::Merge(const rocksdb::Slice&, const rocksdb::Slice* existing,
                             const rocksdb::Slice& operand, std::string* joined,
                             rocksdb::Logger*) const {
  auto later = counter_in(operand);
  auto earlier = existing != nullptr ? counter_in(*existing) : later;
  if (!later || !earlier)
    return false; // RocksDB reports it as corruption.
  *joined = encode(existing != nullptr ? join(*earlier, *later) : *later);
  return true;
}

void counted_write::merge_counters(rocksdb::WriteBatch& out,
                                   const std::vector<rocksdb::ColumnFamilyHandle*>& families) {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (!touched_[i])
      continue;
    write_counter counter;
    counter.first = counter.last = ++after_.writes[i];
    if (i == events_family)
      counter.totals = after_.totals;
    out.Merge(families[i], slice(counter_key), encode(counter));
  }
}

void recent_streams::note(const show_id& stream, std::uint64_t seq, const events::bytes32& hash) {
  entries_[stream] = {seq, hash, ++noted_};
  if (entries_.size() > 2 * most)
    drop_older_half();
}

void recent_streams::drop_older_half() {
  std::vector<std::uint64_t> ages;
  ages.reserve(entries_.size());
  for (const auto& [stream, each] : entries_)
    ages.push_back(each.noted);
  auto oldest_kept = ages.end() - static_cast<std::ptrdiff_t>(most);
  std::nth_element(ages.begin(), oldest_kept, ages.end());
  std::erase_if(entries_, [&](const auto& each) { return each.second.noted < *oldest_kept; });
}

std::vector<stream_head> recent_streams::heads() const {
  std::vector<stream_head> all;
  all.reserve(entries_.size());
  for (const auto& [stream, each] : entries_)
    all.push_back({stream, each.seq, each.hash});
  std::sort(all.begin(), all.end(),
            [](const stream_head& a, const stream_head& b) { return a.stream < b.stream; });
  return all;
}

} // namespace boxoffice::storage

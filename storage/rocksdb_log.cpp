#include "storage/rocksdb_log.hpp"

#include "storage/rocksdb_errors.hpp"
#include "storage/rocksdb_keys.hpp"
#include "storage/rocksdb_store.hpp"
#include "storage/stream_head.hpp"

#include <rocksdb/perf_level.h>

#include <cassert>

namespace boxoffice::storage {

namespace {

/// RocksDB's counters of the calling thread, which nobody reads.
void count_nothing() { rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable); }

} // namespace

rocksdb_log::rocksdb_log(std::unique_ptr<rocksdb::DB> db, family_handles families, bool read_only)
    : db_{std::move(db)}, families_{std::move(families)}, read_only_{read_only} {}

rocksdb_log::~rocksdb_log() {
  for (auto* family : families_)
    db_->DestroyColumnFamilyHandle(family);
  db_->Close();
}

status rocksdb_log::append(const write_batch& batch) {
  count_nothing();
  rocksdb::WriteBatch written;
  for (const auto& append : batch.appends) {
    assert(is_stream(append.stream) && append.first_seq > 0);
    auto key = event_key(stream_prefix(append.stream), append.first_seq);
    auto seq = append.first_seq;
    for (const auto& record : append.records) {
      set_seq(key, seq++);
      written.Put(families_[events_family], key, record);
    }
    if (!append.records.empty())
      written.Put(families_[family_of(table::heads)], append.stream.text,
                  head_row(seq - 1, hash_in(events::bytes_of(append.records.back()))));
  }
  for (const auto& row : batch.rows) {
    assert(row.in != table::heads);
    auto* family = families_[family_of(row.in)];
    if (row.value)
      written.Put(family, row.key, *row.value);
    else
      written.Delete(family, row.key);
  }
  return write(written);
}

status rocksdb_log::write(rocksdb::WriteBatch& batch) {
  if (read_only_)
    return storage_error{storage_error::kind::read_only, db_->GetName() + " is open for reading"};
  if (auto failed = first_failure(); !failed)
    return failed;
  if (batch.Count() == 0)
    return {};
  rocksdb::WriteOptions durably;
  durably.sync = true;
  auto wrote = db_->Write(durably, &batch);
  if (!wrote.ok())
    return fail(error_of(wrote, "writing to the log in " + db_->GetName()));
  return {};
}

/// A failed sync may have lost pages that a later one would report as written, so the first error
/// is the answer to all that follows.
status rocksdb_log::first_failure() {
  std::lock_guard lock{failure_guard_};
  if (failure_)
    return *failure_;
  return {};
}

storage_error rocksdb_log::fail(storage_error error) {
  std::lock_guard lock{failure_guard_};
  if (!failure_)
    failure_ = std::move(error);
  return *failure_;
}

std::unique_ptr<rocksdb::Iterator> rocksdb_log::iterate_stream(const rocksdb::Slice& end) {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true; // Lets the filters pass over files without the stream.
  options.iterate_upper_bound = &end;
  return std::unique_ptr<rocksdb::Iterator>{db_->NewIterator(options, families_[events_family])};
}

status rocksdb_log::read(const show_id& stream, std::uint64_t after, const record_visitor& visit) {
  if (!is_stream(stream) || after == UINT64_MAX)
    return {};
  count_nothing();
  auto prefix = stream_prefix(stream);
  auto end = end_of_stream(prefix);
  rocksdb::Slice bound{end};
  auto at = iterate_stream(bound);
  for (at->Seek(event_key(prefix, after + 1)); at->Valid(); at->Next()) {
    auto seq = seq_of(at->key(), prefix);
    if (!seq)
      return storage_error{storage_error::kind::corrupt,
                           "show " + stream.text + ": the log has a key that is no event's"};
    if (!visit(*seq, events::bytes_of(view(at->value()))))
      return {};
  }
  if (!at->status().ok())
    return error_of(at->status(), "reading the events of show " + stream.text);
  return {};
}

status rocksdb_log::read_all(std::string_view after, std::string_view last,
                             const stream_visitor& visit) {
  count_nothing();
  rocksdb::ReadOptions options;
  options.total_order_seek = true; // Across streams, so the filters by stream say nothing.
  options.readahead_size = 2U << 20U;
  options.fill_cache = false; // Each block is wanted once; those of the shows stay.
  auto end = last.empty() ? std::string{} : end_of_stream(std::string{last} + '\0');
  rocksdb::Slice bound{end};
  if (!last.empty())
    options.iterate_upper_bound = &bound;
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator(options, families_[events_family])};
  std::string prefix; // Of the stream that is being read, its name checked.
  for (at->Seek(after.empty() ? std::string{} : end_of_stream(std::string{after} + '\0'));
       at->Valid(); at->Next()) {
    auto seq = prefix.empty() ? std::nullopt : seq_of(at->key(), prefix);
    if (!seq) {
      auto key = split_event_key(at->key());
      if (!key)
        return storage_error{storage_error::kind::corrupt,
                             "the log has a key that is no event's: " + at->key().ToString(true)};
      prefix = std::string{key->first} + '\0';
      seq = key->second;
    }
    std::string_view stream{prefix.data(), prefix.size() - 1};
    if (!visit(stream, *seq, events::bytes_of(view(at->value()))))
      return {};
  }
  if (!at->status().ok())
    return error_of(at->status(), "reading the events");
  return {};
}

result<std::uint64_t> rocksdb_log::last_seq(const show_id& stream) {
  if (!is_stream(stream))
    return 0;
  auto prefix = stream_prefix(stream);
  auto end = end_of_stream(prefix);
  rocksdb::Slice bound{end};
  auto at = iterate_stream(bound);
  at->SeekForPrev(event_key(prefix, UINT64_MAX));
  if (!at->status().ok())
    return error_of(at->status(), "reading the events of show " + stream.text);
  return at->Valid() ? seq_of(at->key(), prefix).value_or(0) : 0;
}

result<std::optional<std::string>> rocksdb_log::get(table in, std::string_view key) {
  return get(family_of(in), key);
}

result<std::optional<std::string>> rocksdb_log::get(std::size_t family, std::string_view key) {
  std::shared_lock lock{in_use_[family]};
  std::string value;
  auto got = db_->Get({}, families_[family], slice(key), &value);
  if (got.IsNotFound())
    return std::optional<std::string>{};
  if (!got.ok())
    return error_of(got, reading(family));
  return std::optional{std::move(value)};
}

status rocksdb_log::scan(table in, std::string_view after, const row_visitor& visit) {
  auto family = family_of(in);
  std::shared_lock lock{in_use_[family]};
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator({}, families_[family])};
  at->Seek(slice(after));
  if (at->Valid() && view(at->key()) == after)
    at->Next();
  for (; at->Valid(); at->Next())
    if (!visit(view(at->key()), view(at->value())))
      return {};
  if (!at->status().ok())
    return error_of(at->status(), reading(family));
  return {};
}

} // namespace boxoffice::storage

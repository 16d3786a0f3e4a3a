#include "storage/rocksdb/log.hpp"

#include "storage/probes/recorded_append.hpp"
#include "storage/record_run.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/keys.hpp"
#include "storage/stream_head.hpp"

#include <rocksdb/convenience.h>
#include <rocksdb/perf_level.h>

#include <algorithm>
#include <cassert>

namespace boxoffice::storage {

namespace {

/// RocksDB counts for each thread; nothing reads these counters.
void disable_perf_counters() { rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable); }

/// Builds the rows of appends: consecutive records of a stream share rows and one head. The records
/// must stay in memory until finish().
class event_rows {
public:
  event_rows(rocksdb::WriteBatch& out, counted_write& counted,
             const rocksdb_log::family_handles& families)
      : out_{out},
        counted_{counted},
        events_{families[events_family]},
        heads_{families[family_of(table::heads)]} {}

  void add(const stream_append& part) {
    assert(is_stream(part.stream) && part.first_seq > 0);
    if (stream_ == nullptr || part.stream != *stream_ || part.first_seq != next_) {
      finish();
      stream_ = &part.stream;
      next_ = part.first_seq;
    }
    for (const auto& record : part.records) {
      if (bytes_ >= most_run_bytes)
        put_row();
      row_.push_back(&record);
      counted_.add_record(events::bytes_of(record));
      bytes_ += record.size();
      ++next_;
    }
  }

  void finish() {
    if (row_.empty())
      return;
    auto head = head_row(next_ - 1, hash_in(events::bytes_of(*row_.back())));
    put_row();
    out_.Put(heads_, stream_->text, head);
    counted_.touch(events_family);
    counted_.touch(family_of(table::heads));
  }

private:
  void put_row() {
    auto count = static_cast<std::uint32_t>(row_.size());
    auto key = run_key(stream_prefix(*stream_), next_ - count, count);
    std::string run;
    if (count > 1)
      for (const auto* record : row_)
        append_to_run(run, *record);
    out_.Put(events_, key, count > 1 ? run : *row_.front());
    row_.clear();
    bytes_ = 0;
  }

  rocksdb::WriteBatch& out_;
  counted_write& counted_;
  rocksdb::ColumnFamilyHandle* events_;
  rocksdb::ColumnFamilyHandle* heads_;
  const show_id* stream_ = nullptr;
  std::uint64_t next_ = 0;              ///< seq of the next record
  std::vector<const std::string*> row_; ///< records of the open row
  std::size_t bytes_ = 0;               ///< of the open row
};

/// Visits the records of a row with seq > `after`. False if the visitor stopped.
template <class Visit>
bool each_record(const row_place& place, std::string_view value, std::uint64_t after,
                 const Visit& visit) {
  if (place.count == 1)
    return place.seq <= after || visit(place.seq, events::bytes_of(value));
  auto seq = place.seq;
  for (run_reader run{value}; !run.done(); ++seq) {
    auto record = run.next();
    if (seq > after && !visit(seq, record))
      return false;
  }
  return true;
}

} // namespace

rocksdb_log::rocksdb_log(std::unique_ptr<rocksdb::DB> db, family_handles families, bool read_only,
                         known_witness known, std::shared_ptr<const damaged_env> damaged)
    : damaged_{std::move(damaged)},
      db_{std::move(db)},
      families_{std::move(families)},
      read_only_{read_only},
      known_{std::move(known)} {}

rocksdb_log::~rocksdb_log() {
  witness_.reset();                                           // Writes the last witness.
  rocksdb::CancelAllBackgroundWork(db_.get(), /*wait=*/true); // Its listener uses the families.
  for (auto* family : families_)
    db_->DestroyColumnFamilyHandle(family);
  db_->Close();
}

void rocksdb_log::begin_pace(std::shared_ptr<background_pace> pace) {
  pace->begin(*db_, families_);
  pace_ = std::move(pace);
}

status rocksdb_log::append(const write_batch& batch) {
  return recorded_append(*probe(), batch, [&] { return write_counted(batch); });
}

status rocksdb_log::write_counted(const write_batch& batch) {
  disable_perf_counters();
  rocksdb::WriteBatch written;
  counted_write counted{position_};
  event_rows events{written, counted, families_};
  for (const auto& append : batch.appends)
    events.add(append);
  events.finish();
  for (const auto& row : batch.rows) {
    assert(row.in != table::heads);
    auto* family = families_[family_of(row.in)];
    if (row.value)
      written.Put(family, row.key, *row.value);
    else
      written.Delete(family, row.key);
    counted.touch(family_of(row.in));
  }
  counted.merge_counters(written, families_);
  auto done = write(written);
  if (done)
    note_written(counted, batch);
  return done;
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
    return fail(write_error_of(wrote, "cannot write to the log in " + db_->GetName()));
  return {};
}

/// A failed sync may have lost pages that a later sync would report as written. So every later
/// write returns the first error.
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
  options.prefix_same_as_start = true; // The filters skip files without the stream.
  options.iterate_upper_bound = &end;
  return std::unique_ptr<rocksdb::Iterator>{db_->NewIterator(options, families_[events_family])};
}

status rocksdb_log::read(const show_id& stream, std::uint64_t after, const record_visitor& visit) {
  if (!is_stream(stream) || after == UINT64_MAX)
    return {};
  disable_perf_counters();
  auto prefix = stream_prefix(stream);
  auto end = end_of_stream(prefix);
  rocksdb::Slice bound{end};
  auto at = iterate_stream(bound);
  auto first = event_key(prefix, after + 1);
  if (after != 0)
    at->SeekForPrev(first); // The row may begin before this record.
  if (after == 0 || !at->Valid())
    at->Seek(first);
  for (; at->Valid(); at->Next()) {
    auto place = place_of(at->key(), prefix);
    if (!place)
      return storage_error{storage_error::kind::corrupt,
                           "show " + stream.text + ": the log has a malformed event key"};
    if (!each_record(*place, view(at->value()), after, visit))
      return {};
  }
  if (!at->status().ok())
    return error_of(at->status(), "cannot read the events of show " + stream.text);
  return {};
}

status rocksdb_log::read_all(std::string_view after, std::string_view last,
                             const stream_visitor& visit) {
  disable_perf_counters();
  rocksdb::ReadOptions options;
  options.total_order_seek = true; // Crosses streams: no prefix filter.
  if (last.empty())
    options.readahead_size = 2U << 20U; // Of a part, often one stream, RocksDB finds the size.
  options.fill_cache = false;           // Read once; keeps the shows' blocks cached.
  auto end = last.empty() ? std::string{} : end_of_stream(std::string{last} + '\0');
  rocksdb::Slice bound{end};
  if (!last.empty())
    options.iterate_upper_bound = &bound;
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator(options, families_[events_family])};
  std::string prefix; // Of the present stream, already checked.
  for (at->Seek(after.empty() ? std::string{after_counter_key}
                              : end_of_stream(std::string{after} + '\0'));
       at->Valid(); at->Next()) {
    auto place = prefix.empty() ? std::nullopt : place_of(at->key(), prefix);
    if (!place) {
      prefix = prefix_of(at->key()).value_or(std::string_view{});
      place = prefix.empty() ? std::nullopt : place_of(at->key(), prefix);
    }
    if (!place)
      return storage_error{storage_error::kind::corrupt,
                           "the log has a malformed event key: " + at->key().ToString(true)};
    std::string_view stream{prefix.data(), prefix.size() - 1};
    auto go_on = each_record(*place, view(at->value()), 0, [&](auto seq, byte_view record) {
      return visit(stream, seq, record);
    });
    if (!go_on)
      return {};
  }
  if (!at->status().ok())
    return error_of(at->status(), "cannot read the events");
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
    return error_of(at->status(), "cannot read the events of show " + stream.text);
  auto place = at->Valid() ? place_of(at->key(), prefix) : std::nullopt;
  return place ? place->last() : 0;
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
    return error_of(got, read_error(family));
  return std::optional{std::move(value)};
}

status rocksdb_log::scan(table in, std::string_view after, const row_visitor& visit) {
  auto family = family_of(in);
  std::shared_lock lock{in_use_[family]};
  rocksdb::ReadOptions options;
  options.total_order_seek = true; // Crosses customers.
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator(options, families_[family])};
  at->Seek(slice(std::max(after, after_counter_key)));
  if (at->Valid() && view(at->key()) == after)
    at->Next();
  for (; at->Valid(); at->Next())
    if (!visit(view(at->key()), view(at->value())))
      return {};
  if (!at->status().ok())
    return error_of(at->status(), read_error(family));
  return {};
}

} // namespace boxoffice::storage

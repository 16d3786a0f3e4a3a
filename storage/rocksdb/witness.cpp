// Writes the witness of a log, and accepts a loss.
#include "storage/posix_clock.hpp"
#include "storage/rebuild_rows.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/keys.hpp"
#include "storage/rocksdb/log.hpp"
#include "storage/witness/accepted_loss.hpp"

#include <openssl/rand.h>

#include <cstdlib>

namespace boxoffice::storage {

namespace {

constexpr std::size_t rows_at_once = 10'000;

events::time_ms now_ms() { return wall_clock::now_ms(); }

events::bytes16 new_log_id() {
  events::bytes16 id{};
  if (RAND_bytes(id.data(), static_cast<int>(id.size())) != 1)
    std::abort();
  return id;
}

} // namespace

/// Reads the position from the counters in the log.
status rocksdb_log::load_position() {
  auto now = counters();
  if (!now)
    return now.error();
  std::lock_guard lock{position_guard_};
  for (std::size_t i = 0; i < now->size(); ++i)
    position_.writes[i] = (*now)[i].last;
  position_.totals = (*now)[events_family].totals.value_or(event_totals{});
  sequence_ = db_->GetLatestSequenceNumber();
  return {};
}

status rocksdb_log::begin_witness(std::chrono::milliseconds interval) {
  if (auto loaded = load_position(); !loaded)
    return loaded;
  auto id = get(format_family, witness_id_key);
  if (!id)
    return id.error();
  if (*id)
    std::copy_n((*id)->begin(), std::min((*id)->size(), id_.size()), id_.begin());
  else
    id_ = known_ && *known_ ? (*known_)->log : new_log_id();
  if (known_ && *known_)
    for (const auto& head : (*known_)->streams)
      recent_.note(head.stream, head.seq, head.hash);
  auto first = current_witness();
  if (auto written = write_witness(db_->GetName(), first); !written)
    return written;
  known_ = std::optional{std::move(first)};
  if (!*id) {
    // Written after the witness, so that no log claims a witness that never existed, and flushed to
    // a table file at once, so that the loss of a write-ahead log cannot remove it.
    rocksdb::WriteBatch row;
    row.Put(families_[format_family], slice(witness_id_key),
            rocksdb::Slice{reinterpret_cast<const char*>(id_.data()), id_.size()});
    if (auto written = write(row); !written)
      return written;
    if (auto flushed = db_->Flush({}, families_[format_family]); !flushed.ok())
      return fail(write_error_of(flushed, "cannot write to the log in " + db_->GetName()));
  }
  witness_ = std::make_unique<witness_keeper>(db_->GetName(), interval,
                                              [this] { return current_witness(); });
  return {};
}

/// Called after a durable write.
void rocksdb_log::note_written(const counted_write& written, const write_batch& batch) {
  {
    std::lock_guard lock{position_guard_};
    position_ = written.after();
    sequence_ = db_->GetLatestSequenceNumber();
    for (const auto& part : batch.appends)
      if (!part.records.empty())
        recent_.note(part.stream, part.first_seq + part.records.size() - 1,
                     hash_in(events::bytes_of(part.records.back())));
  }
  if (witness_)
    witness_->changed();
}

witness rocksdb_log::current_witness() {
  witness now;
  now.log = id_;
  now.at = now_ms();
  std::lock_guard lock{position_guard_};
  now.sequence = sequence_;
  now.totals = position_.totals;
  for (std::size_t i = 0; i < family_names.size(); ++i)
    if (i != format_family)
      now.writes.emplace(family_names[i], position_.writes[i]);
  now.streams = recent_.heads();
  return now;
}

status rocksdb_log::accept_loss() {
  auto loss = find_loss();
  if (!loss)
    return loss.error();
  if (!*loss)
    return {};
  auto left = survey();
  if (!left)
    return left.error();
  if (left->cut_off != 0)
    (*loss)->found +=
        "; " + std::to_string(left->cut_off) + " of them after a gap, which were deleted";
  if (auto cut = delete_after_gaps(*left); !cut)
    return cut;
  if (auto written = write_heads(*left); !written)
    return written;
  if (auto loaded = load_position(); !loaded)
    return loaded;
  if (auto rebuilt = rebuild_rows(*this); !rebuilt)
    return rebuilt;
  auto written = write_acceptance(**loss, left->totals);
  if (written)
    known_ = std::optional<witness>{}; // The next witness describes the log as it is now.
  return written;
}

/// The last step: until it is durable, each start finds the loss again.
status rocksdb_log::write_acceptance(const log_loss& loss, const event_totals& totals) {
  rocksdb::WriteBatch batch;
  for (std::size_t i = 0; i < family_names.size(); ++i) {
    if (i == format_family)
      continue;
    auto last = position_.writes[i];
    if (known_ && *known_)
      if (auto once = (*known_)->writes.find(std::string{family_names[i]});
          once != (*known_)->writes.end())
        last = std::max(last, once->second);
    // Greater than all known numbers, so that the old witness cannot match by chance.
    write_counter counter{1, last + 1, 0, std::nullopt};
    if (i == events_family)
      counter.totals = totals;
    batch.Put(families_[i], slice(counter_key), encode(counter));
  }
  auto row = accepted_loss_row(now_ms(), loss);
  batch.Put(families_[family_of(row.in)], row.key, *row.value);
  return write(batch);
}

status rocksdb_log::delete_after_gaps(const log_survey& found) {
  rocksdb::WriteBatch batch;
  for (const auto& [stream, gap] : found.gaps) {
    auto prefix = stream_prefix({stream});
    auto end = end_of_stream(prefix);
    rocksdb::Slice bound{end};
    auto at = iterate_stream(bound);
    for (at->Seek(event_key(prefix, gap.behind)); at->Valid(); at->Next())
      batch.Delete(families_[events_family], at->key());
    if (!at->status().ok())
      return error_of(at->status(), "cannot read the events of show " + stream);
  }
  return write(batch);
}

status rocksdb_log::write_heads(const log_survey& found) {
  auto* heads = families_[family_of(table::heads)];
  rocksdb::WriteBatch batch;
  auto walked = scan(table::heads, {}, [&](std::string_view key, std::string_view) {
    if (!found.heads.contains(std::string{key}))
      batch.Delete(heads, slice(key));
    return true;
  });
  if (!walked)
    return walked;
  for (const auto& [stream, head] : found.heads) {
    batch.Put(heads, stream, head_row(head.seq, head.hash));
    if (batch.Count() < rows_at_once)
      continue;
    if (auto written = write(batch); !written)
      return written;
    batch.Clear();
  }
  return write(batch);
}

} // namespace boxoffice::storage

#include "tests/storage/rocksdb/tampered_log.hpp"

#include "storage/record_run.hpp"
#include "storage/rocksdb/keys.hpp"
#include "storage/rocksdb/log.hpp"

#include <doctest/doctest.h>

namespace boxoffice::storage::tests {

tampered_log::tampered_log(const std::filesystem::path& directory) {
  auto tuning = tuning_for({.directory = directory});
  rocksdb::DB* opened = nullptr;
  auto done =
      rocksdb::DB::Open(tuning.db, directory.string(), tuning.families, &families_, &opened);
  REQUIRE_MESSAGE(done.ok(), done.ToString());
  db_.reset(opened);
}

tampered_log::~tampered_log() {
  for (auto* family : families_)
    db_->DestroyColumnFamilyHandle(family);
  db_->Close();
}

std::optional<std::string> tampered_log::record(const std::string& stream, std::uint64_t seq) {
  take_apart(stream, seq);
  return get(events_family, event_key(stream_prefix({stream}), seq));
}

void tampered_log::set_record(const std::string& stream, std::uint64_t seq,
                              const std::optional<std::string>& record) {
  take_apart(stream, seq);
  set(events_family, event_key(stream_prefix({stream}), seq), record);
}

void tampered_log::take_apart(const std::string& stream, std::uint64_t seq) {
  auto prefix = stream_prefix({stream});
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator({}, families_[events_family])};
  at->SeekForPrev(event_key(prefix, seq + 1));
  auto place = at->Valid() ? place_of(at->key(), prefix) : std::nullopt;
  if (!place || place->count == 1 || place->last() < seq)
    return;
  auto row = at->key().ToString();
  run_reader run{view(at->value())};
  for (auto each = place->seq; !run.done(); ++each) {
    auto record = run.next();
    set(events_family, event_key(prefix, each), std::string{record.begin(), record.end()});
  }
  set(events_family, row, std::nullopt);
}

std::optional<std::string> tampered_log::run(const std::string& stream, std::uint64_t seq,
                                             std::uint32_t count) {
  return get(events_family, run_key(stream_prefix({stream}), seq, count));
}

void tampered_log::set_run(const std::string& stream, std::uint64_t seq, std::uint32_t count,
                           const std::optional<std::string>& run) {
  set(events_family, run_key(stream_prefix({stream}), seq, count), run);
}

std::optional<std::string> tampered_log::row(table in, const std::string& key) {
  return get(family_of(in), key);
}

void tampered_log::set_row(table in, const std::string& key,
                           const std::optional<std::string>& value) {
  set(family_of(in), key, value);
}

void tampered_log::set_event_key(const std::string& key, const std::string& value) {
  set(events_family, key, value);
}

std::optional<std::string> tampered_log::format() { return get(format_family, "format"); }

void tampered_log::set_format(const std::string& format) { set(format_family, "format", format); }

void tampered_log::make_format_3() {
  for (std::size_t family = 0; family < family_names.size(); ++family)
    set(family, std::string{counter_key}, std::nullopt);
  set(format_family, std::string{witness_id_key}, std::nullopt);
  set_format("3");
}

void tampered_log::break_counter() {
  auto counter = decode_counter(get(events_family, std::string{counter_key}).value()).value();
  counter.first = counter.last += 2;
  auto done = db_->Merge({}, families_[events_family], slice(counter_key), encode(counter));
  REQUIRE_MESSAGE(done.ok(), done.ToString());
}

std::uint64_t tampered_log::last_seq(const std::string& stream) {
  std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator({}, families_[events_family])};
  at->SeekForPrev(event_key(stream_prefix({stream}), UINT64_MAX));
  REQUIRE(at->Valid());
  return place_of(at->key(), stream_prefix({stream})).value().last();
}

std::uint64_t tampered_log::memtable_bytes(std::size_t family) {
  std::uint64_t bytes = 0;
  REQUIRE(db_->GetIntProperty(families_[family], rocksdb::DB::Properties::kCurSizeActiveMemTable,
                              &bytes));
  return bytes;
}

std::optional<std::string> tampered_log::get(std::size_t family, const std::string& key) {
  std::string value;
  auto got = db_->Get({}, families_[family], key, &value);
  return got.ok() ? std::optional{value} : std::nullopt;
}

void tampered_log::set(std::size_t family, const std::string& key,
                       const std::optional<std::string>& value) {
  auto done = value ? db_->Put({}, families_[family], key, *value)
                    : db_->Delete({}, families_[family], key);
  REQUIRE_MESSAGE(done.ok(), done.ToString());
}

} // namespace boxoffice::storage::tests

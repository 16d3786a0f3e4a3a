#include "bench/captured_log.hpp"

#include "storage/rocksdb/keys.hpp"
#include "storage/stream_head.hpp"

#include <rocksdb/db.h>

#include <memory>

namespace boxoffice::bench {

using namespace storage;
using clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t families = 8; ///< events and one a table

double seconds_since(clock::time_point then) {
  return std::chrono::duration<double>(clock::now() - then).count();
}

void check(const rocksdb::Status& done) {
  if (!done.ok())
    throw std::runtime_error{done.ToString()};
}

} // namespace

void captured_log::start() {
  began_ = clock::now();
  on_ = true;
}

void captured_log::stop() {
  on_ = false;
  seconds_ = seconds_since(began_);
}

status captured_log::append(const write_batch& batch) {
  auto on = on_.load();
  if (on)
    keep(batch);
  auto began = clock::now();
  auto written = forwarding_log::append(batch);
  if (on)
    busy_ += seconds_since(began);
  return written;
}

/// The rows that rocksdb_log makes of a batch.
void captured_log::keep(const write_batch& batch) {
  raw_batch kept;
  for (const auto& part : batch.appends) {
    auto seq = part.first_seq;
    for (const auto& record : part.records)
      kept.push_back({0, event_key(stream_prefix(part.stream), seq++), record});
    kept.push_back({static_cast<std::size_t>(table::heads), part.stream.text,
                    head_row(seq - 1, hash_in(events::bytes_of(part.records.back())))});
  }
  for (const auto& row : batch.rows)
    kept.push_back({static_cast<std::size_t>(row.in), row.key, row.value});
  rows_ += kept.size();
  batches_.push_back(std::move(kept));
}

double write_raw(const std::filesystem::path& directory, const std::vector<raw_batch>& batches) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  check(rocksdb::DB::Open(options, directory, &opened));
  std::unique_ptr<rocksdb::DB> db{opened};
  std::vector<rocksdb::ColumnFamilyHandle*> in(families);
  in[0] = db->DefaultColumnFamily();
  for (std::size_t i = 1; i < families; ++i)
    check(db->CreateColumnFamily(options, std::to_string(i), &in[i]));
  rocksdb::WriteOptions durably;
  durably.sync = true;
  std::size_t rows = 0;
  auto began = clock::now();
  for (const auto& batch : batches) {
    rocksdb::WriteBatch written;
    for (const auto& row : batch)
      check(row.value ? written.Put(in[row.family], row.key, *row.value)
                      : written.Delete(in[row.family], row.key));
    check(db->Write(durably, &written));
    rows += batch.size();
  }
  auto took = seconds_since(began);
  for (std::size_t i = 1; i < families; ++i)
    check(db->DestroyColumnFamilyHandle(in[i]));
  return static_cast<double>(rows) / took;
}

} // namespace boxoffice::bench

#include "bench/storage/rocksdb/raw_writes.hpp"

#include <rocksdb/db.h>

#include <chrono>
#include <memory>

namespace boxoffice::bench {

namespace {

constexpr std::size_t families = 8; ///< events and one a table

void check(const rocksdb::Status& done) {
  if (!done.ok())
    throw std::runtime_error{done.ToString()};
}

} // namespace

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
  auto began = std::chrono::steady_clock::now();
  for (const auto& batch : batches) {
    rocksdb::WriteBatch written;
    for (const auto& row : batch)
      check(row.value ? written.Put(in[row.family], row.key, *row.value)
                      : written.Delete(in[row.family], row.key));
    check(db->Write(durably, &written));
    rows += batch.size();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  for (std::size_t i = 1; i < families; ++i)
    check(db->DestroyColumnFamilyHandle(in[i]));
  return static_cast<double>(rows) / took.count();
}

} // namespace boxoffice::bench

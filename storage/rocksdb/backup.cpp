#include "storage/files.hpp"
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/log.hpp"

#include <rocksdb/utilities/checkpoint.h>

#include <memory>

namespace boxoffice::storage {

namespace fs = std::filesystem;

/// Uses a RocksDB checkpoint. Table files never change: on the same file system they are hard
/// links, else copies. The WAL is flushed first, so that the copy holds nothing that was erased.
status rocksdb_log::back_up(const fs::path& directory) {
  if (read_only_)
    return storage_error{storage_error::kind::read_only, db_->GetName() + " is open for reading"};
  staged_directory staged{directory};
  if (auto made = staged.make(); !made)
    return made;
  urgent_work waits{pace_};
  auto durable = current_witness(); // Taken first: the copy has everything in it.
  rocksdb::Checkpoint* made = nullptr;
  auto done = rocksdb::Checkpoint::Create(db_.get(), &made);
  std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
  if (done.ok())
    done = checkpoint->CreateCheckpoint(staged.content().string(), /*log_size_for_flush=*/0);
  if (!done.ok())
    return error_of(done, "cannot copy the log to " + directory.string());
  if (auto written = write_witness(staged.content(), durable); !written)
    return written;
  return staged.finish();
}

} // namespace boxoffice::storage

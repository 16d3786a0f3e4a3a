// Lets RocksDB read write-ahead logs only up to their damage, without changing them.
#pragma once

#include "storage/rocksdb/wal/scan.hpp"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace boxoffice::storage {

struct wal_damage {
  std::string file; ///< name without directory
  std::uint64_t offset{};
  /// Whether only a torn tail is lost: no batch begins behind the damage, in this file or a later
  /// one. A write that a power cut interrupts leaves this; it was never acknowledged.
  bool is_torn_tail = true;
};

/// A file system in which each write-ahead log ends before its first damage, until end_recovery().
/// Thread-safe.
class damaged_wals final : public rocksdb::FileSystemWrapper {
public:
  explicit damaged_wals(const std::shared_ptr<rocksdb::FileSystem>& real)
      : FileSystemWrapper{real} {}

  [[nodiscard]] const char* Name() const override { return "boxoffice.damaged-wals"; }

  rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                      rocksdb::IODebugContext* context) override;

  /// The first damage in the files that were opened so far; nothing after end_recovery().
  [[nodiscard]] std::optional<wal_damage> damage() const;

  /// Call it once the damaged files are replaced.
  void end_recovery();

private:
  bool recovering() const;
  void take(const std::string& name, const wal_scan& found);

  mutable std::mutex guard_;
  std::optional<wal_damage> damage_;
  bool recovering_ = true;
};

/// The environment of a database whose write-ahead logs are damaged. It must outlive the database.
struct damaged_env {
  explicit damaged_env(rocksdb::Env& real)
      : files{std::make_shared<damaged_wals>(real.GetFileSystem())},
        env{rocksdb::NewCompositeEnv(files)} {}

  std::shared_ptr<damaged_wals> files;
  std::unique_ptr<rocksdb::Env> env;
};

} // namespace boxoffice::storage

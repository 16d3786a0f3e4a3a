// A RocksDB environment whose write-ahead logs (*.log) fail on command. All other files are those
// of the real file system.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace boxoffice::tests {

/// Which calls fail. May be changed while the files are in use.
struct fault_plan {
  std::atomic<std::uint64_t> syncs{0};              ///< Sync, Fsync and RangeSync so far
  std::atomic<std::uint64_t> first_failing_sync{0}; ///< from 1, this and all later ones; 0: none
  std::atomic<bool> disk_full{false};               ///< appends fail with NoSpace
};

class faulty_file final : public rocksdb::FSWritableFileOwnerWrapper {
public:
  faulty_file(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name,
              std::shared_ptr<fault_plan> plan)
      : FSWritableFileOwnerWrapper{std::move(file)},
        name_{std::move(name)},
        plan_{std::move(plan)} {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* context) override {
    return plan_->disk_full ? full() : FSWritableFileOwnerWrapper::Append(data, options, context);
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& verification,
                           rocksdb::IODebugContext* context) override {
    return plan_->disk_full
               ? full()
               : FSWritableFileOwnerWrapper::Append(data, options, verification, context);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* context) override {
    return this_sync_fails() ? unsynced() : FSWritableFileOwnerWrapper::Sync(options, context);
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* context) override {
    return this_sync_fails() ? unsynced() : FSWritableFileOwnerWrapper::Fsync(options, context);
  }
  rocksdb::IOStatus RangeSync(std::uint64_t offset, std::uint64_t size,
                              const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* context) override {
    return this_sync_fails()
               ? unsynced()
               : FSWritableFileOwnerWrapper::RangeSync(offset, size, options, context);
  }

private:
  bool this_sync_fails() {
    auto number = ++plan_->syncs;
    auto first = plan_->first_failing_sync.load();
    return first != 0 && number >= first;
  }
  rocksdb::IOStatus unsynced() const {
    return rocksdb::IOStatus::IOError("injected failure of a sync of " + name_, std::strerror(EIO));
  }
  rocksdb::IOStatus full() const {
    return rocksdb::IOStatus::NoSpace("injected full disk at " + name_);
  }

  std::string name_;
  std::shared_ptr<fault_plan> plan_;
};

class faulty_file_system final : public rocksdb::FileSystemWrapper {
public:
  explicit faulty_file_system(std::shared_ptr<fault_plan> plan)
      : FileSystemWrapper{rocksdb::FileSystem::Default()}, plan_{std::move(plan)} {}

  [[nodiscard]] const char* Name() const override { return "boxoffice.faulty"; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* context) override {
    auto made = FileSystemWrapper::NewWritableFile(name, options, file, context);
    if (made.ok() && std::string_view{name}.ends_with(".log"))
      *file = std::make_unique<faulty_file>(std::move(*file), name, plan_);
    return made;
  }

private:
  std::shared_ptr<fault_plan> plan_;
};

inline std::unique_ptr<rocksdb::Env> faulty_env(std::shared_ptr<fault_plan> plan) {
  return rocksdb::NewCompositeEnv(std::make_shared<faulty_file_system>(std::move(plan)));
}

} // namespace boxoffice::tests

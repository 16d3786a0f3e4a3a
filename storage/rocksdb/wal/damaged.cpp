#include "storage/rocksdb/wal/damaged.hpp"

#include "storage/rocksdb/wal/file_name.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace boxoffice::storage {

namespace {

/// The first bytes of a file, from memory.
class file_head final : public rocksdb::FSSequentialFile {
public:
  explicit file_head(std::string bytes) : bytes_{std::move(bytes)} {}

  rocksdb::IOStatus Read(std::size_t n, const rocksdb::IOOptions&, rocksdb::Slice* result,
                         char* scratch, rocksdb::IODebugContext*) override {
    auto got = bytes_.copy(scratch, n, at_);
    at_ += got;
    *result = {scratch, got};
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Skip(std::uint64_t n) override {
    at_ += std::min<std::size_t>(n, bytes_.size() - at_);
    return rocksdb::IOStatus::OK();
  }

private:
  std::string bytes_;
  std::size_t at_ = 0;
};

rocksdb::IOStatus read_to_end(rocksdb::FSSequentialFile& file, std::string& into) {
  std::string part(1U << 20U, '\0');
  for (;;) {
    rocksdb::Slice got;
    auto read = file.Read(part.size(), {}, &got, part.data(), nullptr);
    if (!read.ok() || got.empty())
      return read;
    into.append(got.data(), got.size());
  }
}

} // namespace

rocksdb::IOStatus damaged_wals::NewSequentialFile(const std::string& name,
                                                  const rocksdb::FileOptions& options,
                                                  std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                                  rocksdb::IODebugContext* context) {
  auto opened = FileSystemWrapper::NewSequentialFile(name, options, file, context);
  auto short_name = std::filesystem::path{name}.filename().string();
  if (!opened.ok() || !is_wal(short_name) || !recovering())
    return opened;
  std::string bytes;
  if (auto read = read_to_end(**file, bytes); !read.ok())
    return read;
  auto found = scan_wal(bytes);
  take(short_name, found);
  bytes.resize(found.damage.value_or(bytes.size()));
  *file = std::make_unique<file_head>(std::move(bytes));
  return opened;
}

void damaged_wals::take(const std::string& name, const wal_scan& found) {
  std::lock_guard lock{guard_};
  if (damage_ && name > damage_->file && found.has_batches)
    damage_->is_torn_tail = false;
  if (found.damage && !damage_)
    damage_ = wal_damage{name, *found.damage, !found.continues_behind};
}

std::optional<wal_damage> damaged_wals::damage() const {
  std::lock_guard lock{guard_};
  return damage_;
}

void damaged_wals::end_recovery() {
  std::lock_guard lock{guard_};
  recovering_ = false;
  damage_.reset();
}

bool damaged_wals::recovering() const {
  std::lock_guard lock{guard_};
  return recovering_;
}

} // namespace boxoffice::storage

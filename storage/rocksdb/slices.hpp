// RocksDB's slices as string views, and back.
#pragma once

#include <rocksdb/slice.h>

#include <string_view>

namespace boxoffice::storage {

[[nodiscard]] inline rocksdb::Slice slice(std::string_view text) {
  return {text.data(), text.size()};
}
[[nodiscard]] inline std::string_view view(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

} // namespace boxoffice::storage

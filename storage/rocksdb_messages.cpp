#include "storage/rocksdb_messages.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>

namespace boxoffice::storage {

void rocksdb_messages::Logv(const char* format, va_list arguments) {
  std::array<char, 512> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  spdlog::warn("rocksdb: {}", line.data());
}

} // namespace boxoffice::storage

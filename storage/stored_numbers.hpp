// Numbers in stored bytes. events::big_endian() is the other direction.
#pragma once

#include <cstdint>
#include <string_view>

namespace boxoffice::storage {

/// The number in these bytes, most significant first. At most 8 bytes.
[[nodiscard]] constexpr std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (auto byte : bytes)
    number = number << 8U | static_cast<std::uint8_t>(byte);
  return number;
}

/// The number in these bytes, least significant first, as RocksDB stores it. At most 8 bytes.
[[nodiscard]] constexpr std::uint64_t from_little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (auto i = bytes.size(); i-- > 0;)
    number = number << 8U | static_cast<std::uint8_t>(bytes[i]);
  return number;
}

} // namespace boxoffice::storage

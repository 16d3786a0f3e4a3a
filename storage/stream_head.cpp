#include "storage/stream_head.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::size_t head_seq_bytes = 8;

} // namespace

events::bytes32 hash_in(byte_view record) {
  events::bytes32 hash{};
  std::copy_n(record.begin(), std::min(record.size(), hash.size()), hash.begin());
  return hash;
}

std::string head_row(std::uint64_t seq, const events::bytes32& hash) {
  auto number = events::big_endian(seq);
  std::string row{number.begin(), number.end()};
  return row.append(hash.begin(), hash.end());
}

std::optional<stream_head> head_of(std::string_view key, std::string_view value) {
  stream_head head{{std::string{key}}, 0, {}};
  if (value.size() != head_seq_bytes + head.hash.size())
    return std::nullopt;
  for (auto byte : value.substr(0, head_seq_bytes))
    head.seq = head.seq << 8U | static_cast<std::uint8_t>(byte);
  std::copy_n(value.begin() + head_seq_bytes, head.hash.size(), head.hash.begin());
  return head;
}

} // namespace boxoffice::storage

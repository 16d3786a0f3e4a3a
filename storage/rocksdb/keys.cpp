#include "storage/rocksdb/keys.hpp"

#include "events/hash.hpp"
#include "storage/stored_numbers.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::size_t seq_bytes = 8;
constexpr std::size_t count_bytes = 4;

} // namespace

bool is_stream(const events::show_id& stream) {
  return events::is_id(stream.text, events::most_show_id_chars);
}

std::string stream_prefix(const events::show_id& stream) { return stream.text + '\0'; }

std::string end_of_stream(std::string prefix) {
  prefix.back() = '\x01';
  return prefix;
}

std::string event_key(std::string prefix, std::uint64_t seq) {
  auto bytes = events::big_endian(seq);
  return prefix.append(bytes.begin(), bytes.end());
}

std::string run_key(std::string prefix, std::uint64_t seq, std::uint32_t count) {
  auto key = event_key(std::move(prefix), seq);
  if (count == 1)
    return key;
  auto bytes = events::big_endian(count);
  return key.append(bytes.end() - count_bytes, bytes.end());
}

std::optional<row_place> place_of(const rocksdb::Slice& key, const std::string& prefix) {
  if (!key.starts_with(prefix))
    return std::nullopt;
  std::string_view numbers{key.data() + prefix.size(), key.size() - prefix.size()};
  if (numbers.size() == seq_bytes)
    return row_place{from_big_endian(numbers), 1};
  if (numbers.size() != seq_bytes + count_bytes)
    return std::nullopt;
  auto count = static_cast<std::uint32_t>(from_big_endian(numbers.substr(seq_bytes)));
  if (count < 2)
    return std::nullopt;
  return row_place{from_big_endian(numbers.substr(0, seq_bytes)), count};
}

std::optional<std::string_view> prefix_of(const rocksdb::Slice& key) {
  std::string_view all{key.data(), key.size()};
  auto zero = all.find('\0');
  if (zero == std::string_view::npos ||
      !events::is_id(all.substr(0, zero), events::most_show_id_chars))
    return std::nullopt;
  return all.substr(0, zero + 1);
}

} // namespace boxoffice::storage

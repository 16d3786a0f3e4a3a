#include "storage/rocksdb_keys.hpp"

#include "events/hash.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::size_t seq_bytes = 8;

std::uint64_t number_in(std::string_view bytes) {
  std::uint64_t number = 0;
  for (auto byte : bytes)
    number = number << 8U | static_cast<std::uint8_t>(byte);
  return number;
}

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
  prefix.append(seq_bytes, '\0');
  set_seq(prefix, seq);
  return prefix;
}

void set_seq(std::string& key, std::uint64_t seq) {
  auto bytes = events::big_endian(seq);
  std::copy(bytes.begin(), bytes.end(), key.end() - seq_bytes);
}

std::optional<std::uint64_t> seq_of(const rocksdb::Slice& key, const std::string& prefix) {
  if (key.size() != prefix.size() + seq_bytes || !key.starts_with(prefix))
    return std::nullopt;
  return number_in({key.data() + prefix.size(), seq_bytes});
}

std::optional<std::pair<std::string_view, std::uint64_t>>
split_event_key(const rocksdb::Slice& key) {
  if (key.size() < seq_bytes + 2 || key[key.size() - seq_bytes - 1] != '\0')
    return std::nullopt;
  std::string_view all{key.data(), key.size()};
  auto stream = all.substr(0, all.size() - seq_bytes - 1);
  if (!events::is_id(stream, events::most_show_id_chars))
    return std::nullopt;
  return std::pair{stream, number_in(all.substr(all.size() - seq_bytes))};
}

} // namespace boxoffice::storage

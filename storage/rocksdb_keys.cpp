#include "storage/rocksdb_keys.hpp"

#include "events/hash.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::size_t seq_bytes = 8;

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
  std::uint64_t seq = 0;
  for (auto i = prefix.size(); i < key.size(); ++i)
    seq = seq << 8U | static_cast<std::uint8_t>(key[i]);
  return seq;
}

} // namespace boxoffice::storage

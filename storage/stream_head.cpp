#include "storage/stream_head.hpp"

#include "events/text.hpp"
#include "storage/stored_numbers.hpp"

#include <algorithm>
#include <sstream>

namespace boxoffice::storage {

namespace {

constexpr std::size_t head_seq_bytes = 8;
constexpr std::string_view head_word = "stream";

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
  head.seq = from_big_endian(value.substr(0, head_seq_bytes));
  std::copy_n(value.begin() + head_seq_bytes, head.hash.size(), head.hash.begin());
  return head;
}

std::string head_line(const stream_head& head) {
  return std::string{head_word} + ' ' + head.stream.text + ' ' + std::to_string(head.seq) + ' ' +
         events::to_hex(head.hash);
}

std::optional<stream_head> read_head_line(const std::string& line) {
  std::istringstream words{line};
  stream_head head;
  std::string word, seq, hash, more;
  if (!(words >> word >> head.stream.text >> seq >> hash) || words >> more || word != head_word)
    return std::nullopt;
  auto number = events::whole_number<std::uint64_t>(seq);
  auto bytes = events::parse_hex(hash);
  if (!events::is_id(head.stream.text, events::most_show_id_chars) || !number || !bytes ||
      bytes->size() != head.hash.size())
    return std::nullopt;
  head.seq = *number;
  std::copy(bytes->begin(), bytes->end(), head.hash.begin());
  return head;
}

} // namespace boxoffice::storage

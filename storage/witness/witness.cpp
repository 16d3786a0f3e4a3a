#include "storage/witness/witness.hpp"

#include "events/hash.hpp"
#include "events/members.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"
#include "storage/files.hpp"

#include <algorithm>
#include <sstream>

namespace boxoffice::storage {

namespace {

using namespace events;
namespace fs = std::filesystem;

constexpr std::string_view witness_title = "boxoffice-witness 1";
constexpr std::string_view checksum_word = "sha256 ";

storage_error malformed_witness(const std::string& why) {
  return {storage_error::kind::corrupt, "it cannot be read: " + why};
}

template <class Bytes>
bool read_hex(const std::string& text, Bytes& into) {
  auto bytes = parse_hex(text);
  if (!bytes || bytes->size() != into.size())
    return false;
  std::copy(bytes->begin(), bytes->end(), into.begin());
  return true;
}

bool read_number(const std::string& text, std::uint64_t& into) {
  auto number = whole_number<std::uint64_t>(text);
  into = number.value_or(into);
  return number.has_value();
}

/// The single values of a witness, each on a line of its own.
template <class Io, any_of<witness> T>
void members(Io& io, T& of) {
  io("log", of.log);
  io("at", time_ref{of.at});
  io("sequence", of.sequence);
  io("events", of.totals.events);
  io("sum", of.totals.sum);
}

struct line_writer {
  std::string& out;

  void operator()(std::string_view word, std::uint64_t number) {
    put(word, std::to_string(number));
  }
  template <std::size_t Size>
  void operator()(std::string_view word, const std::array<std::uint8_t, Size>& bytes) {
    put(word, to_hex(bytes));
  }
  void operator()(std::string_view word, time_ref<const time_ms> time) {
    put(word, to_rfc3339(time.at));
  }
  void put(std::string_view word, std::string_view text) {
    out.append(word).append(" ").append(text).append("\n");
  }
};

/// Reads the value that the line names.
struct line_reader {
  const std::string& word;
  const std::string& text;
  bool done = false;

  void operator()(std::string_view name, std::uint64_t& number) {
    done = done || (word == name && read_number(text, number));
  }
  template <std::size_t Size>
  void operator()(std::string_view name, std::array<std::uint8_t, Size>& bytes) {
    done = done || (word == name && read_hex(text, bytes));
  }
  void operator()(std::string_view name, time_ref<time_ms> time) {
    auto read = word == name ? parse_rfc3339(text) : std::nullopt;
    time.at = read.value_or(time.at);
    done = done || read;
  }
};

/// Reads one line after the title; false if it is malformed.
bool read_line(const std::string& line, witness& into) {
  if (auto head = read_head_line(line)) {
    into.streams.push_back(std::move(*head));
    return true;
  }
  std::istringstream words{line};
  std::string word, first, second, more;
  words >> word >> first >> second;
  if (words >> more)
    return false;
  if (word == "writes")
    return read_number(second, into.writes[first]);
  line_reader reader{word, first};
  members(reader, into);
  return second.empty() && reader.done;
}

} // namespace

std::string to_text(const witness& what) {
  std::string text{witness_title};
  text += '\n';
  line_writer writer{text};
  members(writer, what);
  for (const auto& [in, count] : what.writes)
    text += "writes " + in + ' ' + std::to_string(count) + '\n';
  for (const auto& head : what.streams)
    text += head_line(head) + '\n';
  return text + std::string{checksum_word} + to_hex(sha256({bytes_of(text)})) + '\n';
}

result<witness> parse_witness(const std::string& text) {
  auto place = text.rfind('\n' + std::string{checksum_word});
  if (place == std::string::npos)
    return malformed_witness("its end is missing");
  auto body = text.substr(0, place + 1);
  if (text.substr(body.size()) !=
      std::string{checksum_word} + to_hex(sha256({bytes_of(body)})) + '\n')
    return malformed_witness("its checksum does not match");
  std::istringstream lines{body};
  std::string line;
  if (!std::getline(lines, line) || line != witness_title)
    return malformed_witness("its first line is not \"" + std::string{witness_title} + '"');
  witness read;
  while (std::getline(lines, line))
    if (!read_line(line, read))
      return malformed_witness("malformed line \"" + line + '"');
  return read;
}

result<std::optional<witness>> read_witness(const fs::path& directory) {
  auto path = directory / witness_file;
  std::error_code failed;
  if (!fs::exists(path, failed) && !failed)
    return std::optional<witness>{};
  auto text = read_whole_file(path);
  if (!text)
    return storage_error{storage_error::kind::corrupt, text.error().detail};
  auto read = parse_witness(*text);
  if (!read)
    return read.error();
  return std::optional{std::move(*read)};
}

status write_witness(const fs::path& directory, const witness& what) {
  auto path = directory / witness_file;
  auto draft = path;
  draft += ".new";
  if (auto written = write_private_file(draft, to_text(what)); !written)
    return written;
  std::error_code failed;
  fs::rename(draft, path, failed);
  if (failed)
    return io_error("cannot replace " + path.string(), failed);
  return sync_to_device(directory);
}

} // namespace boxoffice::storage

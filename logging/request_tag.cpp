#include "logging/request_tag.hpp"

#include <algorithm>
#include <cstring>

namespace boxoffice::logging {

namespace {

bool is_id_char(char c) {
  constexpr std::string_view marks = "-_.:+/=";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         marks.find(c) != std::string_view::npos;
}

/// Only lower case is valid.
int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

template <std::size_t N>
bool read_hex(std::string_view text, std::array<std::uint8_t, N>& into) {
  for (std::size_t i = 0; i < N; ++i) {
    auto high = hex_digit(text[2 * i]);
    auto low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0)
      return false;
    into[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

template <std::size_t N>
bool is_zero(const std::array<std::uint8_t, N>& bytes) {
  return bytes == std::array<std::uint8_t, N>{};
}

} // namespace

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= most_id_chars && std::ranges::all_of(text, is_id_char);
}

bool is_valid(const given_tag& one) { return one.id.empty() || is_request_id(one.id); }

void append_id(std::string& out, const request_tag& of) {
  if (of.given && !of.given->id.empty())
    out += of.given->id;
  else
    append_hex(out, of.made);
}

std::string id_of(const request_tag& one) {
  std::string out;
  append_id(out, one);
  return out;
}

// version "-" trace-id "-" parent-id "-" flags; a later version may have more behind a "-".
std::optional<trace_context> parse_traceparent(std::string_view text) {
  constexpr std::size_t size = 55;
  std::array<std::uint8_t, 1> version{};
  std::array<std::uint8_t, 1> flags{};
  trace_context out;
  if (text.size() < size || text[2] != '-' || text[35] != '-' || text[52] != '-' ||
      !read_hex(text, version) || !read_hex(text.substr(3), out.trace) ||
      !read_hex(text.substr(36), out.span) || !read_hex(text.substr(53), flags))
    return std::nullopt;
  auto has_right_end = text.size() == size || (version[0] != 0 && text[size] == '-');
  if (version[0] == 0xff || !has_right_end || is_zero(out.trace) || is_zero(out.span))
    return std::nullopt;
  out.sampled = (flags[0] & 1U) != 0;
  return out;
}

tag_source::tag_source(const std::array<std::uint8_t, 16>& seed) {
  std::seed_seq bytes(seed.begin(), seed.end());
  random_.seed(bytes);
}

template <std::size_t N>
void tag_source::fill(std::array<std::uint8_t, N>& bytes) {
  static_assert(N % sizeof(std::uint64_t) == 0);
  do {
    for (std::size_t at = 0; at < N; at += sizeof(std::uint64_t)) {
      const std::uint64_t drawn = random_();
      std::memcpy(bytes.data() + at, &drawn, sizeof drawn);
    }
  } while (is_zero(bytes));
}

request_tag tag_source::make(std::string_view id, std::string_view traceparent) {
  request_tag out;
  fill(out.made);
  const auto has_id = is_request_id(id);
  auto trace = parse_traceparent(traceparent);
  if (!has_id && !trace)
    return out;
  if (trace)
    fill(trace->span);
  out.given = std::make_shared<const given_tag>(given_tag{std::string{has_id ? id : ""}, trace});
  return out;
}

} // namespace boxoffice::logging

#include "logging/line.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace boxoffice::logging {

namespace {

template <class Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto* found = std::ranges::find(names, name);
  if (found == names.end())
    return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

struct code_point_rule {
  unsigned char first_low, first_high; ///< range of the first byte
  unsigned char next_low, next_high;   ///< range of the second byte
  std::size_t size;
};

/// Well-formed sequences of two bytes and more (Unicode 15, table 3-7), without the control
/// characters U+0080 to U+009F, which some terminals obey.
constexpr std::array well_formed{
    code_point_rule{0xc2, 0xc2, 0xa0, 0xbf, 2}, code_point_rule{0xc3, 0xdf, 0x80, 0xbf, 2},
    code_point_rule{0xe0, 0xe0, 0xa0, 0xbf, 3}, code_point_rule{0xe1, 0xec, 0x80, 0xbf, 3},
    code_point_rule{0xed, 0xed, 0x80, 0x9f, 3}, code_point_rule{0xee, 0xef, 0x80, 0xbf, 3},
    code_point_rule{0xf0, 0xf0, 0x90, 0xbf, 4}, code_point_rule{0xf1, 0xf3, 0x80, 0xbf, 4},
    code_point_rule{0xf4, 0xf4, 0x80, 0x8f, 4}};

/// Bytes of the printable character that the text begins with; 0 if it begins with none.
std::size_t printable_at_front(std::string_view text) {
  auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80)
    return byte(0) >= 0x20 && byte(0) != 0x7f ? 1 : 0;
  for (const auto& each : well_formed) {
    if (byte(0) < each.first_low || byte(0) > each.first_high)
      continue;
    if (text.size() < each.size || byte(1) < each.next_low || byte(1) > each.next_high)
      return 0;
    for (std::size_t at = 2; at < each.size; ++at)
      if ((byte(at) & 0xc0U) != 0x80U)
        return 0;
    return each.size;
  }
  return 0;
}

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    auto size = printable_at_front(text);
    if (size == 0)
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text[0]));
    else
      out += text.substr(0, size);
    text.remove_prefix(std::max<std::size_t>(1, size));
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Calls `take` with the names and values that the request is known by.
template <class Take>
void each_name(const request_tag& one, Take take) {
  take("request_id", id_of(one));
  if (const auto* trace = one.trace()) {
    std::string hex;
    append_hex(hex, trace->trace);
    take("trace_id", hex);
    hex.clear();
    append_hex(hex, trace->span);
    take("span_id", hex);
  }
}

} // namespace

std::optional<level> find_level(std::string_view name) { return find_in<level>(level_names, name); }

std::optional<log_module> find_module(std::string_view name) {
  return find_in<log_module>(module_names, name);
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

void append_time(std::string& out, std::chrono::system_clock::time_point at) {
  using namespace std::chrono;
  const auto ms = floor<milliseconds>(at.time_since_epoch());
  const auto s = floor<seconds>(ms);
  const std::time_t since_epoch = s.count();
  std::tm utc{};
  gmtime_r(&since_epoch, &utc);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
                 utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                 utc.tm_sec, (ms - s).count());
}

void append_line(std::string& out, const line& one, format as,
                 std::chrono::system_clock::time_point at) {
  const auto text = one.text.substr(0, most_line_bytes);
  const auto has_names = one.about != nullptr && !one.about->is_empty();
  if (as == format::json) {
    out += R"({"time":")";
    append_time(out, at);
    fmt::format_to(std::back_inserter(out), R"(","level":"{}","module":"{}","message":)",
                   name(one.severity), name(one.from));
    append_quoted(out, text);
    if (has_names)
      each_name(*one.about, [&](std::string_view key, std::string_view value) {
        fmt::format_to(std::back_inserter(out), R"(,"{}":"{}")", key, value);
      });
    out += "}\n";
    return;
  }
  append_time(out, at);
  fmt::format_to(std::back_inserter(out), " {:<5} {}", name(one.severity), name(one.from));
  if (has_names) {
    auto before = " [";
    each_name(*one.about, [&](std::string_view key, std::string_view value) {
      fmt::format_to(std::back_inserter(out), "{}{}={}", std::exchange(before, " "), key, value);
    });
    out += ']';
  }
  out += ": ";
  append_escaped(out, text);
  out += '\n';
}

} // namespace boxoffice::logging

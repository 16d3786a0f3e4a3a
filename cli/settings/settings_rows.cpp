#include "cli/settings/settings_rows.hpp"

#include <algorithm>
#include <iterator>

namespace boxoffice::cli::kind {

namespace {

std::string in_quotes(const std::string& text) { return '"' + text + '"'; }

template <class Enum>
value_kind<Enum> choice(value_result<Enum> (*read)(std::string_view)) {
  return {read, {}, [](const Enum& value) { return in_quotes(std::string{to_text(value)}); }};
}

} // namespace

value_kind<milliseconds> duration(milliseconds least, milliseconds most) {
  return {[=](std::string_view text) { return read_duration(text, least, most); },
          duration_text(least) + " to " + duration_text(most),
          [](const milliseconds& value) { return in_quotes(duration_text(value)); }};
}

value_kind<std::size_t> size(std::size_t least, std::size_t most) {
  return {[=](std::string_view text) { return read_size(text, least, most); },
          size_text(least) + " to " + size_text(most),
          [](const std::size_t& value) { return in_quotes(size_text(value)); }};
}

value_kind<std::uint32_t> count(std::uint32_t least, std::uint32_t most) {
  return {[=](std::string_view text) { return read_count(text, least, most); },
          std::to_string(least) + " to " + std::to_string(most),
          [](const std::uint32_t& value) { return std::to_string(value); }};
}

value_kind<bool> flag() {
  return {read_flag, {}, [](const bool& value) { return std::string{value ? "true" : "false"}; }};
}

value_kind<host_port> address() {
  return {read_host_port, {}, [](const host_port& value) { return in_quotes(to_text(value)); }};
}

value_kind<std::filesystem::path> path() {
  return {
      read_path, {}, [](const std::filesystem::path& value) { return in_quotes(value.string()); }};
}

value_kind<auth_mode> auth_modes() { return choice(read_auth_mode); }
value_kind<storage_engine> storage_engines() { return choice(read_storage_engine); }

} // namespace boxoffice::cli::kind

namespace boxoffice::cli {

std::vector<setting> joined(std::initializer_list<std::vector<setting> (*)()> parts) {
  std::vector<setting> rows;
  for (auto* part : parts)
    std::ranges::move(part(), std::back_inserter(rows));
  return rows;
}

} // namespace boxoffice::cli

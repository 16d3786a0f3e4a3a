#include "cli/settings/settings_table.hpp"

#include "cli/settings/settings_rows.hpp"
#include "cli/terminal/text_layout.hpp"

#include <algorithm>
#include <cctype>

namespace boxoffice::cli {

namespace {

constexpr std::string_view file_head =
    "# Every setting of boxoffice with its default. A line `# name = \"...\"` is a setting without "
    "a\n"
    "# default: remove the # to set it.\n"
    "#\n"
    "# Durations: 200ms, 1s, 2m, 1h. Sizes: plain bytes, or 64KiB, 1MiB, 1GiB. The environment\n"
    "# overrides this file (BOXOFFICE_REVIEW_INTERVAL is review.interval), and the command line\n"
    "# overrides both (--set review.interval=500ms). The server does not start with an unknown "
    "name\n"
    "# or an invalid value: it reports each with its place.\n";
constexpr std::size_t comment_columns = 98;

std::vector<setting> all_rows() {
  return joined({sales_rows, http_rows, listener_rows, limits_rows, auth_rows, webhook_rows,
                 node_rows, log_rows});
}

/// The paragraph as comment lines.
std::string comment(std::string_view paragraph) {
  auto lines = wrapped(paragraph, comment_columns);
  std::string text;
  for (std::size_t begin = 0; begin < lines.size();) {
    auto end = lines.find('\n', begin) + 1;
    text.append("# ").append(lines, begin, end - begin);
    begin = end;
  }
  return text;
}

} // namespace

std::span<const setting> settings_table() {
  static const auto table = all_rows();
  return table;
}

const setting* find_setting(std::string_view key) {
  const auto table = settings_table();
  const auto found = std::ranges::find(table, key, &setting::key);
  return found == table.end() ? nullptr : &*found;
}

std::string environment_name(std::string_view key) {
  std::string name = "BOXOFFICE_";
  for (const unsigned char c : key)
    name += c == '.' ? '_' : static_cast<char>(std::toupper(c));
  return name;
}

std::string default_settings_file() {
  std::string text{file_head};
  std::string_view section;
  for (const auto& each : settings_table()) {
    const auto dot = each.key.find('.');
    const auto of = std::string_view{each.key}.substr(0, dot);
    const auto name = each.key.substr(dot + 1);
    text += '\n';
    if (of != section)
      text.append("[").append(of).append("]\n");
    section = of;
    text += comment(std::string{each.help} + (each.bounds.empty() ? "" : ' ' + each.bounds + '.'));
    text += each.default_text.empty() ? "# " + name + " = \"...\"\n"
                                      : name + " = " + each.default_text + '\n';
  }
  return text;
}

} // namespace boxoffice::cli

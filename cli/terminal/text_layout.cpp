#include "cli/terminal/text_layout.hpp"

#include "events/text.hpp"

#include <algorithm>

namespace boxoffice::cli {

std::string wrapped(std::string_view paragraph, std::size_t columns) {
  std::string text;
  std::size_t used = 0;
  while (!paragraph.empty()) {
    auto word = paragraph.substr(0, paragraph.find(' '));
    paragraph.remove_prefix(std::min(paragraph.size(), word.size() + 1));
    if (word.empty())
      continue;
    auto width = events::code_points(word);
    auto fits = used != 0 && used + 1 + width <= columns;
    if (used != 0)
      text += fits ? ' ' : '\n';
    used = fits ? used + 1 + width : width;
    text += word;
  }
  return text + '\n';
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.empty() ? 0 : rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], events::code_points(row[i]));
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      text += row[i];
      if (i + 1 < widths.size())
        text.append(widths[i] - events::code_points(row[i]) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

} // namespace boxoffice::cli

// Text for a terminal: paragraphs and columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::cli {

/// The paragraph in lines of at most `columns` characters, each ended by LF. A longer word has a
/// line for itself.
[[nodiscard]] std::string wrapped(std::string_view paragraph, std::size_t columns);

/// Cells in columns as wide as their widest, two blanks between; the last column is not filled up.
/// All rows have as many cells as the first.
[[nodiscard]] std::string in_columns(const std::vector<std::vector<std::string>>& rows);

/// Characters of UTF-8 text.
[[nodiscard]] std::size_t width_of(std::string_view text);

} // namespace boxoffice::cli

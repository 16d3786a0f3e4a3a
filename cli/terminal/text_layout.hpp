// Text for a terminal: paragraphs and columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::cli {

/// The paragraph in lines of at most `columns` characters, each ended by LF. A longer word gets its
/// own line.
[[nodiscard]] std::string wrapped(std::string_view paragraph, std::size_t columns);

/// Aligns cells in columns with two blanks between; the last column is not padded. All rows must
/// have as many cells as the first.
[[nodiscard]] std::string in_columns(const std::vector<std::vector<std::string>>& rows);

} // namespace boxoffice::cli

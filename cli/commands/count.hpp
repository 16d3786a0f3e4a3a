// A check for options that are counts.
#pragma once

#include <string>

namespace boxoffice::cli {

/// Returns the error for CLI::Option::check(), empty if the text is a decimal number of 64 bits.
/// The library alone reads 010 as eight, and a number that is too large as the largest.
[[nodiscard]] std::string error_in_count(const std::string& text);

} // namespace boxoffice::cli

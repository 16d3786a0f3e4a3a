// A check of options that are counts.
#pragma once

#include <string>

namespace boxoffice::cli {

/// What is wrong with the text, for CLI::Option::check(); empty where it is the decimal digits of a
/// number of 64 bits. The library alone reads 010 as eight, and what is too large as the largest.
[[nodiscard]] std::string fault_of_count(const std::string& text);

} // namespace boxoffice::cli

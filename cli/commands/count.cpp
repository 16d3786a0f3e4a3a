#include "cli/commands/count.hpp"

#include <charconv>
#include <cstdint>

namespace boxoffice::cli {

std::string error_in_count(const std::string& text) {
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, number);
  auto is_plain = text == "0" || !text.starts_with('0');
  return error == std::errc{} && rest == end && is_plain ? "" : "wants a number, got " + text;
}

} // namespace boxoffice::cli

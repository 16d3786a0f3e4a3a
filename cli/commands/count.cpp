#include "cli/commands/count.hpp"

#include "events/text.hpp"

#include <cstdint>

namespace boxoffice::cli {

std::string error_in_count(const std::string& text) {
  auto is_plain = text == "0" || !text.starts_with('0');
  return is_plain && events::whole_number<std::uint64_t>(text) ? "" : "wants a number, got " + text;
}

} // namespace boxoffice::cli

#include "cli/commands/events_after.hpp"

#include "events/text.hpp"

namespace boxoffice::cli {

std::optional<after_point> parse_after(std::string_view text) {
  after_point point;
  if (text.empty())
    return point;
  if (auto colon = text.find(':'); colon != std::string_view::npos) {
    point.show = events::show_id{std::string{text.substr(0, colon)}};
    if (!events::is_id(point.show->text, events::most_show_id_chars))
      return std::nullopt;
    text.remove_prefix(colon + 1);
  }
  auto seq = events::whole_number<std::uint64_t>(text);
  if (!seq)
    return std::nullopt;
  point.seq = *seq;
  return point;
}

} // namespace boxoffice::cli
